"""The signature folder: what waits for the DGS is signed, agreed or refused, one request or many in one gesture.

Whoever holds the post today acts, an interim as well: the signature keeps the person, the title and the quality. All
or nothing: a request that left the folder meanwhile stops the whole gesture.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment, Person, PostVersion
from interco.organisation.queries.standing import title_of
from interco.secretariat.enums import AT_THE_DESK, RequestGesture, RequestKind, RequestState
from interco.secretariat.models import Request, Signature
from interco.secretariat.policies import requests as policy
from interco.secretariat.services.request_steps import advance_request

MOST_AT_ONCE = 100


@transaction.atomic
def sign(requests: Sequence[Request], *, by: Actor, text: str = "") -> list[Request]:
    """Sign what asked for a signature, agree to what asked for a decision; `text` may say more to the askers."""
    return _settle(requests, RequestState.ANSWERED, by, text)


@transaction.atomic
def refuse_to_sign(requests: Sequence[Request], *, reason: str, by: Actor) -> list[Request]:
    """Refuse with a reason, which each asker reads."""
    return _settle(requests, RequestState.REFUSED, by, reason)


def _settle(requests: Sequence[Request], to: RequestState, by: Actor, text: str) -> list[Request]:
    policy.check_can_sign(by)
    if not requests:
        raise Invalid(_("Choisissez au moins une demande."), field="requests")
    if len(requests) > MOST_AT_ONCE:
        raise Invalid(_("Choisissez au plus %s demandes à la fois.") % MOST_AT_ONCE, field="requests")
    person = Person.objects.get(pk=by.person_id or 0)
    held = _held_by(person, by)
    for request in requests:
        advance_request(request, to=to, gesture=_gesture(request, to), by=by, text=text)
        _check_was_waiting(request, held, by)
        post, quality = held[request.desk_post_id or 0]
        Signature.objects.create(
            request=request, gesture=_gesture(request, to), at=by.at, person=person, post_id=post.post_id, name=by.name,
            title=title_of(post, person.gender), is_interim=quality == AssignmentKind.INTERIM,
            reason=text if to == RequestState.REFUSED else "",
        )  # fmt: skip
    return list(requests)


Held = dict[int, tuple[PostVersion, str]]


def _held_by(person: Person, by: Actor) -> Held:
    """The posts the person holds today, with the quality in which: holder when both. Two queries."""
    rows = Assignment.objects.effective_on(by.today).filter(person=person)
    kinds = dict(
        rows.order_by(Case(When(kind=AssignmentKind.HOLDER, then=1), default=0)).values_list("post_id", "kind")
    )
    versions = PostVersion.objects.effective_on(by.today).filter(post_id__in=kinds)
    return {version.post_id: (version, kinds[version.post_id]) for version in versions}


def _gesture(request: Request, to: RequestState) -> RequestGesture:
    if to == RequestState.REFUSED:
        return RequestGesture.REFUSED
    return RequestGesture.SIGNED if request.kind == RequestKind.SIGNATURE else RequestGesture.AGREED


def _check_was_waiting(request: Request, held: Held, by: Actor) -> None:
    """Read under the lock that `advance_request` took: the step it just wrote comes from the folder, of a post held."""
    last = request.events.order_by("-pk").first()
    was_there = last is not None and last.from_state in AT_THE_DESK and policy.needs_the_dgs(request, by.today)
    if not was_there or request.desk_post_id not in held:
        raise Invalid(
            _("La demande %s n’est plus au parapheur : rechargez la page, rien n’a été signé.") % request.reference,
            field="requests",
        )
