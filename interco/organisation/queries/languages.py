"""The language in which each person is written to. One query for any number."""

from collections.abc import Iterable, Mapping

from interco.foundation.accounts.rules.languages import DEFAULT, preferred
from interco.organisation.models import Person


def languages_of(person_keys: Iterable[str]) -> Mapping[str, str]:
    """By public identifier: the language of the person's account, French when it has none or chose none."""
    found = dict.fromkeys(person_keys, DEFAULT)
    rows = Person.objects.filter(public_id__in=list(found), user__isnull=False)
    for key, preferences in rows.values_list("public_id", "user__preferences"):
        found[key] = preferred(preferences)
    return found


def language_of(person_key: str) -> str:
    """The language of one person."""
    return languages_of([person_key])[person_key]
