"""The committees by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.committees.api.actions import ACTIONS
from interco.committees.api.agenda import AGENDA
from interco.committees.api.bodies import BODIES
from interco.committees.api.briefs import BRIEFS
from interco.committees.api.decisions import DECISIONS
from interco.committees.api.items import ITEMS
from interco.committees.api.meetings import MEETINGS

ROOMS = (BODIES, MEETINGS, AGENDA, ITEMS, BRIEFS, DECISIONS, ACTIONS)
