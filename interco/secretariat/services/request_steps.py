"""The one place where a request changes state, and where its thread is written.

The caller has checked who may; this service checks that the step exists (`REQUEST_TRANSITIONS`), writes it in the
thread and in the journal, refreshes the search, and writes to the asker when somebody else moved it.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from interco.committees.models import Decision
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.core.models import refresh
from interco.foundation.core.states import step
from interco.foundation.core.texts import many_lines
from interco.foundation.core.versions import claim
from interco.foundation.core.writing import insert, update
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.search.services.index import index
from interco.organisation.queries.languages import language_of
from interco.secretariat.enums import (
    OPEN_REQUESTS,
    REPLIED_REQUESTS,
    REQUEST_TRANSITIONS,
    RequestGesture,
    RequestState,
)
from interco.secretariat.models import Request, RequestEvent

TEXT_LIMIT = 4000
#: Steps that must say something.
NEEDS_TEXT = {
    RequestGesture.QUESTIONED: gettext_lazy("Dites ce que vous avez besoin de savoir."),
    RequestGesture.CLARIFIED: gettext_lazy("Donnez la précision demandée."),
    RequestGesture.ANSWERED: gettext_lazy("Écrivez la réponse."),
    RequestGesture.REFUSED: gettext_lazy("Dites en une phrase pourquoi la demande est refusée."),
    RequestGesture.REOPENED: gettext_lazy("Dites en une phrase ce qui manque à la réponse."),
}
#: Steps the asker is written to about, when somebody else made them.
TOLD = frozenset(
    {
        RequestGesture.QUESTIONED, RequestGesture.ANSWERED, RequestGesture.SIGNED, RequestGesture.AGREED,
        RequestGesture.DECIDED, RequestGesture.REFUSED, RequestGesture.MERGED,
    }
)  # fmt: skip


@transaction.atomic
def advance_request(
    request: Request, *, to: RequestState, gesture: RequestGesture, by: Actor, text: str = "", towards: str = "",
    decision: Decision | None = None, version: int | None = None, **also: Any,
) -> RequestEvent:  # fmt: skip
    """Move a request to a state, or raise `Invalid` with a sentence and change nothing. `also` are other fields written."""
    _hold(request, version)
    origin = step(request, to, REQUEST_TRANSITIONS)
    request.ended_at = None if to in OPEN_REQUESTS else request.ended_at if to == RequestState.CLOSED else by.at
    event = _write(request, gesture, origin, by, text, towards, decision, ("state", "ended_at"), also)
    if gesture in TOLD:
        for told in (request, *request.merged_requests.select_related("author")):
            tell_asker(told, event, by=by)
    return event


@transaction.atomic
def note_step(
    request: Request, *, gesture: RequestGesture, by: Actor, text: str = "", towards: str = "",
    version: int | None = None, **also: Any,
) -> RequestEvent:  # fmt: skip
    """Write a step that does not change the state, while the request is open; `Invalid` once it ended."""
    _hold(request, version)
    if request.state not in OPEN_REQUESTS | (
        REPLIED_REQUESTS if gesture == RequestGesture.FILE_JOINED else frozenset()
    ):
        raise Invalid(
            _("La demande %(reference)s est « %(state)s » : ce geste n’y change plus rien.")
            % {"reference": request.reference, "state": RequestState(request.state).label}
        )
    return _write(request, gesture, request.state, by, text, towards, None, (), also)


def _hold(request: Request, version: int | None) -> None:
    """Read the request again under a lock; `Conflict` when it moved since `version` was read."""
    if version is None:
        refresh(request)
        request.version += 1
    else:
        claim(request, version)


def _write(
    request: Request, gesture: RequestGesture, origin: str, by: Actor, text: str, towards: str,
    decision: Decision | None, fields: tuple[str, ...], also: dict[str, Any],
) -> RequestEvent:  # fmt: skip
    said = many_lines(text, field="text", limit=TEXT_LIMIT)
    if not said and gesture in NEEDS_TEXT:
        raise Invalid(str(NEEDS_TEXT[gesture]), field="text")
    for name, value in also.items():
        setattr(request, name, value)
    request.moved_at = by.at
    update(request, *fields, "moved_at", "version", *also)
    event = insert(RequestEvent(
        request=request, at=by.at, actor_name=by.name, gesture=gesture, from_state=origin, to_state=request.state,
        text=said, towards=towards, decision=decision,
    ))  # fmt: skip
    facts = {"reference": request.reference, "from": origin, "to": str(request.state)}
    journal.record(f"request.{gesture}", by=by, subject=request, facts=facts)
    index(request, by=by)
    return event


def tell_asker(request: Request, event: RequestEvent, *, by: Actor) -> None:
    """A letter to the author of the request, in their language, unless they made the step themselves."""
    author = request.author
    if not author.email or author.pk == by.person_id:
        return
    with override(language_of(author.public_id)):
        letter = _letter(request, event, by)
    to = Recipient(key=f"person:{author.public_id}", name=author.full_name, address=author.email)
    outbox.queue(letter, to=to, by=by, reference=f"{request.public_id}.{event.pk}")


def _letter(request: Request, event: RequestEvent, by: Actor) -> Letter:
    facts = {
        "title": request.title, "reference": request.reference, "name": by.name,
        "gesture": RequestGesture(event.gesture).label, "text": event.text,
    }  # fmt: skip
    parts = [
        _("Bonjour,"),
        _("Votre demande « %(title)s » (%(reference)s) : %(gesture)s, par %(name)s.") % facts,
        event.text,
        _("La suite est sur la page de la demande, dans interco."),
    ]
    title = _("%(reference)s : %(gesture)s") % facts
    return Letter(
        kind="request.moved", title=title, text="\n\n".join(filter(None, parts)) + "\n",
        subject_key=f"request:{request.public_id}",
    )  # fmt: skip
