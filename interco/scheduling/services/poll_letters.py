"""The letters of a poll: to who has an account, the page, behind the sign-in; to anybody else, a secret address (ADR 0013).

Only the hash of the token is kept, so a reminder makes a new one and the former opens nothing any more.
"""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from interco.foundation.accounts.rules.languages import DEFAULT
from interco.foundation.accounts.rules.tokens import new_token, token_hash
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.queries.languages import languages_of
from interco.scheduling.models import Poll, Voter
from interco.scheduling.services.dispatch import PERSON

ASKED, ASKED_OUTSIDE, WITHDRAWN = "poll.asked", "poll.asked_outside", "poll.withdrawn"


def ask(poll: Poll, voters: Sequence[Voter], *, by: Actor, again: bool = False) -> None:
    """Queue the question to each, in their language; `again` for a reminder."""
    languages = _languages(voters)
    outside: list[Voter] = []
    for row in voters:
        is_outside = _is_outside(row)
        token = new_token() if is_outside else ""
        if is_outside:
            row.token_hash = token_hash(token)
            outside.append(row)
        path = reverse("poll_outside", args=[token]) if is_outside else reverse("poll", args=[poll.public_id])
        with override(languages.get(row.pk, DEFAULT)):
            letter = Letter(
                kind=ASKED_OUTSIDE if is_outside else ASKED, subject_key=f"poll:{poll.public_id}", secret=is_outside,
                title=(_("Rappel : quelles dates pour « %s » ?") if again else _("Quelles dates pour « %s » ?")) % poll.title,
                text=_question(poll, settings.PUBLIC_URL + path, is_outside=is_outside, again=again),
            )  # fmt: skip
        reference = f"{row.public_id}.{by.today.isoformat()}" if again else row.public_id
        outbox.queue(letter, to=_recipient(row), by=by, reference=reference)
    Voter.objects.bulk_update(outside, ["token_hash"])


def say_withdrawn(poll: Poll, voters: Sequence[Voter], *, by: Actor) -> None:
    """Tell those asked that no date is sought any more."""
    languages = _languages(voters)
    for row in voters:
        with override(languages.get(row.pk, DEFAULT)):
            letter = Letter(
                kind=WITHDRAWN, subject_key=f"poll:{poll.public_id}", title=_("Sondage retiré : %s") % poll.title,
                text=_("Bonjour,\n\nLa réunion « %(title)s » ne cherche plus de date. Vous n’avez rien à faire.\n\n%(who)s\n")
                % {"title": poll.title, "who": by.name},
            )  # fmt: skip
        outbox.queue(letter, to=_recipient(row), by=by, reference=row.public_id)


def _is_outside(row: Voter) -> bool:
    """Whether somebody has no account to sign in with."""
    return row.person is None or row.person.user is None or not row.person.user.is_active


def _question(poll: Poll, address: str, *, is_outside: bool, again: bool) -> str:
    day = dates.day(poll.closes_on, language(), weekday=False).striptags()
    values = {"who": poll.owner.full_name, "title": poll.title, "day": day, "address": address}
    text = (
        _(
            "Bonjour,\n\n%(who)s cherche une date pour « %(title)s ». Dites lesquelles vous conviennent, d’ici au %(day)s "
            "inclus :\n\n%(address)s\n"
        )
        % values
    )
    if is_outside:
        text += "\n" + _(
            "Cette adresse est la vôtre : elle montre les dates proposées et reçoit votre réponse, rien d’autre. "
            "Ne la transmettez pas."
        ) + "\n"  # fmt: skip
        if again:
            text += _("Elle remplace celle du message précédent.") + "\n"
    return text


def _recipient(row: Voter) -> Recipient:
    if row.person is not None:
        return Recipient(key=f"{PERSON}{row.person.public_id}", name=row.name, address=row.address)
    key = hashlib.sha256(row.address.lower().encode()).hexdigest()[:16]
    return Recipient(key=f"guest:{key}", name=row.name, address=row.address)


def _languages(voters: Sequence[Voter]) -> dict[int, str]:
    """The language of each voter who chose one."""
    keys = {row.person.public_id: row.pk for row in voters if row.person is not None}
    return {keys[key]: tongue for key, tongue in languages_of(list(keys)).items()}
