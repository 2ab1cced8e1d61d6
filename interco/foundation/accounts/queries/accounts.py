"""Reading accounts: the list of administrators, one account, an open invitation, the sessions of somebody."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from interco.foundation.accounts.models import Invitation, RoleGrant, User
from interco.foundation.accounts.rules.tokens import token_hash
from interco.foundation.core.roles import Role
from interco.foundation.notifications.rules.kinds import Addressed

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_HAS_SECOND_FACTOR = "SELECT 1 FROM mfa_authenticator WHERE user_id = %s AND type IN (%s, %s) LIMIT 1"
Describer = Callable[[Iterable[int], datetime], Mapping[int, str]]
Finder = Callable[[datetime], Iterable[int]]
_describers: list[Describer] = []
_directions: list[Finder] = []


def register_describer(describer: Describer) -> None:
    """Called once by the application that knows who the accounts are: titles by account, in a fixed number of queries."""
    _describers[:] = [describer]


def register_direction(finder: Finder) -> None:
    """Called once by the application that knows who the accounts are: those of the DGS at an instant."""
    _directions[:] = [finder]


def direction(at: datetime) -> list[User]:
    """The open accounts of the DGS: told what an administrator opens to others."""
    ids = {user_id for finder in _directions for user_id in finder(at)}
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account as its administrator sees it: no content, no secret."""

    public_id: str
    name: str
    email: str
    title: str
    roles: tuple[str, ...]
    is_active: bool
    has_password: bool
    invited: bool
    second_factor: bool
    last_sign_in: datetime | None


def account_lines(*, at: datetime, search: str = "", active: bool | None = None) -> list[AccountLine]:
    """The accounts by name, in three queries whatever their number."""
    users = _accounts(at).order_by("name", "pk")
    if search:
        users = users.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if active is not None:
        users = users.filter(is_active=active)
    found = list(users)
    titles = _describers[0]([user.pk for user in found], at) if _describers else {}
    return [_line(user, titles.get(user.pk, "")) for user in found]


def account_line(user: User, *, at: datetime) -> AccountLine:
    """One account as its administrator sees it."""
    titles = _describers[0]([user.pk], at) if _describers else {}
    return _line(_accounts(at).get(pk=user.pk), titles.get(user.pk, ""))


def _accounts(at: datetime) -> QuerySet[User]:
    grants = Prefetch("grants", queryset=RoleGrant.objects.order_by("role"), to_attr="held")
    waiting = Invitation.objects.filter(user=OuterRef("pk"), used_at=None, expires_at__gt=at)
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    return User.objects.prefetch_related(grants).annotate(invited=Exists(waiting), second_factor=Exists(factors))


def _line(user: User, title: str) -> AccountLine:
    held: list[RoleGrant] = getattr(user, "held", [])
    return AccountLine(
        public_id=user.public_id,
        name=user.name,
        email=user.email,
        title=title,
        roles=tuple(str(Role(grant.role).label) for grant in held),
        is_active=user.is_active,
        has_password=user.has_usable_password(),
        invited=bool(getattr(user, "invited", False)),
        second_factor=bool(getattr(user, "second_factor", False)),
        last_sign_in=user.last_login,
    )


def open_invitation(token: str, *, at: datetime, lock: bool = False) -> Invitation | None:
    """The invitation a token opens, if it was neither used nor outlived, and the account still stands."""
    rows = Invitation.objects.select_related("user").filter(token_hash=token_hash(token))
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(used_at=None, expires_at__gt=at, user__is_active=True).first()


def is_open_account(message: Addressed, _at: datetime) -> bool:
    """Whether the account a letter goes to is still open, under the same address."""
    public_id = message.recipient_key.removeprefix("user:")
    return User.objects.filter(public_id=public_id, email=message.address, is_active=True).exists()


def has_second_factor(user_id: int) -> bool:
    """Whether an application or a key is asked at sign-in. Asked at each request of some roles: written by hand."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_SECOND_FACTOR, [user_id, *SECOND_FACTORS])
        return cursor.fetchone() is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One device that is signed in."""

    number: int
    since: datetime
    network: str
    browser: str
    is_current: bool


def session_lines(user_id: int, *, current: str | None, at: datetime) -> list[SessionLine]:
    """The living sessions of an account, the present one first."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    rows = UserSession.objects.filter(user_id=user_id).filter(Exists(living)).order_by("-created_at")
    lines = [
        SessionLine(
            number=row.pk,
            since=row.created_at,
            network=row.ip,
            browser=browser_name(row.user_agent),
            is_current=row.session_key == current,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_current)


def browser_name(agent: str) -> str:
    """A short name for a browser: « Firefox, Linux »."""
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )  # fmt: skip
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (browsers, systems)]
    return ", ".join(name for name in found if name) or agent[:60]
