"""Calendar letters of any room: one iTIP object, written once for each language, and a text for each addressee.

Sessions of bodies and events leave by here: the same person, the same reference, one letter only (`outbox.queue`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from interco.foundation.accounts.rules.languages import DEFAULT
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.organisation.queries.languages import languages_of
from interco.scheduling.rules.itip import Invitation, invitation

PERSON = "person:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody written to: `key` is `person:<public_id>` for a person of the territory."""

    key: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What leaves. The functions are asked in the language of who reads; `text` by the addressee's place in the list, and
    `is_secret`: whether that text holds an address that opens something.
    """

    kind: str
    subject_key: str
    reference: str
    title: Callable[[], str]
    text: Callable[[int], str]
    calendar: Callable[[], Invitation]
    is_secret: Callable[[int], bool] = lambda _place: False


def send(dispatch: Dispatch, to: Sequence[Addressee | None], *, by: Actor) -> int:
    """Queue a letter for each addressee that has an address; returns how many."""
    keys = [one.key.removeprefix(PERSON) for one in to if one is not None and one.key.startswith(PERSON)]
    languages = languages_of(keys)
    calendars: dict[str, tuple[str, str]] = {}
    sent = 0
    for place, one in enumerate(to):
        if one is None or not one.address:
            continue
        tongue = languages.get(one.key.removeprefix(PERSON), DEFAULT)
        with override(tongue):
            if tongue not in calendars:
                given = dispatch.calendar()
                calendars[tongue] = invitation(given).decode(), given.method.value
            calendar, method = calendars[tongue]
            letter = Letter(
                kind=dispatch.kind, title=dispatch.title(), text=dispatch.text(place), subject_key=dispatch.subject_key,
                calendar=calendar, calendar_method=method, secret=dispatch.is_secret(place),
            )  # fmt: skip
        outbox.queue(letter, to=Recipient(key=one.key, name=one.name, address=one.address), by=by,
                     reference=dispatch.reference)  # fmt: skip
        sent += 1
    return sent
