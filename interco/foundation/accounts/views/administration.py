"""Accounts, for technical administrators: open, invite, give roles, close."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.accounts.queries.accounts import account_line, account_lines
from interco.foundation.accounts.services.accounts import (
    create_account,
    deactivate,
    find_person,
    grant_role,
    reactivate,
    revoke_role,
)
from interco.foundation.accounts.services.invitations import invite
from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.core.errors import Invalid
from interco.foundation.core.roles import GRANTED_ROLES, READING_ROLES, Role

STATES = {"ouverts": True, "fermes": False}


def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts, by name; POST opens one and invites."""
    actor = actor_of_request(request)
    entered: dict[str, str] = {}
    problem: Invalid | None = None
    if request.method == "POST":
        entered = {name: request.POST.get(name, "") for name in ("email", "name", "role")}
        try:
            roles = frozenset({_role(entered["role"])}) if entered["role"] else frozenset()
            user = create_account(email=entered["email"], name=entered["name"], by=actor, roles=roles)
            invite(user, by=actor)
        except Invalid as error:
            problem = error
        else:
            messages.success(request, _("Compte ouvert : l’invitation part par courrier électronique."))
            return redirect("accounts_account", user.public_id)
    search = request.GET.get("q", "").strip()
    state = request.GET.get("etat", "")
    lines = account_lines(at=actor.at, search=search, active=STATES.get(state))
    context = {
        "accounts": lines, "search": search, "state": state, "entered": entered, "problem": problem,
        "roles": [(role.value, role.label) for role in sorted(GRANTED_ROLES)],
    }  # fmt: skip
    return render(request, "accounts/accounts.html", context, status=422 if problem else 200)


def account(request: HttpRequest, public_id: str) -> HttpResponse:
    """One account: its roles, its state, its invitation."""
    user = get_object_or_404(User, public_id=public_id)
    held = set(RoleGrant.objects.filter(user=user).values_list("role", flat=True))
    context = {
        "account": account_line(user, at=actor_of_request(request).at),
        "roles": [(role, role.value in held) for role in sorted(GRANTED_ROLES)],
        "reading_roles": READING_ROLES,
        "is_mine": user.pk == actor_of_request(request).user_id,
    }
    return render(request, "accounts/account_sheet.html", context)


def _role(value: str) -> Role:
    if value not in Role.values:
        raise Invalid(_("Ce rôle n’existe pas."), field="role")
    return Role(value)


def _gesture(request: HttpRequest, public_id: str, act: Callable[[User], None], done: str) -> HttpResponse:
    act(get_object_or_404(User, public_id=public_id))
    messages.success(request, done)
    return redirect("accounts_account", public_id)


def give_role(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a role."""
    actor, role = actor_of_request(request), _role(request.POST.get("role", ""))
    return _gesture(request, public_id, lambda user: grant_role(user, role, by=actor), _("Rôle donné."))


def take_role(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a role back."""
    actor, role = actor_of_request(request), _role(request.POST.get("role", ""))
    return _gesture(request, public_id, lambda user: revoke_role(user, role, by=actor), _("Rôle retiré."))


def find_whose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the account to the person who has its address."""
    actor = actor_of_request(request)
    return _gesture(request, public_id, lambda user: find_person(user, by=actor), _("Compte relié à sa personne."))


def close_account(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close an account and its sessions."""
    actor = actor_of_request(request)
    return _gesture(request, public_id, lambda user: deactivate(user, by=actor), _("Compte fermé, sessions comprises."))


def reopen_account(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a closed account again."""
    actor = actor_of_request(request)
    return _gesture(request, public_id, lambda user: reactivate(user, by=actor), _("Compte rouvert."))


def invite_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a new invitation; the former one closes."""
    actor = actor_of_request(request)

    def send(user: User) -> None:
        invite(user, by=actor)

    return _gesture(request, public_id, send, _("Une nouvelle invitation part par courrier électronique."))
