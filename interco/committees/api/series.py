"""The sessions of a body by the API: the year in one gesture, one added outside the series, moved, cancelled."""

from datetime import date, timedelta

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from interco.committees.api.bodies import body_of
from interco.committees.api.body_schemas import OccurrenceShown, Period
from interco.committees.api.meetings import line_of, meeting_of, shown
from interco.committees.api.schemas import Cancelling, MeetingAdding, MeetingLine, MeetingMove, MeetingShown
from interco.committees.models import Meeting
from interco.committees.policies.bodies import check_can_keep
from interco.committees.queries.sessions import with_figures
from interco.committees.services.meetings import add_meeting, cancel_meeting, move_meeting
from interco.committees.services.series import plan_series, preview_series
from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import Day
from interco.foundation.core.policies import reader_of_the_organisation as reader

SERIES = Operations("Calendrier des séances")
A_YEAR = timedelta(days=365)


class PeriodAsked(BaseModel):
    """Between which days."""

    du: Day | None = Field(None, description="Premier jour ; aujourd’hui sinon.")
    jusqu_au: Day | None = Field(None, description="Dernier jour, compris ; un an plus tard sinon.")


@SERIES.get(
    "instances/{key}/serie", policy=reader, name="api_series", answer=list[OccurrenceShown],
    summary="Voir d’avance la série des séances", description="Ce que la récurrence et les jours fériés donneraient. N’écrit rien.",
)  # fmt: skip
def foresee_the_series(request: HttpRequest, key: str, asked: Query[PeriodAsked]) -> list[OccurrenceShown]:
    """The days of the series, nothing written."""
    actor, body = acting(request), body_of(request, key)
    check_can_keep(actor, body)
    first = asked.du or actor.today
    last = asked.jusqu_au or first + A_YEAR
    existing: set[date | None] = set(body.meetings.values_list("occurrence_on", flat=True))
    return [
        OccurrenceShown(due_on=one.due_on, held_on=one.held_on, reason=one.reason, exists=one.due_on in existing)
        for one in preview_series(body, first=first, last=last, by=actor)
    ]


@SERIES.write(
    "POST", "instances/{key}/serie", policy=reader, name="api_series", answer=list[MeetingLine],
    summary="Prévoir la série des séances",
    description="Crée les séances de la récurrence entre deux jours et les rend ; celles qui existent restent telles.",
)  # fmt: skip
def plan_the_series(request: HttpRequest, key: str, given: Period) -> list[MeetingLine]:
    """Create the sessions of a period."""
    made = plan_series(body_of(request, key), first=given.first, last=given.last, by=acting(request))
    rows = Meeting.objects.filter(pk__in=[row.pk for row in made]).order_by("starts_at")
    return [MeetingLine(**line_of(line)) for line in with_figures(rows)]


@SERIES.write(
    "POST", "instances/{key}/seances", policy=reader, name="api_meeting_add", answer=MeetingShown, status=201,
    summary="Ajouter une séance hors série",
)  # fmt: skip
def add_a_meeting(request: HttpRequest, key: str, given: MeetingAdding) -> MeetingShown:
    """One session outside the series."""
    return shown(request, add_meeting(body_of(request, key), by=acting(request), **given.model_dump()))


@SERIES.write(
    "PUT", "seances/{key}", policy=reader, name="api_meeting", answer=MeetingShown, summary="Déplacer une séance",
    description="Jour, heure, durée, lieu. Les personnes convoquées reçoivent l’invitation à jour.",
)  # fmt: skip
def move_a_meeting(request: HttpRequest, key: str, given: MeetingMove) -> MeetingShown:
    """Move a session, or change its length or its place."""
    return shown(request, move_meeting(meeting_of(request, key), by=acting(request), **given.model_dump()))


@SERIES.write(
    "POST", "seances/{key}/annulation", policy=reader, name="api_meeting_cancel", answer=MeetingShown,
    summary="Annuler une séance", description="Ses points attendent la suivante ; les personnes convoquées sont prévenues.",
)  # fmt: skip
def cancel_a_meeting(request: HttpRequest, key: str, given: Cancelling) -> MeetingShown:
    """Cancel a session, with its reason."""
    meeting = meeting_of(request, key)
    cancel_meeting(meeting, reason=given.reason, version=given.version, by=acting(request))
    return shown(request, meeting)
