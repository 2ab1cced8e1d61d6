"""Bodies: their list, the page of one, its rules, its seats, the year's sessions in one gesture."""

from datetime import date
from itertools import zip_longest

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.committees.forms.bodies import RANKS, WEEKDAYS, BodyForm, initial_of
from interco.committees.forms.meetings import MeetingForm, PeriodForm
from interco.committees.models import Body, Membership
from interco.committees.policies import bodies as policy
from interco.committees.queries import choices
from interco.committees.queries.membership import seats_on
from interco.committees.queries.sessions import ahead
from interco.committees.rules.rhythm import rhythm_of
from interco.committees.services.bodies import SeatGiven, create_body, edit_body, set_seats
from interco.committees.services.meetings import add_meeting
from interco.committees.services.series import plan_series, preview_series
from interco.committees.views.meetings import body_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person, Post
from interco.scheduling.rules.holidays import Placed

EMPTY_ROWS = 2


def index(request: HttpRequest) -> HttpResponse:
    """The bodies the actor may know of."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = [(body, rhythm_words(body)) for body in policy.visible_to(actor).order_by("-is_active", "pk")]
    return render(request, "committees/bodies.html", {"rows": rows, "may_manage": policy.sees_all(actor)})


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One body: its rules, who sits today, its next sessions."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body = body_of(request, key)
    context = {
        "body": body, "seats": seats_on(body, actor.today), "rhythm": rhythm_words(body),
        "sessions": ahead(body, actor.at)[:6], "keeps": policy.keeps(actor, body), "may_manage": policy.sees_all(actor),
        "quorum_percent": int(body.quorum_share * 100),
    }  # fmt: skip
    return render(request, "committees/body.html", context)


def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Create a body, or change the rules of one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_can_manage(actor)
    body = body_of(request, key) if key else None
    form = BodyForm(request.POST or None, posts=choices.posts_held(actor.today), initial=initial_of(body))
    if request.method == "POST" and form.is_valid():
        try:
            if body is None:
                saved = create_body(form.rules(), by=actor)
            else:
                saved = edit_body(body, form.rules(), version=version_read(request), by=actor)
        except (Invalid, Conflict) as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("« %s » est enregistré.") % saved.name)
            return redirect("body", key=saved.public_id)
    return render(
        request, "committees/body_edit.html", {"form": form, "body": body}, status=422 if form.is_bound else 200
    )


def seats(request: HttpRequest, key: str) -> HttpResponse:
    """The seats from a day on: a post or a person each, with a substitute."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    policy.check_can_manage(actor)
    body = body_of(request, key)
    error = ""
    if request.method == "POST" and "more" not in request.POST:
        try:
            set_seats(
                body,
                _seats_typed(request),
                from_day=_day_typed(request, actor.today),
                version=version_read(request),
                by=actor,
            )
        except (Invalid, Conflict) as refusal:
            error = refusal.sentence
        else:
            messages.success(request, _("La composition est enregistrée."))
            return redirect("body", key=key)
    posts = choices.posts_held(actor.today)
    context = {
        "body": body, "rows": _rows_shown(request, body, actor), "posts": posts, "people": choices.people(actor.today),
        "error": error, "from_day": request.POST.get("from_day") or actor.today.isoformat(),
    }  # fmt: skip
    return render(request, "committees/body_seats.html", context, status=422 if error else 200)


def plan(request: HttpRequest, key: str) -> HttpResponse:
    """The sessions of a period: shown with what the holidays do to them, then created by one gesture."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body = body_of(request, key)
    policy.check_can_keep(actor, body)
    year_end = date(actor.today.year + (actor.today.month > 9), 12, 31)
    form = PeriodForm(request.POST or request.GET or None, initial={"first": actor.today, "last": year_end})
    preview: list[Placed] = []
    existing = set(body.meetings.values_list("occurrence_on", flat=True))
    if form.is_bound and form.is_valid():
        try:
            if request.method == "POST":
                made = plan_series(body, by=actor, **form.cleaned_data)
                said = ngettext("%d séance créée.", "%d séances créées.", len(made)) % len(made)
                messages.success(request, said if made else _("Toutes ces séances existaient déjà."))
                return redirect("body", key=key)
            preview = preview_series(body, by=actor, **form.cleaned_data)
        except Invalid as error:
            show_refusal(form, error)
    elif not form.is_bound:
        preview = _default_preview(body, actor, year_end)
    context = {
        "form": form, "body": body, "preview": preview, "existing": existing, "rhythm": rhythm_words(body),
        "new": sum(one.held_on is not None and one.due_on not in existing for one in preview),
    }  # fmt: skip
    return render(request, "committees/body_plan.html", context, status=422 if form.is_bound and form.errors else 200)


def add_session(request: HttpRequest, key: str) -> HttpResponse:
    """One session outside the series."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    body = body_of(request, key)
    policy.check_can_keep(actor, body)
    initial = {"at": body.starts_at, "duration_minutes": body.duration_minutes, "place": body.place}
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = add_meeting(body, by=actor, **form.cleaned_data)
        except Invalid as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Séance ajoutée."))
            return redirect("meeting", key=meeting.public_id)
    context = {"form": form, "body": body}
    return render(request, "committees/meeting_add.html", context, status=422 if form.is_bound else 200)


def rhythm_words(body: Body) -> str:
    """« chaque mardi », « le premier jeudi, tous les 3 mois »; empty without a recurrence."""
    rhythm = rhythm_of(body.recurrence) if body.recurrence else None
    if rhythm is None:
        return body.recurrence
    day = str(dict(WEEKDAYS)[str(rhythm.weekday)])
    if rhythm.is_monthly:
        said = f"{dict(RANKS)[str(rhythm.rank)]} {day}"
        return said + (_(", tous les %s mois") % rhythm.every if rhythm.every > 1 else _(" du mois"))
    return (
        _("chaque %s") % day
        if rhythm.every == 1
        else _("un %(day)s sur %(every)s") % {"day": day, "every": rhythm.every}
    )


def show_refusal(form: BodyForm | MeetingForm | PeriodForm, error: Invalid | Conflict) -> None:
    """A refusal of the service beside its field, or above the form, which keeps what was typed."""
    for name, sentence in (getattr(error, "fields", None) or {"": error.sentence}).items():
        form.add_error(name if name in form.fields else None, sentence)


def _default_preview(body: Body, actor: Actor, last: date) -> list[Placed]:
    try:
        return preview_series(body, first=actor.today, last=last, by=actor)
    except Invalid:
        return []


def _rows_shown(request: HttpRequest, body: Body, actor: Actor) -> list[dict[str, str]]:
    """What was typed, or the seats of today, with empty rows to fill."""
    if request.method == "POST":
        rows = [
            {"member": member, "substitute": substitute}
            for member, substitute in zip_longest(
                request.POST.getlist("member"), request.POST.getlist("substitute"), fillvalue=""
            )
        ]
    else:
        rows = []
        for row in (
            Membership.objects.effective_on(actor.today)
            .filter(body=body)
            .select_related("post", "person", "substitute_post", "substitute_person")
        ):
            rows.append(
                {"member": _told(row.post, row.person), "substitute": _told(row.substitute_post, row.substitute_person)}
            )
    return [*rows, *({"member": "", "substitute": ""} for _each in range(EMPTY_ROWS))]


def _told(post: Post | None, person: Person | None) -> str:
    if post is not None:
        return f"post:{post.public_id}"
    return f"person:{person.public_id}" if person is not None else ""


def _seats_typed(request: HttpRequest) -> list[SeatGiven]:
    """One seat by row whose member is told; `post:…` or `person:…`."""
    told = list(zip_longest(request.POST.getlist("member"), request.POST.getlist("substitute"), fillvalue=""))
    keys = {word.partition(":")[2] for row in told for word in row if word}
    posts = {post.public_id: post for post in Post.objects.filter(public_id__in=keys)}
    people = {person.public_id: person for person in Person.objects.filter(public_id__in=keys)}
    found = []
    for member, substitute in told:
        if not member:
            continue
        for word in (member, substitute):
            kind, _colon, key = word.partition(":")
            if word and key not in (posts if kind == "post" else people):
                raise Invalid(_("Un des sièges désigne un poste ou une personne qui n’existe plus."), field="seats")
        found.append(
            SeatGiven(
                post=posts.get(member[5:]) if member.startswith("post:") else None,
                person=people.get(member[7:]) if member.startswith("person:") else None,
                substitute_post=posts.get(substitute[5:]) if substitute.startswith("post:") else None,
                substitute_person=people.get(substitute[7:]) if substitute.startswith("person:") else None,
            )
        )
    return found


def _day_typed(request: HttpRequest, today: date) -> date:
    given = request.POST.get("from_day", "")
    try:
        return date.fromisoformat(given) if given else today
    except ValueError as error:
        raise Invalid(_("Cette date ne se lit pas."), field="from_day") from error
