"""The same organisation, founded years earlier: what was valid from its first day is valid from the new one."""

from datetime import date
from typing import Any

from interco.committees.models import Membership
from interco.config.demo.organisation import Built
from interco.organisation.models import (
    Assignment,
    CollectivityVersion,
    Person,
    PostVersion,
    SignatureDelegation,
    UnitVersion,
)

DATED: tuple[type[Any], ...] = (
    Assignment, CollectivityVersion, Membership, Person, PostVersion, SignatureDelegation, UnitVersion,
)  # fmt: skip


def found_earlier(built: Built, day: date) -> None:
    """Move the first day of everything that began with the organisation."""
    for model in DATED:
        model._default_manager.filter(starts_on=built.founded_on).update(starts_on=day)
    built.founded_on = day
