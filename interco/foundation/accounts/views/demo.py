"""Signing in with one click, in the demonstration only and from this machine only."""

import ipaddress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from interco.foundation.accounts.models import User
from interco.foundation.accounts.queries.accounts import account_lines
from interco.foundation.core import clock

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def check_demo(request: HttpRequest) -> None:
    """404 unless this is the demonstration, reached from the machine itself and through no proxy."""
    try:
        near = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        near = False
    relayed = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    if not settings.DEMO or not near or relayed:
        raise Http404


def next_address(request: HttpRequest) -> str:
    """Where to go afterwards: an address of this site, or home."""
    wanted = str(request.POST.get("next") or request.GET.get("next") or "/")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/") else "/"


def people(request: HttpRequest) -> HttpResponse:
    """The people of the demonstration, each with a button."""
    check_demo(request)
    lines = [line for line in account_lines(at=clock.now()) if line.is_active]
    return render(request, "accounts/demo.html", {"people": lines, "next": next_address(request)})


@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of them."""
    check_demo(request)
    user = get_object_or_404(User, public_id=str(request.POST.get("account", "")), is_active=True)
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect(next_address(request))


def demo(request: HttpRequest) -> HttpResponse:
    """GET shows, POST signs in."""
    return sign_in(request) if request.method == "POST" else people(request)
