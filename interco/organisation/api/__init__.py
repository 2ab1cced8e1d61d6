"""The organisation by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.organisation.api.assignments import ASSIGNMENTS
from interco.organisation.api.chart import CHART
from interco.organisation.api.collectivities import COLLECTIVITIES
from interco.organisation.api.delegations import DELEGATIONS
from interco.organisation.api.people import PEOPLE
from interco.organisation.api.posts import POSTS
from interco.organisation.api.units import UNITS

ROOMS = (COLLECTIVITIES, CHART, UNITS, POSTS, PEOPLE, ASSIGNMENTS, DELEGATIONS)
