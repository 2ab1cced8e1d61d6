"""« Droits »: who may open what, read from the policies; with `?compte=`, what one account opens and by which role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from interco.foundation.accounts.models import User
from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.core.actor import actor_of
from interco.foundation.core.roles import Role
from interco.installation.queries.rights import KINDS, doors


def rights(request: HttpRequest) -> HttpResponse:
    """The table of the doors."""
    at = actor_of_request(request).at
    given = request.GET.get("compte", "")
    user = get_object_or_404(User, public_id=given) if given else None
    account = actor_of(user.pk, at) if user else None
    roles = [str(Role(role).label) for role in sorted(account.roles)] if account else []
    context = {
        "kinds": [(str(label), "") for _role, label in KINDS], "doors": doors(at, account=account), "account": user, "roles": roles,
        "held": [bool(account) and role in account.roles for role, _label in KINDS] if account else [],
    }  # fmt: skip
    return render(request, "installation/rights.html", context)
