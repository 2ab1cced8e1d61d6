"""Ending sessions: one of one's own, all the others, or all of an account."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore


def end_session(user_id: int, *, number: int) -> bool:
    """End one session of an account; tells whether there was one."""
    session = UserSession.objects.filter(user_id=user_id, pk=number).first()
    if session is None:
        return False
    _end(session)
    return True


def end_all_sessions(user_id: int, *, but: str | None = None) -> int:
    """End the sessions of an account, but the one of this key; how many."""
    sessions = list(UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""))
    for session in sessions:
        _end(session)
    return len(sessions)


def _end(session: UserSession) -> None:
    SessionStore().delete(session.session_key)
    session.delete()
