"""The list of sessions, the page of one, and what happens to it before it opens."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.committees.enums import ItemKind, MeetingState, Presence
from interco.committees.forms.meetings import MeetingForm
from interco.committees.models import Attendee, Body, Meeting
from interco.committees.policies import bodies as body_policy
from interco.committees.policies import items as item_policy
from interco.committees.policies import meetings as policy
from interco.committees.policies.decisions import visible_to as visible_decisions
from interco.committees.queries import sessions
from interco.committees.queries.dossier import dossier
from interco.committees.services.attendance import declare_absence, declare_coming, name_substitute
from interco.committees.services.meetings import cancel_meeting, move_meeting
from interco.committees.views.follow_ups import follow_up_for
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.models import Person

PAST_A_PAGE = 20


def meeting_of(request: HttpRequest, key: str) -> Meeting:
    """The session of the address that the actor may know of, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = policy.find(actor, key)
    if found is None:
        raise Http404
    return found


def index(request: HttpRequest) -> HttpResponse:
    """Sessions to come, then those of the past, by page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    visible = policy.visible_to(actor)
    bodies = list(body_policy.visible_to(actor).order_by("pk"))
    wanted = request.GET.get("instance", "")
    if wanted in {body.public_id for body in bodies}:
        visible = visible.filter(body__public_id=wanted)
    coming = visible.filter(closed_at=None, starts_at__gte=actor.at.replace(hour=0, minute=0)).exclude(
        state=MeetingState.CANCELLED
    )
    opened = visible.filter(state=MeetingState.OPEN)
    past = visible.exclude(pk__in=coming.values("pk")).exclude(state=MeetingState.OPEN).order_by("-starts_at")
    page = Paginator(past, PAST_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": sessions.with_figures((opened | coming).order_by("starts_at")[:12]),
        "past": sessions.with_figures(visible.filter(pk__in=[row.pk for row in page]).order_by("-starts_at")),
        "page": page, "bodies": bodies, "wanted": wanted, "may_manage": body_policy.sees_all(actor),
        "kept": {body.pk for body in bodies if body_policy.keeps(actor, body)},
        "may_propose": item_policy.may_propose(actor),
    }  # fmt: skip
    return render(request, "committees/meetings.html", context)


def show(request: HttpRequest, key: str) -> HttpResponse:
    """One session: when, where, its agenda, those convened, what I can do."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    readable = item_policy.visible_to(actor)
    attendees = sessions.attendees_of(meeting)
    mine = next((one for one in attendees if one.person_id == actor.person_id), None)
    context = {
        "meeting": meeting, "entries": dossier(meeting, readable), "attendees": attendees, "mine": mine,
        "follow": follow_up_for(meeting, actor),
        "takes_part": policy.takes_part(actor, meeting), "keeps": body_policy.keeps(actor, meeting.body),
        "waiting": list(sessions.proposals_of(readable, meeting)), "kinds": dict(ItemKind.choices),
        "states": dict(MeetingState.choices), "is_ahead": meeting.state in sessions.AHEAD,
        "decisions": list(visible_decisions(actor).filter(meeting=meeting).order_by("number", "pk")),
        "away": {Presence.EXCUSED, Presence.ABSENT},
    }  # fmt: skip
    return render(request, "committees/meeting.html", context)


def move(request: HttpRequest, key: str) -> HttpResponse:
    """Move a session, or change its place or its length; the same page cancels it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    policy.check_can_move(actor, meeting)
    local = meeting.starts_at.astimezone(ZoneInfo(meeting.zone))
    present = {
        "day": local.date(), "at": local.time(), "duration_minutes": meeting.duration_minutes, "place": meeting.place
    }  # fmt: skip
    form = MeetingForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            move_meeting(meeting, version=version_read(request), by=actor, **form.cleaned_data)
        except (Invalid, Conflict) as error:
            for name, sentence in (getattr(error, "fields", None) or {"": error.sentence}).items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            messages.success(request, _("Séance enregistrée."))
            return redirect("meeting", key=key)
    context = {"form": form, "meeting": meeting, "is_convened": meeting.state == MeetingState.CONVENED}
    return render(request, "committees/meeting_move.html", context, status=422 if form.is_bound else 200)


def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel a session, with its reason."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    cancel_meeting(
        meeting_of(request, key), reason=request.POST.get("reason", ""), version=version_read(request), by=actor
    )
    messages.success(request, _("La séance est annulée ; ses points attendent la suivante."))
    return redirect("meeting", key=key)


def absence(request: HttpRequest, key: str) -> HttpResponse:
    """Announce an absence, take it back, or name a substitute, for oneself or (secretariat) for somebody."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    meeting = meeting_of(request, key)
    attendee = get_object_or_404(
        Attendee.objects.select_related("meeting__body", "person"),
        meeting=meeting,
        public_id=request.POST.get("attendee", ""),
    )
    gesture = request.POST.get("act", "")
    if gesture == "absent":
        declare_absence(attendee, by=actor)
        messages.success(request, _("%s est excusé.") % attendee.name)
    elif gesture == "coming":
        declare_coming(attendee, by=actor)
        messages.success(request, _("%s est attendu.") % attendee.name)
    elif gesture == "substitute":
        substitute = name_substitute(attendee, _person_named(request), by=actor)
        messages.success(
            request, _("%(name)s remplace %(absent)s.") % {"name": substitute.name, "absent": attendee.name}
        )
    else:
        raise Invalid(_("Ce geste n’existe pas."))
    return redirect("meeting", key=key)


def _person_named(request: HttpRequest) -> Person:
    """Somebody of the intercommunality, by the name typed or the identifier chosen."""
    typed = request.POST.get("person", "").strip()
    people = Person.objects.filter(collectivity__is_home=True)
    by_key = people.filter(public_id=typed).first()
    if by_key is not None:
        return by_key
    words = typed.split()
    for word in words[:5]:
        people = people.filter(Q(first_name__iexact=word) | Q(last_name__icontains=word))
    found = list(people[:2]) if words else []
    if len(found) != 1:
        sentence = _("Aucun agent ne porte ce nom.") if not found else _("Plusieurs agents portent ce nom : précisez.")
        raise Invalid(sentence, field="person")
    return found[0]


def body_of(request: HttpRequest, key: str) -> Body:
    """The body of the address that the actor may know of, or 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return get_object_or_404(
        body_policy.visible_to(actor).select_related("chair_post", "secretary_post"), public_id=key
    )
