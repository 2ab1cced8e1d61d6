"""The edge: the actor of a request, the rendering of refusals, and one effect for one submission."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from interco.foundation.core import clock
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.core.error_pages import (
    incident_response,
    not_allowed,
    not_understood,
    sentence_response,
    sign_in_response,
    wants_json,
)
from interco.foundation.core.errors import Conflict, Invalid, Refused, SignInRequired
from interco.foundation.core.models import Submission
from interco.foundation.core.retries import answered_again
from interco.foundation.core.tries import outliving_tries
from interco.foundation.core.writing import insert, update

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("interco")
REPLAYED_CONTENT_LIMIT = 200_000
LONGEST_PLACE = 2000
#: What arrives cut, too big or malformed.
UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, RequestDataTooBig)


class ActorMiddleware:
    """Gives each request its `actor`, read from the session when first needed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the actor and answer."""
        at = clock.now()

        def actor() -> Actor:
            """The actor, whose territory's wall time becomes the page's."""
            found = actor_of(request.user.pk, at)
            timezone.activate(found.zone)
            return found

        timezone.deactivate()
        request.actor = SimpleLazyObject(actor)  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusalMiddleware:
    """Turns the exceptions of `core.errors` into answers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; exceptions come through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page or JSON of a refusal; an unforeseen error gets an incident number."""
        if isinstance(error, SignInRequired):
            if wants_json(request):
                return sign_in_response()
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': self._place(request)})}")
        if isinstance(error, Refused):
            return sentence_response(request, 403, _("Ce geste n’est pas possible"), error)
        if isinstance(error, Invalid):
            return sentence_response(request, 422, _("Rien n’a été enregistré"), error)
        if isinstance(error, Conflict):
            return sentence_response(request, 409, _("Quelqu’un vous a devancé"), error)
        if isinstance(error, PermissionDenied):
            return not_allowed(request)
        if isinstance(error, UNREADABLE):
            return not_understood(request, error)
        if isinstance(error, Http404) or settings.DEBUG_PROPAGATE_EXCEPTIONS:
            return None
        number = secrets.token_hex(4)
        logger.error("incident %s on %s", number, request.method, exc_info=error)
        return incident_response(request, number)

    @staticmethod
    def _place(request: HttpRequest) -> str:
        """Where to come back after signing in; without its query when it is too long to be carried."""
        place = request.get_full_path()
        return place if len(place) <= LONGEST_PLACE else request.path[:LONGEST_PLACE]


class PrivateMiddleware:
    """Keeps what somebody signed in has read out of caches: on a shared machine, going back after signing out shows nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; pages of a session, or asked for with a token, are stored nowhere."""
        response = self.get_response(request)
        is_private = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if is_private and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class InputMiddleware:
    """Stops what no keyboard gives before anything reads it: the NUL character, which PostgreSQL refuses with an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 with a sentence when an address, a query, a cookie (written `\\000`) or a form holds a NUL."""
        given = [request.path_info, *request.COOKIES.values(), *self._values(request.GET)]
        if request.method == "POST":
            try:
                given += self._values(request.POST)
            except UNREADABLE as error:
                return not_understood(request, error)
        if any("\x00" in value for value in given):
            return not_understood(request)
        return self.get_response(request)

    @staticmethod
    def _values(query: QueryDict) -> list[str]:
        return [str(part) for name, values in query.lists() for part in (name, *values)]


class SubmissionMiddleware:
    """One effect for one submission: the key of a form (or `Idempotency-Key`) is written with the effect itself.

    A second arrival with the same key and body gets the first answer; with another body it is refused. An answer that is
    not a success undoes the key with everything else, so that a corrected form goes through; the tries of a secret that
    were counted meanwhile stay counted.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; keyed POSTs pass through `process_view`, inside the exception handling of the view."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Run a keyed view in one transaction with its key."""
        given = request.headers.get("Idempotency-Key") or (
            request.POST.get("submission_key", "") if request.method == "POST" else ""
        )
        if (
            not given
            or request.method in {"GET", "HEAD", "OPTIONS"}
            or iscoroutinefunction(view)
            or getattr(view, "csrf_failed", False)
        ):
            return None
        user_id = getattr(request.user, "pk", None)
        key = hashlib.sha256(f"{user_id}|{request.path}|{given}".encode()).hexdigest()
        body_hash = self._body_hash(request)
        early = self._prepared(view, request, args, kwargs)
        if early is not None:
            known = Submission.objects.filter(key=key).first()  # sent twice: the first made it impossible, and answers
            return self._replay(request, known, body_hash) if known else early

        def once() -> HttpResponse:
            with outliving_tries() as tries, transaction.atomic():
                row = insert(Submission(key=key, body_hash=body_hash, at=clock.now()))
                response = self._answer(view, request, args, kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                    return response
                self._store(row, response)
                tries.clear()  # kept with the effect
                return response

        try:
            return answered_again(request, once)
        except IntegrityError:
            stored = Submission.objects.filter(key=key).first()
            if stored is None:
                raise
            return self._replay(request, stored, body_hash)

    def _prepared(self, view: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
        """Prepare what takes long, while nothing is locked; an answer only when it is refused."""
        ahead = getattr(view, "route_ahead", None)
        return self._answer(ahead, request, args, kwargs) if ahead is not None else None

    def _answer(self, view: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except (Refused, Invalid, Conflict, SignInRequired) as error:
            answer = RefusalMiddleware(self.get_response).process_exception(request, error)
            assert answer is not None  # noqa: S101 - the four exceptions always have an answer
            return answer
        if isinstance(response, SimpleTemplateResponse):
            response.render()  # third-party views leave it for later; what is kept must be what is sent
        return response

    @staticmethod
    def _body_hash(request: HttpRequest) -> str:
        digest = hashlib.sha256()
        if request.content_type and request.content_type.startswith("multipart/"):
            fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
            digest.update(repr(sorted(fields.items())).encode())
            for name, files in sorted(request.FILES.lists()):
                for file in files:
                    digest.update(f"{name}|{file.name}|{file.size}|".encode())
                    for chunk in file.chunks():  # same name and size, other bytes: another body
                        digest.update(chunk)
                    file.seek(0)  # the view reads from the start
        else:
            digest.update(request.body)
        return digest.hexdigest()

    @staticmethod
    def _store(row: Submission, response: HttpResponse) -> None:
        row.status = response.status_code
        row.location = response.headers.get("Location", "")
        row.content_type = response.headers.get("Content-Type", "")
        kept = not response.streaming and "no-store" not in response.headers.get("Cache-Control", "")
        content = response.content if kept else b""
        row.content = content if len(content) <= REPLAYED_CONTENT_LIMIT else b""
        update(row, "status", "location", "content_type", "content")

    @staticmethod
    def _replay(request: HttpRequest, stored: Submission, body_hash: str) -> HttpResponse:
        if stored.body_hash != body_hash:
            clash = Conflict(_("Ce formulaire a déjà été envoyé avec un autre contenu. Rechargez la page."))
            return sentence_response(request, 409, _("Déjà envoyé"), clash)
        response = HttpResponse(bytes(stored.content), status=stored.status, content_type=stored.content_type or None)
        if stored.location:
            response.headers["Location"] = stored.location
        response.headers["Idempotent-Replay"] = "true"
        return response
