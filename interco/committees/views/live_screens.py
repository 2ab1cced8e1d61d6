"""The four screens of a session: run it, follow it, give one's position, show it in the room."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.committees.enums import MeetingState
from interco.committees.models import Action, Decision, Meeting, Stance
from interco.committees.policies.items import visible_to as visible_items
from interco.committees.policies.records import may_read_record
from interco.committees.policies.rounds import seat_of
from interco.committees.policies.session import check_can_follow, runs
from interco.committees.queries.follow_up import FollowUp
from interco.committees.queries.live_round import LiveRound, live_round
from interco.committees.queries.live_session import LiveSession, live_session
from interco.committees.queries.record import record_of
from interco.committees.services.broadcast import channel_of
from interco.committees.views.follow_ups import follow_up_for
from interco.committees.views.live_access import actor_of_request, led_meeting, meeting_of
from interco.committees.views.live_panels import Panel, empty_panel
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.queries.live import latest_number
from interco.organisation.models import UnitVersion


def lead(request: HttpRequest, key: str) -> HttpResponse:
    """Conduct the session from one screen; `?ecrire=` opens what is written in it."""
    meeting = led_meeting(request, key)
    live = _live(meeting)
    panel = empty_panel(request.GET.get("ecrire", ""), meeting, actor_of_request(request), request.GET)
    return _lead_page(request, live, panel)


def lead_with(
    request: HttpRequest, meeting: Meeting, panel: Panel | None, *, status: int, refusal: str = "",
) -> HttpResponse:  # fmt: skip
    """The same screen with what was typed and why it was not kept, or the sentence of a gesture refused."""
    meeting.refresh_from_db()
    return _lead_page(request, _live(meeting), panel, status=status, refusal=refusal)


def _lead_page(
    request: HttpRequest, live: dict[str, Any], panel: Panel | None, *, status: int = 200, refusal: str = "",
) -> HttpResponse:  # fmt: skip
    meeting = live["meeting"]
    actor = actor_of_request(request)
    session = live_session(meeting, at=actor.at)
    item = session.item
    context = {
        **live, "session": session, "round": live_round(item, meeting), "panel": panel, "refusal": refusal,
        "unit_name": _unit_name(session, request), "drafts": _drafts(session), "actions": _actions(session),
        "files": item.attachments.count() if item else 0, "is_open": meeting.state == MeetingState.OPEN,
        "is_convened": meeting.state == MeetingState.CONVENED, "is_dgs": "dgs" in actor.roles,
        "follow": _follow_up(session, request), "is_another_day": _is_another_day(meeting, actor),
    }  # fmt: skip
    return render(request, "committees/live/lead.html", context, status=status)


def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Follow the session: the agenda, the current item, the round."""
    return _followed(request, key, "committees/live/follow.html")


def room(request: HttpRequest, key: str) -> HttpResponse:
    """Show the session in the room: large letters, nothing that belongs to one person."""
    return _followed(request, key, "committees/live/room.html")


def _followed(request: HttpRequest, key: str, template: str) -> HttpResponse:
    actor, meeting = actor_of_request(request), meeting_of(request, key)
    check_can_follow(actor, meeting)
    live = _live(meeting)
    session = _session(live, request)
    context = {
        **live, "session": session, "round": live_round(session.item, meeting), "drafts": _drafts(session),
        "unit_name": _unit_name(session, request), "leads": runs(actor, meeting), "follow": _follow_up(session, request),
        "reads_record": _reads_record(actor, meeting),
    }  # fmt: skip
    return render(request, template, context)


def show_position(
    request: HttpRequest, meeting: Meeting, *, error: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """One's own position on the current text, or why none is asked."""
    actor = actor_of_request(request)
    check_can_follow(actor, meeting)
    live = _live(meeting)
    session = _session(live, request)
    round_ = live_round(session.item, meeting)
    seat = seat_of(actor, round_.round) if round_ is not None and round_.is_open else None
    mine = _own_stance(round_, seat.pk) if round_ is not None and seat is not None else None
    context = {
        **live, "session": session, "round": round_, "seat": seat, "mine": mine, "error": error,
        "chosen": request.POST.get("stance") or request.GET.get("stance") or (mine.value if mine else None),
        "reason": request.POST.get("reason") or (mine.reason if mine else ""),
        "typed": request.POST.get("reason", "").strip(),
        "liftable": _liftable(round_, seat.pk) if round_ is not None and seat is not None else None,
        "reads_record": _reads_record(actor, meeting),
    }  # fmt: skip
    return render(request, "committees/live/position.html", context, status=status)


def _live(meeting: Meeting) -> dict[str, Any]:
    """The stream of a session from the last notice known, read before the state that the page shows."""
    since = latest_number(channel_of(meeting))
    return {"meeting": meeting, "live": f"/direct/seances/{meeting.public_id}?depuis={since}"}


def _session(live: dict[str, Any], request: HttpRequest) -> LiveSession:
    """The session as its reader may see it: a guest is not told of what is for the members."""
    actor = actor_of_request(request)
    return live_session(live["meeting"], at=actor.at, readable=visible_items(actor))


def _follow_up(session: LiveSession, request: HttpRequest) -> FollowUp | None:
    """What opens the session: shown before its first item, and on `?voir=suivi`."""
    if session.meeting.state != MeetingState.OPEN or (session.current and request.GET.get("voir") != "suivi"):
        return None
    return follow_up_for(session.meeting, actor_of_request(request))


def _is_another_day(meeting: Meeting, actor: Actor) -> bool:
    """Whether today is not the day the session was convened for."""
    return meeting.starts_at.astimezone(ZoneInfo(meeting.zone)).date() != actor.today


def _reads_record(actor: Actor, meeting: Meeting) -> bool:
    """Whether the session is over and its record for this reader."""
    return meeting.state == MeetingState.CLOSED and may_read_record(actor, meeting, record_of(meeting).items)


def _own_stance(round_: LiveRound, attendee_id: int) -> Stance | None:
    return Stance.objects.filter(round=round_.round, attendee_id=attendee_id, text=round_.text).first()


def _liftable(round_: LiveRound, attendee_id: int) -> Stance | None:
    return next((one for one in round_.blocking if one.attendee_id == attendee_id), None)


def _unit_name(session: LiveSession, request: HttpRequest) -> str:
    if session.item is None:
        return ""
    today = actor_of_request(request).today
    version = UnitVersion.objects.effective_on(today).filter(unit_id=session.item.unit_id).first()
    return (version.short_name or version.name) if version else ""


def _drafts(session: LiveSession) -> list[Decision]:
    if session.item is None:
        return []
    return list(session.item.decisions.filter(meeting=session.meeting).order_by("decided_at", "pk"))


def _actions(session: LiveSession) -> list[Action]:
    if session.item is None:
        return []
    return list(session.item.actions.filter(meeting=session.meeting).order_by("pk"))
