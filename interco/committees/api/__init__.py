"""The committees by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.committees.api.actions import ACTIONS
from interco.committees.api.agenda import AGENDA
from interco.committees.api.attachments import ATTACHMENTS
from interco.committees.api.attendance import ATTENDANCE
from interco.committees.api.bodies import BODIES
from interco.committees.api.briefs import BRIEFS
from interco.committees.api.decisions import DECISIONS
from interco.committees.api.drafting import DRAFTING
from interco.committees.api.items import ITEMS
from interco.committees.api.meetings import MEETINGS
from interco.committees.api.rounds import ROUNDS
from interco.committees.api.series import SERIES
from interco.committees.api.session import SESSION
from interco.committees.api.stances import STANCES

ROOMS = (
    BODIES, SERIES, MEETINGS, AGENDA, ITEMS, BRIEFS, ATTACHMENTS, ATTENDANCE, SESSION, ROUNDS, STANCES, DRAFTING,
    DECISIONS, ACTIONS,
)  # fmt: skip
