"""Reminders of actions: one letter a person, never more than once a week for the same action.

An action is told when it is late, or due within three days. Its owner is a post: today's holder, or interim, is written
to. Worked example. Due on Friday 11 December: told on Tuesday 8 (three days before), again on Tuesday 15 when still open.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from interco.committees.models import Action
from interco.committees.queries.actions import OPEN
from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.queries.holders import Holder, holders_on
from interco.organisation.queries.languages import languages_of

AHEAD = timedelta(days=3)
PAUSE = timedelta(days=7)


@transaction.atomic
def remind_owners(*, by: Actor) -> int:
    """Queue the letters due today; returns how many. The second call of a day writes to nobody."""
    waiting = Q(reminded_on__isnull=True) | Q(reminded_on__lte=by.today - PAUSE)
    due = Action.objects.select_for_update().filter(waiting, state__in=OPEN, due_on__lte=by.today + AHEAD)
    actions = list(due.order_by("due_on", "pk"))
    holders = holders_on((action.owner_post_id for action in actions), by.today)
    by_person: defaultdict[str, list[Action]] = defaultdict(list)
    owners: dict[str, Holder] = {}
    for action in actions:
        holder = holders.get(action.owner_post_id)
        if holder is not None and holder.email:
            owners[holder.person_key] = holder
            by_person[holder.person_key].append(action)
    languages = languages_of(by_person)
    for key, theirs in by_person.items():
        with override(languages[key]):
            _write_to(owners[key], theirs, by=by)
        Action.objects.filter(pk__in=[action.pk for action in theirs]).update(reminded_on=by.today)
    return len(by_person)


def _write_to(owner: Holder, actions: list[Action], *, by: Actor) -> None:
    title = ngettext("%d action vous attend", "%d actions vous attendent", len(actions)) % len(actions)
    lines = "\n".join(_line(action, by.today) for action in actions)
    parts = [_("Bonjour,"), lines, _("Vous les retrouvez dans interco, à la page des actions."), by.name]
    letter = Letter(kind="actions.reminder", title=title, text="\n\n".join(parts) + "\n")
    to = Recipient(key=f"person:{owner.person_key}", name=owner.name, address=owner.email)
    outbox.queue(letter, to=to, by=by, reference=by.today.isoformat())


def _line(action: Action, today: date) -> str:
    late = (today - action.due_on).days
    when = ngettext("en retard de %d jour", "en retard de %d jours", late) % late if late > 0 else _("à faire bientôt")
    due = dates.day(action.due_on, language(), weekday=False).striptags()
    return f"{action.reference}  {action.title} ({due}, {when})"
