"""One way to answer a gesture: show its form, call its service, go where its effect is seen; keep what was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interco.foundation.core.errors import Conflict, Invalid


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """What is asked: a title, the form, the button that names the act, where to go back, the version read."""

    title: str
    form: forms.Form
    button: str
    back: str
    done: str = ""
    note: str = ""
    version: int | None = None
    suggestions: list[str] = field(default_factory=list)
    theirs: dict[str, str] = field(default_factory=dict)


def given_version(request: HttpRequest) -> int | None:
    """The version the form was read at."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def answer(request: HttpRequest, gesture: Gesture, run: Callable[[], str]) -> HttpResponse:
    """GET shows the form; POST calls `run` (which calls one service and gives the next address)."""
    status = 200
    if request.method == "POST":
        status = 422
        if gesture.form.is_valid():
            try:
                target = run()
            except Invalid as refusal:
                _put_under_fields(gesture.form, refusal)
            except Conflict as clash:
                status = 409
                gesture.theirs.update(clash.theirs)
                gesture.form.add_error(None, clash.sentence)
            else:
                if gesture.done:
                    messages.success(request, gesture.done)
                return redirect(target)
    return render(request, "organisation/gesture.html", {"gesture": gesture, "form": gesture.form}, status=status)


def _put_under_fields(form: forms.Form, refusal: Invalid) -> None:
    known = {name: sentence for name, sentence in refusal.fields.items() if name in form.fields}
    for name, sentence in known.items():
        form.add_error(name, sentence)
    if not known:
        form.add_error(None, refusal.sentence)
