"""Objects of the session and of what follows it, each knowing the others through the world's cast."""

from interco.committees.enums import ItemState, RoundPhase, StanceValue
from interco.committees.models import Attendee, Decision, Item, Round, Stance
from interco.committees.services.drafting import Draft, draft_decision
from interco.committees.services.rounds import lead_to, open_round
from interco.committees.services.session import next_item
from interco.config.demo.organisation import Built
from tests.committees.session_builders import ASKED, Session, a_convened_session, a_round_of_stances
from tests.committees.session_builders import an_open_session as a_live_session
from tests.matrix.world import at_each_world, thing


def _live(cast: Built) -> Session:
    """The session in progress, opened once, with a round at its stances on its second item."""
    session = _kept.get(id(cast))
    if session is None:
        session = a_live_session(cast)
        _rounds[id(cast)] = a_round_of_stances(session)
        _kept[id(cast)] = session
    return session


_kept: dict[int, Session] = {}
_rounds: dict[int, Round] = {}
for _each in (_kept.clear, _rounds.clear):
    at_each_world(_each)


@thing("live_meeting")
def _open_meeting(cast: Built) -> str:
    return _live(cast).meeting.public_id


@thing("current_item")
def _current_item(cast: Built) -> str:
    return _live(cast).items[1].public_id


@thing("live_attendee")
def _attendee(cast: Built) -> str:
    return _live(cast).attendees["dost"].public_id


@thing("live_round")
def _round(cast: Built) -> str:
    _live(cast)
    return _rounds[id(cast)].public_id


@thing("answered_round")
def _answered(cast: Built) -> str:
    _live(cast).answer(_rounds[id(cast)], "dost", StanceValue.FAVOURABLE)
    return _rounds[id(cast)].public_id


@thing("agreed_round")
def _agreed(cast: Built) -> str:
    _live(cast).answer_all(_rounds[id(cast)])
    return _rounds[id(cast)].public_id


@thing("clarified_round")
def _clarified(cast: Built) -> str:
    session = _live(cast)
    round_ = open_round(session.items[1], by=session.by("dgs"), text="Autoriser.")
    lead_to(round_, phase=RoundPhase.CLARIFICATION, by=session.by("dgs"))
    return round_.public_id


@thing("running_meeting")
def _running(cast: Built) -> str:
    session = a_live_session(cast)
    next_item(session.meeting, by=session.by("dgs"))
    draft_decision(session.items[0], draft=Draft(text="Le CODIR approuve."), by=session.by("dgs"))
    return session.meeting.public_id


@thing("running_item")
def _running_item(_cast: Built) -> str:
    return Item.objects.get(state=ItemState.IN_SESSION).public_id


@thing("draft")
def _draft(cast: Built) -> str:
    return Decision.objects.get(meeting__public_id=_running(cast)).public_id


@thing("convened_attendee")
def _convened_attendee(cast: Built) -> str:
    return Attendee.objects.get(meeting__state="convened", person=cast.people["dost"]).public_id


@thing("agent")
def _agent(cast: Built) -> str:
    return cast.people["agent_rh"].public_id


@thing("live_convened")
def _convened(cast: Built) -> str:
    return a_convened_session(cast).meeting.public_id


@thing("objected_meeting")
def _objected(cast: Built) -> str:
    session = _live(cast)
    round_ = _rounds[id(cast)]
    for key in ASKED:
        value = StanceValue.OBJECTION if key == "communes" else StanceValue.FAVOURABLE
        session.answer(round_, key, value, "Sans coût notifié, rien ne s’exécute." if key == "communes" else "")
    return session.meeting.public_id


@thing("standing_objection")
def _standing(cast: Built) -> str:
    _objected(cast)
    return _objection(cast)


@thing("objection")
def _objection(cast: Built) -> str:
    return Stance.objects.get(value=StanceValue.OBJECTION).public_id
