"""Delegations of signature by the API: given by order of the president, corrected, withdrawn."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query

from interco.foundation.core.api.operations import Operations, acting
from interco.foundation.core.api.schemas import DayAsked, Named, Page, Paging, part_of
from interco.foundation.core.errors import Invalid
from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.organisation.api.assignments import titles_of
from interco.organisation.api.person_schemas import DelegationCorrection, DelegationGiven, DelegationShown, Ending
from interco.organisation.models import SignatureDelegation
from interco.organisation.policies.organisation import posts_visible_to
from interco.organisation.policies.people import visible_to
from interco.organisation.services.delegations import correct_delegation, delegate, withdraw

DELEGATIONS = Operations("Délégations de signature")


class DelegationsAsked(Paging, DayAsked):
    """A page of the list, on a day."""


@DELEGATIONS.get(
    "delegations", policy=reader, name="api_delegations", answer=Page[DelegationShown],
    summary="Lister les délégations d’un jour",
)  # fmt: skip
def list_delegations(request: HttpRequest, asked: Query[DelegationsAsked]) -> Page[DelegationShown]:
    """Those of a day whose person the reader sees; three queries."""
    actor = acting(request)
    day = asked.on(actor)
    found = SignatureDelegation.objects.effective_on(day).filter(person__in=visible_to(actor).values("pk"))
    rows, figures = part_of(found.select_related("person", "post").order_by("pk"), asked)
    return Page[DelegationShown](**figures, items=delegations_shown(rows, day))


@DELEGATIONS.write(
    "POST", "personnes/{key}/delegations", policy=keepers, name="api_delegate", answer=DelegationShown, status=201,
    summary="Donner une délégation de signature", description="Par arrêté du président ; elle dure jusqu’à son retrait.",
)  # fmt: skip
def give_a_delegation(request: HttpRequest, key: str, given: DelegationGiven) -> DelegationShown:
    """Record a delegation."""
    actor = acting(request)
    person = get_object_or_404(visible_to(actor), public_id=key)
    post = None
    if given.post is not None:
        post = posts_visible_to(actor).filter(public_id=given.post).first()
        if post is None:
            raise Invalid(_("Ce poste n’existe pas."), field="post")
    row = delegate(
        person, post=post, order_reference=given.order_reference, scope=given.scope, starts_on=given.starts_on,
        ends_on=given.ends_on, by=actor,
    )  # fmt: skip
    return _shown(row)


@DELEGATIONS.write(
    "PUT", "delegations/{key}", policy=keepers, name="api_delegation", answer=DelegationShown,
    summary="Corriger une délégation",
)  # fmt: skip
def correct_a_delegation(request: HttpRequest, key: str, given: DelegationCorrection) -> DelegationShown:
    """Corriger."""
    row = correct_delegation(
        _delegation(request, key), order_reference=given.order_reference, scope=given.scope, starts_on=given.starts_on,
        ends_on=given.ends_on, version=given.version, by=acting(request),
    )  # fmt: skip
    return _shown(row)


@DELEGATIONS.write(
    "POST", "delegations/{key}/retrait", policy=keepers, name="api_delegation_withdraw", answer=DelegationShown,
    summary="Retirer une délégation", description="À partir d’un jour.",
)  # fmt: skip
def withdraw_a_delegation(request: HttpRequest, key: str, given: Ending) -> DelegationShown:
    """Withdraw it on a day."""
    return _shown(withdraw(_delegation(request, key), day=given.day, version=given.version, by=acting(request)))


def delegations_shown(rows: Iterable[SignatureDelegation], day: date) -> list[DelegationShown]:
    """Delegations with the titles of a day. One query."""
    listed = list(rows)
    titles = titles_of((row.post_id for row in listed if row.post_id is not None), day)
    return [
        DelegationShown(
            key=row.public_id, person=Named(key=row.person.public_id, name=row.person.full_name),
            post=Named(key=row.post.public_id, name=titles.get(row.post.pk, "")) if row.post else None,
            order_reference=row.order_reference, scope=row.scope, starts_on=row.starts_on, ends_on=row.ends_on,
            version=row.version,
        )
        for row in listed
    ]  # fmt: skip


def _delegation(request: HttpRequest, key: str) -> SignatureDelegation:
    rows = SignatureDelegation.objects.filter(person__in=visible_to(acting(request)).values("pk"))
    return get_object_or_404(rows.select_related("person", "post"), public_id=key)


def _shown(row: SignatureDelegation) -> DelegationShown:
    return delegations_shown([row], row.starts_on)[0]
