"""The gestures of the page of a request: one address, one service each."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from interco.committees.enums import Confidentiality
from interco.committees.models import Body
from interco.committees.policies import bodies as body_policy
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person, Post
from interco.secretariat.forms.requests import MeetingForm
from interco.secretariat.models import Request
from interco.secretariat.policies import requests as policy
from interco.secretariat.queries.requests import destination
from interco.secretariat.services import conversions
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.requests import reschedule
from interco.secretariat.views.requests import request_of


def act(request: HttpRequest, key: str) -> HttpResponse:
    """Do one gesture to a request, then come back to its page or to the list."""
    row = request_of(request, key)
    gesture = GESTURES.get(request.POST.get("gesture", ""))
    if gesture is None:
        raise Http404
    messages.success(request, gesture(request, row))
    target = request.POST.get("next", "")
    if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return redirect(target)
    return redirect("request", key=key)


def _said(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _take(request: HttpRequest, row: Request) -> str:
    gestures.take(row, by=_by(request), version=version_read(request))
    return _("%s est à vous.") % row.reference


def _answer(request: HttpRequest, row: Request) -> str:
    gestures.answer(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("Réponse envoyée à %s.") % row.author.full_name


def _refuse(request: HttpRequest, row: Request) -> str:
    gestures.refuse(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("Refus envoyé à %s.") % row.author.full_name


def _question(request: HttpRequest, row: Request) -> str:
    gestures.question(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("Question envoyée à %s.") % row.author.full_name


def _clarify(request: HttpRequest, row: Request) -> str:
    gestures.clarify(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("Précision envoyée.")


def _forward(request: HttpRequest, row: Request) -> str:
    policy.check_can_treat(_by(request), row)
    to = destination(request.POST.get("to", ""))
    if to is None:
        raise Invalid(_("Choisissez un service ou un poste."), field="to")
    gestures.forward(row, to=to, text=_said(request), by=_by(request), version=version_read(request))
    return _("%s est transmise.") % row.reference


def _entrust(request: HttpRequest, row: Request) -> str:
    by = _by(request)
    policy.check_can_treat(by, row)
    person = Person.objects.effective_on(by.today).filter(
        public_id=request.POST.get("to", ""), collectivity__is_home=True
    ).first()  # fmt: skip
    if person is None:
        raise Invalid(_("Choisissez une personne."), field="to")
    gestures.entrust(row, to=person, text=_said(request), by=by, version=version_read(request))
    return _("%(reference)s est confiée à %(name)s.") % {"reference": row.reference, "name": person.full_name}


def _merge(request: HttpRequest, row: Request) -> str:
    by = _by(request)
    policy.check_can_treat(by, row)
    into = policy.visible_to(by).filter(public_id=request.POST.get("to", "")).first()
    if into is None:
        raise Invalid(_("Choisissez une autre demande, encore ouverte."), field="into")
    gestures.merge(row, into=into, by=by, version=version_read(request))
    return _("%(reference)s est réunie à %(other)s.") % {"reference": row.reference, "other": into.reference}


def _reschedule(request: HttpRequest, row: Request) -> str:
    try:
        due_on = date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        policy.check_can_treat(_by(request), row)
        raise Invalid(_("Donnez une date de la forme 2026-12-31."), field="due_on") from None
    reschedule(row, due_on=due_on, by=_by(request), version=version_read(request))
    return _("Nouvelle échéance enregistrée.")


def _withdraw(request: HttpRequest, row: Request) -> str:
    gestures.withdraw(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("%s est retirée.") % row.reference


def _close(request: HttpRequest, row: Request) -> str:
    gestures.close(row, by=_by(request), version=version_read(request))
    return _("%s est close.") % row.reference


def _reopen(request: HttpRequest, row: Request) -> str:
    gestures.reopen(row, text=_said(request), by=_by(request), version=version_read(request))
    return _("%s est rouverte.") % row.reference


def _to_item(request: HttpRequest, row: Request) -> str:
    by = _by(request)
    policy.check_can_treat(by, row)
    body = get_object_or_404(body_policy.visible_to(by), public_id=request.POST.get("body", ""))
    wish = conversions.ItemWish(confidentiality=request.POST.get("confidentiality", Confidentiality.STAFF))
    item = conversions.to_item(row, body=body, wish=wish, by=by, version=version_read(request))
    return _("Point %(item)s proposé : %(body)s.") % {"item": item.reference, "body": body.name}


def _to_action(request: HttpRequest, row: Request) -> str:
    by = _by(request)
    policy.check_can_treat(by, row)
    body: Body = get_object_or_404(body_policy.visible_to(by), public_id=request.POST.get("body", ""))
    post = Post.objects.filter(public_id=request.POST.get("owner_post", "")).first()
    if post is None:
        raise Invalid(_("Choisissez un pilote."), field="owner_post")
    action = conversions.to_action(row, body=body, owner_post=post, by=by, version=version_read(request))
    return _("Action %s écrite.") % action.reference


def _to_meeting(request: HttpRequest, row: Request) -> str:
    by = _by(request)
    policy.check_can_treat(by, row)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Donnez un jour, une heure et une durée en minutes."), field="day")
    when = conversions.MeetingWish(**form.cleaned_data)
    event = conversions.to_meeting(row, when=when, by=by, version=version_read(request))
    return _("Réunion « %s » inscrite à votre agenda.") % event.title


def _to_note(request: HttpRequest, row: Request) -> str:
    note = conversions.to_note(row, by=_by(request), version=version_read(request))
    return _("Note « %s » commencée : choisissez ses destinataires.") % note.title


GESTURES: dict[str, Callable[[HttpRequest, Request], str]] = {
    "take": _take, "answer": _answer, "refuse": _refuse, "question": _question, "clarify": _clarify,
    "forward": _forward, "entrust": _entrust, "merge": _merge, "reschedule": _reschedule, "withdraw": _withdraw,
    "close": _close, "reopen": _reopen, "item": _to_item, "action": _to_action,
    "meeting": _to_meeting, "note": _to_note,
}  # fmt: skip
