"""A session of the CODIR of the cast, convened and open, with three items."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from interco.committees.enums import AttendeeRole, ItemKind, ItemState, MeetingState, Presence, RoundPhase, StanceValue
from interco.committees.models import Attendee, Item, Meeting, Round
from interco.committees.services.presence import mark_presence
from interco.committees.services.rounds import lead_to, open_round
from interco.committees.services.session import next_item, open_session
from interco.committees.services.stances import Answer, give_stance
from interco.config.demo.bodies import MEMBERS
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor
from tests.cast import actor
from tests.committees.builders import a_meeting, an_item

#: Tuesday 8 December 2026, 8:32 in Martinique.
OPENING = datetime.fromisoformat("2026-12-08T12:32:00+00:00")

#: Members asked in a round when everybody is there: all but the chair.
ASKED = tuple(key for key, _substitute in MEMBERS if key != "dgs")


@dataclass
class Session:
    """What a test of the session starts from."""

    cast: Built
    meeting: Meeting
    items: list[Item]
    attendees: dict[str, Attendee] = field(default_factory=dict)

    def by(self, key: str, *, minutes: float = 0) -> Actor:
        """Somebody of the cast, that many minutes after the opening."""
        return actor(self.cast, key, OPENING + timedelta(minutes=minutes))

    def answer(self, round_: Round, key: str, value: StanceValue, reason: str = "") -> None:
        """A stance given by somebody of the cast."""
        give_stance(round_, answer=Answer(value=value, reason=reason), by=self.by(key))

    def answer_all(self, round_: Round, *, but: tuple[str, ...] = ()) -> None:
        """Favourable from everybody asked, but a few."""
        for key in ASKED:
            if key not in but:
                self.answer(round_, key, StanceValue.FAVOURABLE)


def a_convened_session(cast: Built) -> Session:
    """The CODIR of Tuesday 8 December, convened, its seats frozen, its three items in order."""
    meeting = a_meeting(cast, state=MeetingState.CONVENED, number=46)
    meeting.quorum = 5
    meeting.save()
    kinds = (ItemKind.INFORMATION, ItemKind.DECISION, ItemKind.DECISION)
    items = [
        an_item(
            cast, meeting=meeting, position=rank, kind=kind, state=ItemState.SCHEDULED, title=f"Point {rank}",
            duration_minutes=10 * rank, rapporteur_post=cast.posts["dga_planification"],
        )
        for rank, kind in enumerate(kinds, start=1)
    ]  # fmt: skip
    session = Session(cast, meeting, items)
    for rank, (key, substitute) in enumerate(MEMBERS):
        role = {"dgs": AttendeeRole.CHAIR, "secretariat": AttendeeRole.SECRETARY}.get(key, AttendeeRole.MEMBER)
        session.attendees[key] = seat = _attendee(session, key, role, rank, voting=True)
        if substitute is not None:
            stand_in = _attendee(session, substitute, AttendeeRole.SUBSTITUTE, rank, voting=False)
            stand_in.substitute_for = seat
            stand_in.save()
            session.attendees[substitute] = stand_in
    return session


def _attendee(session: Session, key: str, role: AttendeeRole, rank: int, *, voting: bool) -> Attendee:
    person = session.cast.people[key]
    return Attendee.objects.create(
        meeting=session.meeting, person=person, post=session.cast.posts[key], name=person.full_name,
        title="Membre", role=role, is_voting=voting, is_member=voting, rank=rank,
    )  # fmt: skip


def an_open_session(cast: Built, *, absent: tuple[str, ...] = ()) -> Session:
    """The same, open, members present but a few."""
    session = a_convened_session(cast)
    open_session(session.meeting, by=session.by("dgs"))
    for key, _substitute in MEMBERS:
        if key not in absent:
            mark_presence(session.attendees[key], presence=Presence.PRESENT, by=session.by("secretariat"))
    return session


def a_round_of_stances(session: Session) -> Round:
    """A round on the second item, at its stances."""
    next_item(session.meeting, by=session.by("dgs"))
    next_item(session.meeting, by=session.by("dgs", minutes=9))
    session.items[1].refresh_from_db()
    round_ = open_round(session.items[1], by=session.by("dgs", minutes=10), text="Autoriser la convention.")
    lead_to(round_, phase=RoundPhase.STANCES, by=session.by("dgs", minutes=12))
    return round_
