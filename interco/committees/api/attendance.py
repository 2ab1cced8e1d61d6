"""Who is there, by the API: absences and substitutes before the session, presence in the room."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from interco.committees.api.meetings import meeting_of, shown
from interco.committees.api.schemas import MeetingShown, PresenceGiven, SubstituteGiven
from interco.committees.models import Attendee
from interco.committees.policies.meetings import check_can_declare_absence
from interco.committees.policies.session import check_can_lead
from interco.committees.services.attendance import declare_absence, declare_coming, name_substitute
from interco.committees.services.presence import mark_expected_present, mark_left, mark_presence
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.policies import signed_in
from interco.organisation.models import Person

ATTENDANCE = Operations("Présence et suppléances")
_SEAT = "seances/{key}/convocations/{attendee}"


@ATTENDANCE.write(
    "PUT", f"{_SEAT}/absence", policy=reader, name="api_absence", answer=MeetingShown, summary="Annoncer une absence",
    description="La vôtre, avant la séance ; le secrétariat, celle de chacun.",
)  # fmt: skip
def announce_an_absence(request: HttpRequest, key: str, attendee: str) -> MeetingShown:
    """Excuse somebody."""
    seat = _seat(request, key, attendee)
    declare_absence(seat, by=acting(request))
    return shown(request, seat.meeting)


@ATTENDANCE.write(
    "DELETE", f"{_SEAT}/absence", policy=reader, name="api_absence", answer=MeetingShown,
    summary="Revenir sur une absence annoncée",
)  # fmt: skip
def take_an_absence_back(request: HttpRequest, key: str, attendee: str) -> MeetingShown:
    """Somebody comes after all."""
    seat = _seat(request, key, attendee)
    declare_coming(seat, by=acting(request))
    return shown(request, seat.meeting)


@ATTENDANCE.write(
    "PUT", f"{_SEAT}/suppleant", policy=reader, name="api_substitute", answer=MeetingShown,
    summary="Se faire remplacer à une séance", description="Le membre est excusé ; son suppléant est convoqué.",
)  # fmt: skip
def name_a_substitute(request: HttpRequest, key: str, attendee: str, given: SubstituteGiven) -> MeetingShown:
    """Name who sits in the place of a member."""
    seat = _seat(request, key, attendee)
    check_can_declare_absence(acting(request), seat)
    person = Person.objects.filter(collectivity__is_home=True, public_id=given.person).first()
    if person is None:
        raise Invalid(_("Cette personne n’existe pas."), field="person")
    name_substitute(seat, person, by=acting(request))
    return shown(request, seat.meeting)


@ATTENDANCE.write(
    "PUT", f"{_SEAT}/presence", policy=signed_in, name="api_presence", answer=MeetingShown,
    summary="Noter la présence de quelqu’un", description="Pendant la séance, par qui la conduit.",
)  # fmt: skip
def note_a_presence(request: HttpRequest, key: str, attendee: str, given: PresenceGiven) -> MeetingShown:
    """Somebody is there, excused or absent."""
    seat = _led_seat(request, key, attendee)
    mark_presence(seat, presence=given.presence, by=acting(request))
    return shown(request, seat.meeting)


@ATTENDANCE.write(
    "POST", f"{_SEAT}/depart", policy=signed_in, name="api_leave", answer=MeetingShown,
    summary="Noter le départ de quelqu’un", description="L’heure est gardée ; son suppléant présent prend son siège.",
)  # fmt: skip
def note_a_departure(request: HttpRequest, key: str, attendee: str) -> MeetingShown:
    """Somebody who was there leaves."""
    seat = _led_seat(request, key, attendee)
    mark_left(seat, by=acting(request))
    return shown(request, seat.meeting)


@ATTENDANCE.write(
    "POST", "seances/{key}/presents", policy=signed_in, name="api_all_present", answer=MeetingShown,
    summary="Noter présents tous ceux qui sont attendus", description="Les suppléants et ceux déjà notés restent tels.",
)  # fmt: skip
def note_all_present(request: HttpRequest, key: str) -> MeetingShown:
    """Everybody expected is there."""
    meeting = meeting_of(request, key)
    mark_expected_present(meeting, by=acting(request))
    return shown(request, meeting)


def _seat(request: HttpRequest, key: str, attendee: str) -> Attendee:
    meeting = meeting_of(request, key)
    found = meeting.attendees.select_related("person", "substitute_for")
    seat: Attendee = get_object_or_404(found, public_id=attendee)
    seat.meeting = meeting
    return seat


def _led_seat(request: HttpRequest, key: str, attendee: str) -> Attendee:
    check_can_lead(acting(request), meeting_of(request, key))
    return _seat(request, key, attendee)
