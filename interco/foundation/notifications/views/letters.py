"""« Courriers partis »: what left, what waits, what failed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.policies.letters import reads_content
from interco.foundation.notifications.queries.incoming import incoming
from interco.foundation.notifications.queries.letters import invitation_of, letters
from interco.foundation.notifications.rules.failures import failing
from interco.foundation.notifications.rules.kinds import label_of
from interco.foundation.notifications.services.delivery import read_enclosure
from interco.foundation.notifications.services.retry import try_again


def letter_list(request: HttpRequest) -> HttpResponse:
    """The queue."""
    given = request.GET.get("page", "1")
    state = request.GET.get("etat", "")
    found = letters(state=state, page=int(given) if given.isdecimal() and len(given) < 7 else 1)
    context = {
        "letters": found, "state": state, "states": OutgoingState.choices, "reads_content": reads_content(),
        "label_of": label_of, "incoming": incoming(), "failing": failing(),
    }  # fmt: skip
    return render(request, "notifications/letters.html", context)


def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """One letter: its life, and its content in the demonstration."""
    message = get_object_or_404(OutgoingMessage, public_id=public_id)
    shown = reads_content()
    context = {
        "letter": message, "reads_content": shown, "kind": label_of(message.kind),
        "invitation": invitation_of(message) if shown else None,
    }  # fmt: skip
    return render(request, "notifications/letter.html", context)


def enclosure(_request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """An attachment of a letter, or its invitation (number 0), in the demonstration."""
    message = get_object_or_404(OutgoingMessage, public_id=public_id)
    if not reads_content() or number > len(message.attachments) or (number == 0 and not message.calendar):
        raise Http404
    if number == 0:
        content, name, media_type = message.calendar.encode(), "invitation.ics", "text/calendar; charset=utf-8"
    else:
        given = message.attachments[number - 1]
        content, name, media_type = read_enclosure(given["digest"]), str(given["name"]), str(given["type"])
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = _attachment(name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put a dead letter back in the queue."""
    message = get_object_or_404(OutgoingMessage, public_id=public_id)
    try_again(message, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Le courrier repart."))
    return redirect("letter", public_id)
