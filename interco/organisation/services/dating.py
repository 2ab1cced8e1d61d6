"""The three gestures on the versions of one thing: *corriger*, *changer au…*, *fermer au…*. Used inside a transaction.

They write rows; what must hold across things (loops, quotas, posts of a closed unit) is checked by the service that
calls them, after the write and before the commit.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from interco.foundation.core.errors import Invalid
from interco.foundation.core.versions import claim
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import CollectivityVersion, Person, Post, PostVersion, UnitVersion
from interco.organisation.rules.periods import first_overlap, plan_change, plan_close

V = TypeVar("V", UnitVersion, PostVersion, CollectivityVersion)


def said(day: date) -> str:
    """« 1er janvier 2027 »."""
    return str(dates.day(day, language(), weekday=False).striptags())


def check_period(starts_on: date, ends_on: date | None) -> None:
    """`Invalid` when a period would end before it starts."""
    if ends_on is not None and ends_on <= starts_on:
        raise Invalid(_("La fin doit venir après le début."), field="ends_on")


def told(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Some fields of a row as the journal keeps them."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }


def rewrite(row: V, values: Mapping[str, Any], *, version: int | None, siblings: list[V]) -> V:
    """*Corriger*: give a version other values, its days included; the other versions stay where they are."""
    claim(row, version, shown=tuple(name for name in values if isinstance(values[name], str)))
    for name, value in values.items():
        setattr(row, name, value)
    check_period(row.starts_on, row.ends_on)
    history: list[V] = [row]
    history += [each for each in siblings if each.pk != row.pk]
    clash = first_overlap(history)
    if clash is not None:
        raise Invalid(_("Ces dates empiètent sur une autre période de la même histoire."), field="starts_on")
    row.save()
    return row


def change_at(versions: list[V], day: date, values: Mapping[str, Any], *, version: int | None) -> V:
    """*Changer au…*: close the version that holds on that day and open another with some values changed."""
    plan = plan_change(versions, day)
    if plan is None:
        raise Invalid(
            _("Rien n’existe le %(day)s : choisissez un jour de son histoire.") % {"day": said(day)}, field="day"
        )
    held = versions[plan.rewrites if plan.rewrites is not None else plan.closes or 0]
    claim(held, version)
    if plan.rewrites is not None:
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
        return held
    kept = {
        field.attname: getattr(held, field.attname)
        for field in held._meta.concrete_fields
        if field.name not in {"id", "version"}
    }
    held.ends_on = day
    held.save()
    opened = type(held)(**{**kept, "starts_on": plan.opens.starts_on, "ends_on": plan.opens.ends_on})
    for name, value in values.items():
        setattr(opened, name, value)
    opened.save()
    return opened


def close_at(versions: list[V], day: date, *, version: int | None = None) -> V:
    """*Fermer au…*: end the history on that day, its first day of absence."""
    plan = plan_close(versions, day)
    if plan is None:
        raise Invalid(_("Rien n’existe la veille du %(day)s.") % {"day": said(day)}, field="day")
    if plan.in_the_way:
        later = versions[plan.in_the_way[0]].starts_on
        raise Invalid(
            _("Un changement est déjà prévu au %(day)s : corrigez-le d’abord.") % {"day": said(later)}, field="day"
        )
    held = versions[plan.ends]
    claim(held, version)
    held.ends_on = day
    held.save()
    return held


def end_open(holder: Person | Post, day: date) -> None:
    """End, on that day, the assignments and delegations of a person or of a post that would go on after it."""
    for assignment in holder.assignments.filter(_open_after(day)):
        assignment.ends_on = day
        assignment.version += 1
        assignment.save(update_fields=["ends_on", "version"])
    for delegation in holder.signature_delegations.filter(_open_after(day), starts_on__lt=day):
        delegation.ends_on = day
        delegation.version += 1
        delegation.save(update_fields=["ends_on", "version"])


def _open_after(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)
