"""A consent round, from its opening to its outcome."""

import pytest

from interco.committees.enums import DecisionState, Outcome, Presence, RoundPhase, StanceValue
from interco.committees.models import Attendee, Decision, Round, Stance
from interco.committees.services.drafting import Draft, adopt, draft_action, draft_decision, withdraw_draft
from interco.committees.services.presence import mark_presence
from interco.committees.services.rounds import amend_text, conclude, contribute, lead_to, open_round, reveal
from interco.committees.services.session import next_item
from interco.committees.services.stances import Answer, give_stance, lift_objection
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Conflict, Invalid, Refused
from tests.committees.session_builders import ASKED, Session, a_round_of_stances, an_open_session

OBJECTION = "Sans coût unitaire notifié, la convention est inexécutable."


@pytest.fixture
def session(cast: Built) -> Session:
    return an_open_session(cast)


def asked(round_: Round) -> set[int]:
    return set(Attendee.objects.filter(pk__in=round_.respondents.values("attendee_id")).values_list("pk", flat=True))


def test_those_asked_are_the_members_present_without_the_chair(session: Session) -> None:
    round_ = a_round_of_stances(session)
    assert asked(round_) == {session.attendees[key].pk for key in ASKED}


def test_the_substitute_is_asked_while_the_holder_is_away_and_who_comes_later_joins_the_next_round(cast: Built) -> None:
    session = an_open_session(cast, absent=("communication",))
    mark_presence(session.attendees["communication_adjointe"], presence=Presence.PRESENT, by=session.by("dgs"))
    round_ = a_round_of_stances(session)
    assert session.attendees["communication_adjointe"].pk in asked(round_)
    mark_presence(session.attendees["communication"], presence=Presence.PRESENT, by=session.by("dgs", minutes=13))
    with pytest.raises(Refused, match="pas demandée"):
        session.answer(round_, "communication", StanceValue.FAVOURABLE)
    session.answer(round_, "communication_adjointe", StanceValue.FAVOURABLE)
    again = open_round(session.items[1], by=session.by("dgs", minutes=20))
    assert session.attendees["communication"].pk in asked(again)
    assert session.attendees["communication_adjointe"].pk not in asked(again)


def test_without_a_quorum_no_round_opens(cast: Built) -> None:
    session = an_open_session(cast, absent=ASKED[:6])
    next_item(session.meeting, by=session.by("dgs"))
    with pytest.raises(Refused, match="quorum"):
        open_round(session.items[0], by=session.by("dgs"))
    assert not Round.objects.exists()


def test_the_steps_follow_one_another_and_take_down_what_is_said(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs"))
    round_ = open_round(session.items[0], by=session.by("dgs"))
    with pytest.raises(Invalid):
        lead_to(round_, phase=RoundPhase.REACTIONS, by=session.by("dgs"))
    lead_to(round_, phase=RoundPhase.CLARIFICATION, by=session.by("dgs"))
    contribute(round_, attendee=session.attendees["dost"], text="Qui porte le coût ?", by=session.by("secretariat"))
    lead_to(round_, phase=RoundPhase.REACTIONS, by=session.by("dgs"))
    contribute(round_, attendee=None, text="Prudence sur le calendrier.", by=session.by("dgs"))
    amend_text(round_, text="Approuver, au 1er juillet.", by=session.by("dgs"))
    assert round_.phase == RoundPhase.AMENDMENT
    with pytest.raises(Invalid):
        contribute(round_, attendee=None, text="Trop tard", by=session.by("dgs"))
    phases = list(round_.contributions.values_list("phase", flat=True))
    assert phases == [RoundPhase.CLARIFICATION, RoundPhase.REACTIONS]


def test_the_last_answer_reveals_and_a_round_without_objection_waits_for_its_adoption(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dost",))
    round_.refresh_from_db()
    assert round_.revealed_at is None
    session.answer(round_, "dost", StanceValue.ABSTENTION)
    round_.refresh_from_db()
    assert round_.revealed_at is not None
    assert round_.phase == RoundPhase.ADOPTION
    with pytest.raises(Refused, match="révélées"):
        session.answer(round_, "dost", StanceValue.FAVOURABLE)


def test_before_the_reveal_one_changes_ones_mind(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer(round_, "dost", StanceValue.OBJECTION, OBJECTION)
    session.answer(round_, "dost", StanceValue.FAVOURABLE)
    assert [stance.value for stance in Stance.objects.all()] == [StanceValue.FAVOURABLE]


@pytest.mark.parametrize("value", [StanceValue.OBJECTION, StanceValue.RESERVATION])
def test_an_objection_and_a_reservation_say_why(session: Session, value: StanceValue) -> None:
    round_ = a_round_of_stances(session)
    with pytest.raises(Invalid):
        session.answer(round_, "dost", value, "   ")
    assert not Stance.objects.exists()


@pytest.mark.parametrize("key", ["dgs", "secretariat_assistant", "rh", "agent_rh"])
def test_nobody_answers_in_the_place_of_somebody_else(session: Session, key: str) -> None:
    round_ = a_round_of_stances(session)
    entries = Entry.objects.count()
    with pytest.raises(Refused, match="pas demandée"):
        session.answer(round_, key, StanceValue.FAVOURABLE)
    assert Entry.objects.count() == entries


def test_the_journal_does_not_betray_a_stance_before_the_reveal(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer(round_, "dost", StanceValue.OBJECTION, OBJECTION)
    entry = Entry.objects.order_by("-number").filter(event="stance.given").first()
    assert entry is not None
    assert "objection" not in str(entry.payload)


def test_an_objection_is_met_the_text_amended_everybody_asked_again_and_the_text_adopted(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dga_juridique",))
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, OBJECTION)
    round_.refresh_from_db()
    assert round_.phase == RoundPhase.LIFTING
    with pytest.raises(Invalid):
        adopt(round_, by=session.by("dgs"))
    amend_text(round_, text="Autoriser, le coût étant notifié avant le 31 janvier.", by=session.by("dgs"))
    assert (round_.phase, round_.revealed_at) == (RoundPhase.STANCES, None)
    session.answer_all(round_, but=("dga_juridique", "communes"))
    session.answer(round_, "communes", StanceValue.RESERVATION, "Prévoir une permanence.")
    objection = Stance.objects.get(value=StanceValue.OBJECTION)
    assert objection.lifted_at is None
    session.answer(round_, "dga_juridique", StanceValue.FAVOURABLE)
    objection.refresh_from_db()
    assert objection.lifting == "Par le texte n° 2."
    assert objection.lifted_by_name == "Anselme Courbaril"
    decision = adopt(round_, by=session.by("dgs"))
    assert (decision.outcome, decision.state) == (Outcome.RESERVATIONS, DecisionState.DRAFT)
    assert decision.text == "Autoriser, le coût étant notifié avant le 31 janvier."
    round_.refresh_from_db()
    assert round_.outcome == Outcome.RESERVATIONS


def test_an_objection_is_lifted_by_its_author(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dga_juridique",))
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, OBJECTION)
    stance = Stance.objects.get(value=StanceValue.OBJECTION)
    with pytest.raises(Refused):
        lift_objection(stance, by=session.by("dost"), change="Je la lève pour lui.")
    lift_objection(stance, by=session.by("dga_juridique"))
    lift_objection(stance, by=session.by("dga_juridique"))
    assert (stance.lifted_by_name, stance.lifting) == ("Anselme Courbaril", "Levée par son auteur.")
    assert adopt(stance.round, by=session.by("dgs")).outcome == Outcome.CONSENSUS


def test_the_chair_lifts_an_objection_only_by_saying_what_changed(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dga_juridique",))
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, OBJECTION)
    stance = Stance.objects.get(value=StanceValue.OBJECTION)
    with pytest.raises(Invalid, match="ce qui a été changé"):
        lift_objection(stance, by=session.by("dgs"))
    lift_objection(stance, by=session.by("dgs"), change="Le coût est notifié en janvier.")
    round_.refresh_from_db()
    assert round_.phase == RoundPhase.ADOPTION


def test_the_chair_reveals_without_waiting_and_those_who_did_not_answer_block_nothing(session: Session) -> None:
    round_ = a_round_of_stances(session)
    with pytest.raises(Invalid, match="encore donné"):
        reveal(round_, by=session.by("dgs"))
    session.answer(round_, "dost", StanceValue.FAVOURABLE)
    with pytest.raises(Refused):
        reveal(round_, by=session.by("dost"))
    reveal(round_, by=session.by("dgs"))
    assert round_.phase == RoundPhase.ADOPTION
    assert conclude(round_, outcome=None, by=session.by("dgs")) == Outcome.CONSENSUS


def test_arbitration_is_the_dgs_alone_with_a_reason_and_only_when_consent_is_out_of_reach(session: Session) -> None:
    round_ = a_round_of_stances(session)
    session.answer_all(round_, but=("dga_juridique",))
    session.answer(round_, "dga_juridique", StanceValue.OBJECTION, OBJECTION)
    with pytest.raises(Refused, match="directeur général"):
        conclude(round_, outcome=Outcome.ARBITRATION, by=session.by("secretariat"), reason="Urgence")
    with pytest.raises(Invalid, match="motivé"):
        conclude(round_, outcome=Outcome.ARBITRATION, by=session.by("dgs"))
    assert conclude(round_, outcome=Outcome.ARBITRATION, by=session.by("dgs"), reason="Urgence") == Outcome.ARBITRATION
    decision = draft_decision(session.items[1], draft=Draft(text="Il est décidé."), by=session.by("dgs"))
    assert (decision.outcome, decision.reason) == (Outcome.ARBITRATION, "Urgence")


def test_a_stance_on_a_text_amended_meanwhile_is_not_taken(session: Session) -> None:
    round_ = a_round_of_stances(session)
    amend_text(round_, text="Autre texte", by=session.by("dgs"), number=1)
    with pytest.raises(Conflict) as refused:
        give_stance(round_, answer=Answer(value=StanceValue.FAVOURABLE), by=session.by("dost"), text_number=1)
    assert refused.value.theirs == {"text": "Autre texte"}
    with pytest.raises(Conflict):
        amend_text(round_, text="Encore un autre", by=session.by("secretariat"), number=1)


def test_a_new_round_closes_the_one_before_as_postponed(session: Session) -> None:
    round_ = a_round_of_stances(session)
    second = open_round(session.items[1], by=session.by("dgs"))
    round_.refresh_from_db()
    assert (second.number, round_.outcome) == (2, Outcome.POSTPONED)
    assert second.texts.get().text == "Autoriser la convention."


def test_a_decision_is_drafted_rewritten_and_taken_back_until_the_session_closes(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs"))
    item = session.items[0]
    post = session.cast.posts["dga_juridique"]
    by = session.by("secretariat")
    decision = draft_decision(item, draft=Draft(text="Le calendrier est retenu.", owner_post=post), by=by)
    draft_decision(item, draft=Draft(text="Le calendrier est arrêté."), by=by, decision=decision, version=1)
    with pytest.raises(Conflict):
        draft_decision(item, draft=Draft(text="Autre"), by=by, decision=decision, version=1)
    action = draft_action(item, title="Notifier", owner_post=post, due_on=by.today, by=by, decision=decision)
    assert action.reference == "A-2026-001"
    withdraw_draft(decision, by=by)
    action.refresh_from_db()
    assert action.decision is None
    assert not Decision.objects.exists()


def test_an_action_or_a_decision_due_in_the_past_is_refused(session: Session) -> None:
    next_item(session.meeting, by=session.by("dgs"))
    by = session.by("dgs")
    yesterday = by.today.replace(day=by.today.day - 1)
    post = session.cast.posts["dost"]
    with pytest.raises(Invalid, match="passée"):
        draft_action(session.items[0], title="Notifier", owner_post=post, due_on=yesterday, by=by)
    with pytest.raises(Invalid, match="passée"):
        draft_decision(session.items[0], draft=Draft(text="Texte", due_on=yesterday), by=by)


@pytest.mark.parametrize("key", ["dga_juridique", "communication_adjointe", "agent_rh"])
def test_members_lead_nothing_in_a_round(session: Session, key: str) -> None:
    round_ = a_round_of_stances(session)
    by = session.by(key)
    before = Entry.objects.count()
    with pytest.raises(Refused):
        open_round(session.items[1], by=by)
    with pytest.raises(Refused):
        amend_text(round_, text="Autre", by=by)
    with pytest.raises(Refused):
        conclude(round_, outcome=Outcome.REJECTED, by=by)
    with pytest.raises(Refused):
        draft_decision(session.items[1], draft=Draft(text="Texte"), by=by)
    assert Entry.objects.count() == before
