"""Stances: given by the respondents on the current text, hidden until the reveal; objections lifted."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import RoundPhase, StanceValue
from interco.committees.models import Meeting, Respondent, Round, Stance
from interco.committees.policies.rounds import check_can_answer, check_can_lift
from interco.committees.policies.session import runs
from interco.committees.rules.consent import obstacle_to_stance
from interco.committees.services.broadcast import tell
from interco.committees.services.rounds import current_text, settle_reveal, state_of, tell_round
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.models import refresh
from interco.foundation.core.prepared import Prepared
from interco.foundation.core.texts import many_lines

LONGEST = 4000
#: Fifty screens wait for what follows: its questions are built once.
_MEETING = Prepared(lambda key: Meeting.objects.filter(pk=key).select_related("body"), int)
_OWN = Prepared(
    lambda round_, seat, text: Stance.objects.filter(round_id=round_, attendee_id=seat, text_id=text), int, int, int
)
_ASKED = Prepared(
    lambda round_: (
        Respondent.objects.filter(round_id=round_).order_by("pk").values_list("attendee_id", "attendee__name")
    ),
    int,
)
_ANSWERED = Prepared(
    lambda round_, text: Stance.objects.filter(round_id=round_, text_id=text).order_by().values_list("attendee_id"),
    int,
    int,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a respondent says: a value, a reason (an objection and a reservation need one), the name kept out or not."""

    value: StanceValue
    reason: str = ""
    name_withheld: bool = False


@transaction.atomic
def give_stance(round_: Round, *, answer: Answer, by: Actor, text_number: int | None = None) -> Stance:
    """Give or change one's stance on the current text, until the reveal; the last answer awaited reveals them all.

    `text_number` is the version the screen showed: answering a text amended meanwhile raises `Conflict`.
    """
    refresh(round_)
    round_.meeting = _MEETING.first(round_.meeting_id)
    seat = check_can_answer(by, round_)
    if round_.phase != RoundPhase.STANCES:
        raise Refused(
            _("Les positions ne sont plus demandées : elles ont été révélées.")
            if round_.revealed_at
            else _("Les positions ne sont pas encore demandées.")
        )
    text = current_text(round_)
    if text_number is not None and text_number != text.number:
        raise Conflict(
            _("Le texte a été amendé : relisez-le avant de donner votre position."), theirs={"text": text.text}
        )
    reason = _checked_reason(answer)
    former: Stance | None = _OWN.first(round_.pk, seat.pk, text.pk)  # the lock of the round orders those who answer
    stance = former or Stance(round=round_, attendee=seat, text=text)
    stance.value, stance.reason, stance.at = answer.value, reason, by.at
    stance.name_withheld = answer.name_withheld and answer.value == StanceValue.RESERVATION
    stance.save(update_fields=["value", "reason", "at", "name_withheld"] if former else None)
    event = "stance.changed" if former else "stance.given"
    journal.record(event, by=by, subject=round_, facts={"text": text.number})
    _tell_progress(round_, text.pk, by=by)
    return stance


def _checked_reason(answer: Answer) -> str:
    """The reason, clean; an objection and a reservation need one."""
    reason = many_lines(answer.reason, field="reason", limit=LONGEST)
    if obstacle_to_stance(answer.value, reason) is None:
        return reason
    if answer.value == StanceValue.OBJECTION:
        raise Invalid(_("Une objection est motivée : dites en quoi la proposition manque son but."), field="reason")
    raise Invalid(_("Dites votre réserve en une phrase : elle est inscrite au relevé."), field="reason")


def _tell_progress(round_: Round, text_id: int, *, by: Actor) -> None:
    """Tell how many have answered and who is awaited, never what was said; reveal once nobody is."""
    asked = _ASKED(round_.pk)
    answered = {key for (key,) in _ANSWERED(round_.pk, text_id)}
    waiting = [name for key, name in asked if key not in answered]
    if waiting:
        received = len(asked) - len(waiting)
        tell(
            round_.meeting, "stance", by=by,
            round=round_.public_id, received=received, expected=len(asked), waiting=", ".join(waiting),
        )  # fmt: skip
    else:
        settle_reveal(round_, by=by)


@transaction.atomic
def lift_objection(stance: Stance, *, by: Actor, change: str = "") -> None:
    """Lift an objection after the reveal, by its author, or by whoever leads with what was changed; twice is once."""
    round_ = stance.round
    refresh(round_)
    refresh(stance)
    check_can_lift(by, stance)
    if stance.value != StanceValue.OBJECTION:
        raise Invalid(_("Seule une objection se lève."))
    if stance.lifted_at is not None:
        return
    if round_.phase != RoundPhase.LIFTING:
        raise Invalid(_("Une objection se lève après la révélation des positions."))
    own = stance.attendee.person_id == by.person_id
    said = many_lines(change, field="change", limit=LONGEST)
    if not own and runs(by, round_.meeting) and not said:
        raise Invalid(_("Dites ce qui a été changé pour lever l’objection."), field="change")
    stance.lifted_at, stance.lifted_by_name = by.at, by.name
    stance.lifting = said or stored("Levée par son auteur.")
    stance.save(update_fields=["lifted_at", "lifting", "lifted_by_name"])
    journal.record("stance.lifted", by=by, subject=stance, facts={"by_author": own, "change": said})
    if not state_of(round_).standing:
        round_.phase = RoundPhase.ADOPTION
        round_.version += 1
        round_.save(update_fields=["phase", "version"])
        journal.record("round.step", by=by, subject=round_, facts={"phase": round_.phase})
    tell_round(round_, by=by)
