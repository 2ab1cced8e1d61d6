"""Feeds: addresses made and shown once, ended one by one, ended with the account."""

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.accounts.models import User
from interco.foundation.accounts.rules.tokens import new_token, token_hash
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Person
from interco.scheduling.models import Feed
from interco.scheduling.policies.feeds import check_can_open_feed, check_can_revoke_feed
from interco.scheduling.queries.feeds import agenda_label, feeds_of, shelf_named

MOST_FEEDS = 20


@transaction.atomic
def open_feed(
    *, by: Actor, with_second_factor: bool, person: Person | None = None, shelf: str = "",
) -> tuple[Feed, str]:  # fmt: skip
    """Make the address of a feed for the account that acts; its secret is returned once and kept nowhere."""
    person_id = None if person is None else person.pk
    check_can_open_feed(by, person_id=person_id, shelf=shelf, with_second_factor=with_second_factor)
    user = User.objects.select_for_update().get(pk=by.user_id or 0)
    if feeds_of(user.pk).count() >= MOST_FEEDS:
        raise Invalid(_("Vous avez déjà %d abonnements : supprimez-en un.") % MOST_FEEDS, field="subject")
    found = shelf_named(by, shelf)
    name = agenda_label(person) if person is not None else (found.label if found is not None else "")
    secret = new_token()
    feed = Feed.objects.create(
        digest=token_hash(secret), user=user, person=person, shelf=shelf, name=name[:200], hint=secret[-4:],
        with_second_factor=with_second_factor, created_at=by.at,
    )  # fmt: skip
    facts = {"account": user.public_id, "shelf": shelf, "agenda": person.public_id if person else ""}
    journal.record("feed.opened", by=by, subject=feed, facts=facts)
    return feed, secret


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Actor) -> None:
    """End an address: it opens nothing from the next reading on. Ending it twice changes nothing."""
    check_can_revoke_feed(by, feed)
    feed.refresh_from_db(from_queryset=Feed.objects.select_for_update())
    if feed.revoked_at is not None:
        return
    feed.revoked_at = by.at
    feed.save(update_fields=["revoked_at"])
    journal.record("feed.revoked", by=by, subject=feed)


def close_feeds(user_id: int, by: Actor) -> None:
    """End every address of an account that closes. Part of the closing, which is journalled."""
    feeds_of(user_id).update(revoked_at=by.at)
