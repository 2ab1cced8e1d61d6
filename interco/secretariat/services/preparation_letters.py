"""Letters of the preparations: a step entrusted, then recalled the working day before, and once when it is late.

One letter a person for all their steps of a gesture, or of a morning. Nothing is told twice: what was told is written
on the step, in the transaction of the letter. Worked example: a step of RH due on Monday is recalled on Friday at 7:30
there; still open on Tuesday at 7:30, it is told late, once; put off to Thursday, it is recalled on Wednesday.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Person
from interco.organisation.queries.holders import holders_on
from interco.organisation.queries.languages import languages_of
from interco.scheduling.queries.closed_days import closed_days
from interco.secretariat.models import Preparation, PreparationStep
from interco.secretariat.rules.back_planning import due_day

LEAVES_AT = time(7, 30)
MOST_LINES = 40


def tell_entrusted(row: Preparation, steps: Sequence[PreparationStep], *, by: Actor) -> None:
    """Tell each person in charge of these steps, unless they entrusted them to themselves. The pilot's own are not told."""
    found = _by_person((step for step in steps if step.post_id or step.person_id), by.today)
    told = [(person, theirs) for person, theirs in found if person.pk != by.person_id]
    languages = languages_of(person.public_id for person, _theirs in told)
    for person, theirs in told:
        count = len(theirs)
        with override(languages[person.public_id]):
            title = ngettext("%(title)s : une étape vous est confiée", "%(title)s : %(num)s étapes vous sont confiées",
                             count) % {"title": row.title, "num": count}  # fmt: skip
            opening = _("Pour « %(title)s », le %(day)s, %(name)s vous confie :") % {
                "title": row.title, "day": _day(row.held_on), "name": by.name,
            }  # fmt: skip
            letter = _letter("preparation.entrusted", title, opening, theirs, row)
        _send(person, letter, reference=f"{theirs[0].public_id}.{by.at.isoformat()}", by=by)


@transaction.atomic
def send_reminders(*, by: Actor) -> int:
    """Queue the reminders of the morning; returns how many letters. Nothing before the hour nor on a closed day."""
    local, closed = by.at.astimezone(by.zone), closed_days()
    if local.time() < LEAVES_AT or not closed.is_working(by.today):
        return 0
    morning = datetime.combine(by.today, LEAVES_AT, tzinfo=by.zone)
    is_coming = Q(due_on__gt=by.today, due_on__lte=due_day(by.today, 1, closed.is_working))
    is_late = Q(due_on__lt=by.today)
    is_new = (is_coming & (Q(told_eve_of=None) | ~Q(told_eve_of=F("due_on")))) | (
        is_late & (Q(told_late_of=None) | ~Q(told_late_of=F("due_on")))
    )
    # what was entrusted since this morning was told by its own letter
    owed = PreparationStep.objects.owed().filter(is_new, assigned_at__lt=morning)
    steps = list(owed.select_related("preparation").order_by("due_on", "rank", "pk"))
    letters = _by_person(steps, by.today)
    languages = languages_of(person.public_id for person, _theirs in letters)
    for person, theirs in letters:
        with override(languages[person.public_id]):
            letter = _reminder(theirs, by.today)
        _send(person, letter, reference=f"{theirs[0].public_id}.{by.at.isoformat()}", by=by)
    told = PreparationStep.objects.filter(pk__in=[step.pk for step in steps])
    told.filter(is_coming).update(told_eve_of=F("due_on"))
    told.filter(is_late).update(told_late_of=F("due_on"))
    return len(letters)


def _by_person(steps: Iterable[PreparationStep], day: date) -> list[tuple[Person, list[PreparationStep]]]:
    """Who is to be written to, with their steps; a vacant post has the pilot told, and nobody without an address is."""
    asked = list(steps)
    holders = holders_on([post for step in asked for post in (step.post_id, step.preparation.pilot_id)], day)
    found: dict[int, list[PreparationStep]] = {}
    for step in asked:
        holder = holders.get(step.post_id or 0)
        key = step.person_id or (holder.person_id if holder else None) or holders[step.preparation.pilot_id].person_id
        if key is not None:
            found.setdefault(key, []).append(step)
    people = Person.objects.effective_on(day).filter(pk__in=found).exclude(email="").order_by("pk")
    return [(person, found[person.pk]) for person in people]


def _reminder(steps: Sequence[PreparationStep], day: date) -> Letter:
    late = sum(1 for step in steps if step.due_on < day)
    coming = len(steps) - late
    told = [ngettext("%d étape arrive à échéance", "%d étapes arrivent à échéance", coming) % coming] if coming else []
    told += [ngettext("%d étape en retard", "%d étapes en retard", late) % late] if late else []
    rows = {step.preparation_id: step.preparation for step in steps}
    only = steps[0].preparation if len(rows) == 1 else None
    facts = {"title": only.title if only else _("Vos préparations"), "told": _(" et ").join(told)}
    return _letter("preparation.reminder", _("%(title)s : %(told)s") % facts, _("Il vous reste à faire :"), steps, only)


def _letter(kind: str, title: str, opening: str, steps: Sequence[PreparationStep], row: Preparation | None) -> Letter:
    """`row` is the preparation of them all, when there is only one."""
    lines = [_line(step, with_title=row is None) for step in steps[:MOST_LINES]]
    if len(steps) > MOST_LINES:
        lines.append(_("et %d autres.") % (len(steps) - MOST_LINES))
    closing = _("Vous les retrouvez dans interco, à la page « À traiter ».")
    parts = [_("Bonjour,"), opening, "\n".join(lines), closing]
    subject = f"preparation:{row.public_id}" if row is not None else ""
    return Letter(kind=kind, title=title, text="\n\n".join(parts) + "\n", subject_key=subject)


def _line(step: PreparationStep, *, with_title: bool) -> str:
    told = {"day": _day(step.due_on), "label": step.label, "title": step.preparation.title}
    if with_title:
        return _("– %(label)s, pour le %(day)s (%(title)s)") % told
    return _("– %(label)s, pour le %(day)s") % told


def _day(value: date) -> str:
    return str(dates.day(value, language(), weekday=True, year=False).striptags())


def _send(person: Person, letter: Letter, *, reference: str, by: Actor) -> None:
    to = Recipient(key=f"person:{person.public_id}", name=person.full_name, address=person.email)
    outbox.queue(letter, to=to, by=by, reference=reference)
