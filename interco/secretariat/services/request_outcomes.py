"""The answer of a body comes back by itself: when the session that ended an item closes, its request is answered.

A decision rejected refuses the request; any other outcome, and an item treated without a decision, answers it. The
thread keeps the decision, not its words: whoever may read the decision reads them on the page of the request.
"""

from collections.abc import Sequence

from django.db.models import Prefetch
from django.utils.translation import gettext_noop as stored

from interco.committees.enums import DecisionState, Outcome
from interco.committees.models import Decision, Item
from interco.foundation.core.actor import Actor
from interco.secretariat.enums import OPEN_REQUESTS, RequestGesture, RequestState
from interco.secretariat.models import RequestSequel
from interco.secretariat.services.request_steps import advance_request


def bring_back(items: Sequence[Item], *, by: Actor) -> None:
    """Answer the open requests these items came from. One query when there is none."""
    sealed = Prefetch("item__decisions", Decision.objects.exclude(state=DecisionState.DRAFT), to_attr="sealed")
    rows = RequestSequel.objects.filter(item__in=items, request__state__in=OPEN_REQUESTS).select_related(
        "request__author", "item__body"
    )  # fmt: skip
    for row in rows.prefetch_related(sealed):
        item = row.item
        assert item is not None  # noqa: S101 - filtered on it
        last: Decision | None = next(reversed(item.sealed), None)  # type: ignore[attr-defined]  # by to_attr
        rejected = last is not None and last.outcome == Outcome.REJECTED
        advance_request(
            row.request, to=RequestState.REFUSED if rejected else RequestState.ANSWERED, by=by, decision=last,
            gesture=RequestGesture.DECIDED, towards=f"{item.body.code}, {last.reference if last else item.reference}",
            text="" if last else stored("Traité en séance, sans décision."),
        )  # fmt: skip
