"""My account: preferences, devices signed in, second factor."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from interco.foundation.accounts.queries.accounts import has_second_factor, session_lines
from interco.foundation.accounts.queries.api_tokens import tokens_of
from interco.foundation.accounts.services.preferences import save_preferences
from interco.foundation.accounts.services.sessions import end_all_sessions, end_session
from interco.foundation.accounts.views.appearance import remember_appearance
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid

DURATIONS = [
    ("30", gettext_lazy("30 jours")), ("90", gettext_lazy("90 jours")), ("180", gettext_lazy("six mois")),
    ("365", gettext_lazy("un an")),
]  # fmt: skip


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of the request, typed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def account(request: HttpRequest) -> HttpResponse:
    """Preferences and what protects the account; POST keeps the preferences."""
    actor = actor_of_request(request)
    if request.method == "POST":
        user = save_preferences(
            by=actor,
            language=request.POST.get("language", ""),
            theme=request.POST.get("theme", ""),
            shortcuts=request.POST.get("shortcuts") == "on",
        )
        with override(user.preferences.get("language") or get_language()):  # the language of the page that will say it
            messages.success(request, _("Préférences enregistrées."))
        return remember_appearance(redirect("account"), user.preferences)
    return account_page(request)


def account_page(
    request: HttpRequest, *, problem: Invalid | None = None, entered: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page, with what was refused of a new token and what was typed."""
    actor = actor_of_request(request)
    user_id = int(actor.user_id or 0)
    context = {
        "sessions": session_lines(user_id, current=request.session.session_key, at=actor.at),
        "second_factor": has_second_factor(user_id), "preferences": actor.preferences,
        "tokens": list(tokens_of(user_id, actor.at)), "durations": DURATIONS, "problem": problem,
        "entered": entered or {"name": "", "days": "90"},
    }  # fmt: skip
    return render(request, "accounts/account.html", context, status=status)


def end_one_session(request: HttpRequest, number: int) -> HttpResponse:
    """Sign one device out."""
    actor = actor_of_request(request)
    if end_session(int(actor.user_id or 0), number=number):
        messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("account")


def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign every other device out."""
    actor = actor_of_request(request)
    end_all_sessions(int(actor.user_id or 0), but=request.session.session_key)
    messages.success(request, _("Les autres appareils sont déconnectés."))
    return redirect("account")
