"""Plans of pasted tables on the organisation of a test."""

from interco.organisation.models import OrganisationImport
from interco.organisation.rules.exchange.plan import Plan
from interco.organisation.services.exchange.deposit import deposit_paste, plan_of
from interco.organisation.services.exchange.sentences import place_of, sentence_of
from tests.organisation.exchange.territories import MACHINE


def planned(text: str) -> Plan:
    """The plan of a pasted table."""
    return plan_of(deposit_paste(text, by=MACHINE))


def faults(text: str) -> list[tuple[str, str]]:
    """The faults of a pasted table: cell and sentence."""
    return [(place_of(fault), sentence_of(fault)) for fault in planned(text).faults]


def rows(plan: Plan, store: str, action: str = "created") -> list[dict[str, object]]:
    """The rows of a store that a plan creates or changes."""
    return [dict(step.after) for step in plan.steps if step.store == store and step.action == action]


def nothing_written(row: OrganisationImport) -> None:
    """A draft is still a draft."""
    row.refresh_from_db()
    assert row.state == "draft"
