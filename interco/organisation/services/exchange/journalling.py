"""What an import tells the journal: one entry a row, under the same names as the gestures made one by one."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from interco.foundation.audit.services.journal import Fact
from interco.organisation.queries.stores import MODELS, values_by_key
from interco.organisation.rules.exchange.draft import Step
from interco.organisation.rules.exchange.snapshot import FIELDS, IDENTIFIED
from interco.organisation.services.exchange.writing import Keys
from interco.organisation.services.people import DAYS, PERSONAL

#: Of each store: the event of a creation (none: told by its first version), of a change, and the thing it is about.
_EVENTS = {
    "collectivity": ("", "collectivity.corrected", "collectivity", ""),
    "collectivity_version": ("collectivity.added", "collectivity.corrected", "collectivity", "collectivity_id"),
    "population": ("population.recorded", "population.corrected", "collectivity", "collectivity_id"),
    "territory": ("territory.opened", "territory.corrected", "collectivity", "collectivity_id"),
    "unit": ("", "unit.corrected", "unit", ""),
    "unit_version": ("unit.opened", "unit.corrected", "unit", "unit_id"),
    "post": ("", "post.corrected", "post", ""),
    "post_version": ("post.opened", "post.corrected", "post", "post_id"),
    "person": ("person.added", "person.corrected", "person", ""),
    "assignment": ("assignment.made", "assignment.corrected", "assignment", ""),
    "delegation": ("delegation.given", "delegation.corrected", "delegation", ""),
}
_CHANGED = {
    "collectivity_version": "collectivity.changed",
    "unit_version": "unit.changed",
    "post_version": "post.changed",
}


def facts_of(steps: Iterable[Step], keys: Keys, *, import_id: str) -> Iterator[Fact]:
    """An entry for each row created or changed; a second version of a thing is a change of it."""
    acting = [step for step in steps if step.action != "unchanged"]
    names = _public_ids(keys)
    opened: set[tuple[str, int]] = set()
    for step in acting:
        made, corrected, about, by = _EVENTS[step.store]
        key = keys[step.store, step.handle]
        thing = _key(step, by, about, keys) if by else key
        event = made if step.action == "created" else corrected
        if step.action == "created" and step.store in _CHANGED:
            first = int(str(step.after[by])) < 0 and (about, thing) not in opened
            event = made if first else _CHANGED[step.store]
            opened.add((about, thing))
        if event:
            facts, personal = _told(step)
            label = MODELS[about]._meta.label_lower
            yield Fact(event, label, names.get((about, thing), str(thing)), {"import": import_id, **facts}, personal)


def _key(step: Step, by: str, about: str, keys: Keys) -> int:
    given = int(str(step.after[by]))
    return keys.get((about, given), given)


def _public_ids(keys: Keys) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for store in IDENTIFIED:
        wanted = {key for (where, _handle), key in keys.items() if where == store}
        found |= {(store, pk): key for pk, key in values_by_key(store, wanted, "public_id")}
    return found


def _told(step: Step) -> tuple[dict[str, Any], dict[str, str]]:
    """Facts without names nor addresses of people, and these apart, where they can be erased."""
    if step.store != "person":
        after = {name: plain(step.values[name]) for name in FIELDS[step.store] if name in step.values}
        before = {name: plain(value) for name, value in step.before.items()}
        return ({"before": before, "after": after} if before else after), {}
    days: dict[str, Any] = {name: plain(step.values[name]) for name in DAYS if name in step.values}
    personal = {name: str(step.values[name]) for name in PERSONAL if step.values.get(name)}
    return {"changed": sorted(step.before), **days} if step.before else days, personal


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
