"""The scenes measured in every data set, made by the services: an agenda of 100 items, an open session of 50 seats.

Returned as plain values, kept beside the cached database.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from benchmarks.sets.groups import a_working_group, open_accounts, seat_people
from interco.committees.enums import ItemKind, MeetingState, RoundPhase
from interco.committees.models import Decision, Item, Meeting
from interco.committees.services.agenda import place_item
from interco.committees.services.convocation import convene
from interco.committees.services.items import ItemContent, submit_item
from interco.committees.services.presence import mark_expected_present
from interco.committees.services.rounds import lead_to, open_round
from interco.committees.services.series import create_session, plan_series
from interco.committees.services.session import next_item, open_session
from interco.config.demo.build import ZONE
from interco.config.demo.organisation import Built
from interco.config.demo.topics import TOPICS
from interco.foundation.core.actor import Actor, actor_of
from interco.organisation.models import Person, Post, PostVersion, Unit

LONG_AGENDA = 100
SEATS = 50
CODE = "ATELIER"


@dataclass(frozen=True, slots=True)
class Scenes:
    """Public identifiers of what is measured; `users` are primary keys of accounts by key."""

    today: str
    users: dict[str, int]
    members: list[int]
    agenda: str
    waiting_item: str
    session: str
    round: str
    unit: str
    person: str
    item: str
    decision: str
    meeting: str
    body: str

    def as_dict(self) -> dict[str, Any]:
        """For the file beside the database."""
        return asdict(self)


def prepare(built: Built, *, at: datetime) -> Scenes:
    """Make the scenes."""
    secretary = actor_of(built.users["secretariat"].pk, at)
    agenda = _long_agenda(built, secretary)
    waiting = _submit(built, agenda, secretary, LONG_AGENDA + 1)
    session, round_key, members = _open_session(built, at)
    decision = Decision.objects.exclude(reference="").select_related("item", "meeting").order_by("-decided_at")[0]
    leader = PostVersion.objects.effective_on(built.anchor).filter(leads_unit=True).order_by("-unit_id").first()
    assert leader is not None  # noqa: S101 - the demonstration has leaders
    return Scenes(
        today=built.anchor.isoformat(), users={key: user.pk for key, user in built.users.items()}, members=members,
        agenda=agenda.public_id, waiting_item=waiting.public_id, session=session.public_id, round=round_key,
        unit=leader.unit.public_id, person=built.people["dga_administration"].public_id, item=decision.item.public_id,
        decision=decision.public_id, meeting=decision.meeting.public_id, body=built.bodies["codir"].public_id,
    )  # fmt: skip


def _submit(built: Built, meeting: Meeting, by: Actor, rank: int) -> Item:
    topic = TOPICS[rank % len(TOPICS)]
    kind = (ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.EXCHANGE, ItemKind.DECISION)[rank % 4]
    people = sorted(built.people)
    content = ItemContent(
        title=f"{topic.title}, dossier {rank}", kind=kind, decision_asked="Approuver le principe.", duration_minutes=5,
        rapporteur=built.people[people[rank % len(people)]],
    )  # fmt: skip
    return submit_item(content, body=meeting.body, unit=_unit_of(built.posts["secretariat"]), wished=meeting, by=by)


def _unit_of(post: Post) -> Unit:
    return PostVersion.objects.select_related("unit").filter(post=post).latest("starts_on").unit


def _long_agenda(built: Built, by: Actor) -> Meeting:
    """A session to come of the CODIR with one hundred items on its agenda."""
    codir = built.bodies["codir"]
    if not codir.meetings.filter(starts_at__gt=by.at).exists():
        plan_series(codir, first=by.today + timedelta(days=1), last=by.today + timedelta(days=365), by=by)
    ahead = codir.meetings.filter(starts_at__gt=by.at + timedelta(days=60), state=MeetingState.PLANNED)
    meeting = ahead.select_related("body").order_by("starts_at")[0]
    for rank in range(LONG_AGENDA):
        place_item(_submit(built, meeting, by, rank), meeting=meeting, by=by)
    return meeting


def _open_session(built: Built, at: datetime) -> tuple[Meeting, str, list[int]]:
    """A session of fifty named members beside its chair, open, its first item at the stances of a round."""
    chair = built.posts["dost"]
    body = a_working_group(built, CODE, "Atelier de mesure", chair=chair)
    people = list(Person.objects.effective_on(built.anchor).filter(user=None, collectivity=built.home)
                  .exclude(email="").order_by("-pk")[:SEATS])  # fmt: skip
    open_accounts(people)
    seat_people(built, body, people)
    secretary, leader = (actor_of(built.users[key].pk, at) for key in ("secretariat", "dost"))
    meeting = create_session(body, at + timedelta(minutes=5), ZONE, place="Salle Balata")
    item = _submit(built, meeting, secretary, 0)
    place_item(item, meeting=meeting, by=secretary)
    convene(meeting, by=secretary)
    open_session(meeting, by=leader)
    mark_expected_present(meeting, by=secretary)
    next_item(meeting, by=leader)
    item.refresh_from_db()
    round_ = open_round(item, by=leader, text="Le principe est approuvé, à l’essai pendant six mois.")
    lead_to(round_, phase=RoundPhase.STANCES, by=leader)
    return meeting, round_.public_id, [person.user_id for person in people if person.user_id is not None]
