"""Guests as typed: the name of somebody of the house, or an address from outside, one a field.

« Rosalie Gommier (facultatif) » is somebody whose presence is not needed.
"""

import re
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.foundation.search.rules.french import title_key
from interco.organisation.models import Person
from interco.organisation.policies.people import visible_to
from interco.scheduling.enums import PartRole
from interco.scheduling.rules.events import GuestAsked

_OPTIONAL = re.compile(r"(?P<who>.+?)\s*\((?:facultatif|facultative|optional)\)", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>\s]+)>")


def known_people(actor: Actor) -> list[str]:
    """The names offered while one types: people present today that the actor may see. One query."""
    rows = _present(actor).order_by("last_name", "first_name")
    return [f"{first} {last}" for first, last in rows.values_list("first_name", "last_name")]


def guests_of(typed: Iterable[str], actor: Actor, *, role: str = PartRole.REQUIRED) -> list[GuestAsked]:
    """What was typed, each recognised; `Invalid` on `guests` naming the one nobody bears. One query."""
    guests: list[GuestAsked] = []
    for _text, found in _recognised(typed, actor, role):
        if isinstance(found, Invalid):
            raise found
        guests.append(found)
    return guests


def recognised(typed: Iterable[str], actor: Actor) -> tuple[list[GuestAsked], list[str]]:
    """The guests recognised, and what was typed and is nobody yet. One query."""
    found = list(_recognised(typed, actor, PartRole.REQUIRED))
    guests = [guest for _text, guest in found if not isinstance(guest, Invalid)]
    return guests, [text for text, guest in found if isinstance(guest, Invalid)]


def _recognised(typed: Iterable[str], actor: Actor, role: str) -> Iterator[tuple[str, GuestAsked | Invalid]]:
    wanted = [" ".join(text.split()) for text in typed if text.strip()]
    names: dict[str, list[int]] = {}
    keys: dict[str, int] = {}
    if wanted:
        rows = _present(actor)
        for pk, public_id, first, last in rows.values_list("pk", "public_id", "first_name", "last_name"):
            keys[public_id] = pk
            for name in (f"{first} {last}", f"{last} {first}"):
                names.setdefault(title_key(name), []).append(pk)
    return ((text, _guest(text, names, keys, role)) for text in wanted)


def _guest(text: str, names: dict[str, list[int]], keys: dict[str, int], role: str) -> GuestAsked | Invalid:
    optional = _OPTIONAL.fullmatch(text)
    if optional:
        text, role = optional["who"], PartRole.OPTIONAL
    if text in keys:
        return GuestAsked(person_id=keys[text], role=role)
    named = _NAMED.fullmatch(text)
    if named:
        return GuestAsked(name=named["name"].strip(), address=named["address"], role=role)
    if "@" in text:
        return GuestAsked(address=text, role=role)
    found = names.get(title_key(text), [])
    if len(found) == 1:
        return GuestAsked(person_id=found[0], role=role)
    if found:
        return Invalid(_("Plusieurs personnes s’appellent « %s » : donnez une adresse.") % text[:100], field="guests")
    return Invalid(
        _("Nous ne connaissons pas « %s » : choisissez un nom proposé, ou donnez une adresse.") % text[:100],
        field="guests",
    )


def _present(actor: Actor) -> QuerySet[Person]:
    return visible_to(actor).filter(pk__in=Person.objects.effective_on(actor.today).values("pk"))


def shown_guest(asked: GuestAsked, name: str = "") -> str:
    """A guest as the form shows them again."""
    outside = f"{asked.name} <{asked.address}>" if asked.name else asked.address
    shown = name if asked.person_id is not None else outside
    return _("%s (facultatif)") % shown if asked.role == PartRole.OPTIONAL else shown


def people_named(actor: Actor, keys: Iterable[int]) -> dict[int, str]:
    """Names of people by key."""
    rows = visible_to(actor).filter(pk__in=list(keys))
    return {person.pk: person.full_name for person in rows.only("first_name", "last_name")}
