"""The agenda by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.scheduling.api.events import EVENTS
from interco.scheduling.api.free_slots import FREE_SLOTS
from interco.scheduling.api.linked_calendars import LINKED_CALENDARS
from interco.scheduling.api.resources import RESOURCES

ROOMS = (EVENTS, RESOURCES, FREE_SLOTS, LINKED_CALENDARS)
