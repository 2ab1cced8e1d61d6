"""The digest of the morning: at 7:30 on the territory's clocks, one letter for each person for whom something waits.

Never empty: who owes nothing receives nothing. Once a day, however often the worker asks: the row of the day is written
with the letters. Neither on weekends nor on closed days. Worked example: a request sent on Friday at 18:00 is told on
Monday at 7:30, Martinique time, which is 11:30 UTC.
"""

from collections.abc import Sequence
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from interco.foundation.core.actor import Actor
from interco.foundation.notifications.services import outbox
from interco.foundation.notifications.services.outbox import Letter, Recipient
from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.organisation.models import Person
from interco.organisation.queries.languages import languages_of
from interco.scheduling.queries.closed_days import closed_days
from interco.secretariat.enums import REPLIED_REQUESTS, RequestState
from interco.secretariat.models import DigestDay, Request
from interco.secretariat.queries.request_waits import waiting_by_person

LEAVES_AT = time(7, 30)
MOST_LINES = 40


@transaction.atomic
def send_digests(*, by: Actor) -> int:
    """Queue the letters of the morning; returns how many. Nothing before the hour, nor twice a day."""
    local = by.at.astimezone(by.zone)
    if local.time() < LEAVES_AT or not closed_days().is_working(by.today):
        return 0
    row, created = DigestDay.objects.get_or_create(day=by.today, defaults={"at": by.at})
    if not created:
        return 0
    waiting = waiting_by_person(by.today)
    people = list(Person.objects.effective_on(by.today).filter(pk__in=waiting).exclude(email="").order_by("pk"))
    languages = languages_of(person.public_id for person in people)
    for person in people:
        with override(languages[person.public_id]):
            letter = _letter(waiting[person.pk], by)
        to = Recipient(key=f"person:{person.public_id}", name=person.full_name, address=person.email)
        outbox.queue(letter, to=to, by=by, reference=by.today.isoformat())
    row.letters = len(people)
    row.save(update_fields=["letters"])
    return len(people)


def _letter(requests: Sequence[Request], by: Actor) -> Letter:
    count = len(requests)
    title = ngettext("%d demande vous attend", "%d demandes vous attendent", count) % count
    lines = [_line(request, by) for request in requests[:MOST_LINES]]
    if count > MOST_LINES:
        lines.append(_("et %d autres.") % (count - MOST_LINES))
    parts = [_("Bonjour,"), "\n".join(lines), _("Vous les retrouvez dans interco, à la page « À traiter ».")]
    return Letter(kind="requests.digest", title=title, text="\n\n".join(parts) + "\n")


def _line(request: Request, by: Actor) -> str:
    late = (by.today - request.due_on).days
    if request.state == RequestState.QUESTIONED:
        what = _("une précision vous est demandée")
    elif request.state in REPLIED_REQUESTS:
        what = _("la réponse est là")
    elif late > 0:
        what = ngettext("en retard de %d jour", "en retard de %d jours", late) % late
    else:
        due = dates.day(request.due_on, language(), weekday=False).striptags()
        what = _("réponse attendue le %s") % due
    return f"{request.reference}  {request.title} ({what})"
