"""What the page of an event shows of its preparation, or the offer to begin it."""

from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event
from interco.scheduling.queries.event_links import EventLink
from interco.secretariat.models import Preparation
from interco.secretariat.queries.preparations import counted
from interco.secretariat.rules.back_planning import progress_of


class PreparationLinks:
    """`readable` and `may_prepare` are the rules of the preparations, given by `apps.py`: rights are no query's."""

    def __init__(
        self, readable: Callable[[Actor], QuerySet[Preparation]], may_prepare: Callable[[Actor, Event], bool]
    ) -> None:
        self._readable, self._may_prepare = readable, may_prepare

    def __call__(self, event: Event, day: date, actor: Actor) -> Iterable[EventLink]:
        """« 7 étapes faites sur 12 », or « Préparer »; nothing where one exists that the actor may not read."""
        label, there = _("Préparation"), Preparation.objects.filter(event=event, day=day).first()
        if there is not None:
            if self._readable(actor).filter(pk=there.pk).exists():
                progress = progress_of((counted(step) for step in there.steps.all()), actor.today)
                told = _("%(done)s étapes faites sur %(total)s") % {"done": progress.done, "total": progress.total}
                note = told if progress.total else _("Voir la préparation")
                yield EventLink(label=label, url=reverse("preparation", args=[there.public_id]), note=note)
        elif self._may_prepare(actor, event) and self._stands(event, day):
            asked = urlencode({"evenement": event.public_id, "jour": day.isoformat()})
            yield EventLink(label=label, url=f"{reverse('preparation_start')}?{asked}", note=_("Préparer"))

    def _stands(self, event: Event, day: date) -> bool:
        return event.occurrences.filter(day=day, state=EventState.CONFIRMED).exists()
