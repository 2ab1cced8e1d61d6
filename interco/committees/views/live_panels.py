"""What one writes in session, in a panel above the item: a decision, an action, a text, a question, an ending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from interco.committees.enums import DecisionState, RoundPhase
from interco.committees.forms.live import (
    ActionForm,
    ConclusionForm,
    ContributionForm,
    DecisionForm,
    EndingForm,
    LiftingForm,
    TextForm,
)
from interco.committees.models import Decision, Item, Meeting, Round, Stance
from interco.committees.queries.owners import owners
from interco.committees.services.rounds import current_text
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid, Refused
from interco.foundation.core.versions import version_read
from interco.organisation.policies.people import visible_to as visible_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A form open in the session: its name, its address, what it holds, and the other person's text after a race."""

    name: str
    action: str
    form: forms.Form
    version: int | None = None
    subject: str = ""
    people: tuple[tuple[str, str], ...] = ()
    theirs: str = ""


def empty_panel(name: str, meeting: Meeting, actor: Actor, query: Mapping[str, str]) -> Panel | None:
    """The panel of `?ecrire=`, with what can be guessed already written; nothing when it has no meaning now."""
    item = meeting.current_item
    if item is None:
        return None
    round_ = Round.objects.filter(item=item, meeting=meeting).order_by("-number").first()
    if name in {"decision", "action", "terminer"}:
        return _panel_of_item(name, item, meeting, actor, round_, query)
    if round_ is not None and round_.closed_at is None:
        return _panel_of_round(name, round_, meeting, query)
    return None


def _panel_of_item(
    name: str, item: Item, meeting: Meeting, actor: Actor, round_: Round | None, query: Mapping[str, str],
) -> Panel:  # fmt: skip
    if name == "terminer":
        return Panel(name=name, action=_address("session_end_item", meeting, item.public_id), form=EndingForm())
    posts = owners(meeting, actor.today, visible_people(actor))
    if name == "action":
        due = {"due_on": actor.today + timedelta(days=14)}
        form: forms.Form = ActionForm(posts=posts, initial=due)
        return Panel(name=name, action=_address("session_action", meeting, item.public_id), form=form)
    draft = _draft(item, meeting, query.get("projet", ""))
    form = DecisionForm(posts=posts, initial=_initial(item, draft, round_))
    return Panel(
        name=name, action=_address("session_decision", meeting, item.public_id), form=form,
        version=draft.version if draft else None, subject=draft.public_id if draft else "",
    )  # fmt: skip


def _draft(item: Item, meeting: Meeting, key: str) -> Decision | None:
    """The project to rewrite: the one named, else the last one of the item; `projet=nouveau` starts another."""
    if key == "nouveau":
        return None
    drafts = item.decisions.filter(meeting=meeting, state=DecisionState.DRAFT).order_by("-decided_at", "-pk")
    return (drafts.filter(public_id=key) if key else drafts).first()


def _initial(item: Item, draft: Decision | None, round_: Round | None) -> dict[str, object]:
    if draft is not None:
        return {
            "text": draft.text, "owner": draft.owner_post.public_id if draft.owner_post else "", "due_on": draft.due_on,
            "review_on": draft.review_on, "outcome": draft.outcome, "reason": draft.reason,
        }  # fmt: skip
    text = current_text(round_).text if round_ is not None else item.decision_asked
    return {"text": text, "owner": item.rapporteur_post.public_id if item.rapporteur_post else ""}


def _panel_of_round(name: str, round_: Round, meeting: Meeting, query: Mapping[str, str]) -> Panel | None:
    people = tuple(meeting.attendees.values_list("public_id", "name"))
    if name == "texte":
        text = current_text(round_)
        form: forms.Form = TextForm(initial={"text": text.text, "number": text.number})
        return Panel(name=name, action=_address("round_text", meeting, round_.public_id), form=form)
    if name == "question" and round_.phase in {RoundPhase.CLARIFICATION, RoundPhase.REACTIONS}:
        action = _address("round_say", meeting, round_.public_id)
        return Panel(name=name, action=action, form=ContributionForm(), people=people)
    if name == "conclure":
        return Panel(name=name, action=_address("round_conclude", meeting, round_.public_id), form=ConclusionForm())
    if name == "lever":
        stance = Stance.objects.filter(round=round_, public_id=query.get("objection", "")).first()
        if stance is None:
            return None
        action = _address("stance_lift", meeting, stance.public_id)
        return Panel(name=name, action=action, form=LiftingForm(), subject=f"{stance.attendee.name}. {stance.reason}")
    return None


def refused_panel(
    name: str, request: HttpRequest, form: forms.Form, error: Refused | Invalid | Conflict, *, subject: str = ""
) -> Panel:
    """A panel with what was typed and the sentence of the refusal, at its field when it has one.

    After a race it carries the version whose text it shows, so that it may be sent again.
    """
    form.is_valid()
    fields = getattr(error, "fields", {})
    for field, sentence in fields.items():
        form.add_error(field if field in form.fields else None, sentence)
    if not fields:
        form.add_error(None, error.sentence)
    version, theirs = version_read(request), ""
    if isinstance(error, Conflict) and error.version is not None:
        version, theirs = error.version, "\n".join(error.theirs.values())
        if "number" in form.fields:
            form.data = {**dict(form.data.items()), "number": error.version}
    return Panel(name=name, action=request.path, form=form, theirs=theirs, subject=subject, version=version)


def _address(name: str, meeting: Meeting, key: str) -> str:
    return reverse(name, args=[meeting.public_id, key])
