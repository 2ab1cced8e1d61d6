"""Events told in words, in the language in force: when they take place, how often, in whose name."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interco.foundation.ui import dates
from interco.foundation.ui.filters import language
from interco.scheduling.enums import ResourceKind
from interco.scheduling.models import Event, Occurrence
from interco.scheduling.queries.conflicts import Clash, Conflict
from interco.scheduling.rules.recurrence import BadRule, parse

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def day_words(moment: datetime, zone: tzinfo) -> str:
    """« mardi 8 décembre 2026 »."""
    return str(dates.day(moment.astimezone(zone).date(), language()).striptags())


def span_words(starts_at: datetime, ends_at: datetime, zone: tzinfo, *, is_whole_day: bool) -> str:
    """« mardi 8 décembre 2026, de 8 h 30 à 11 h »; « du lundi 3 mai 2027 au vendredi 7 mai 2027 » for whole days."""
    if is_whole_day:
        last = ends_at - timedelta(minutes=1)
        if starts_at.astimezone(zone).date() == last.astimezone(zone).date():
            return _("%(day)s, toute la journée") % {"day": day_words(starts_at, zone)}
        return _("du %(first)s au %(last)s") % {"first": day_words(starts_at, zone), "last": day_words(last, zone)}
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    values = {"day": day_words(starts_at, zone), "start": _hour(start), "end": _hour(end)}
    if start.date() == end.date():
        return _("%(day)s, de %(start)s à %(end)s") % values
    return _("%(day)s à %(start)s, jusqu’au %(last)s à %(end)s") % {**values, "last": day_words(ends_at, zone)}


def zone_words(event: Event, reader: tzinfo) -> str:
    """« heure de Paris » where the event's clocks are not the reader's."""
    if str(reader) == event.zone:
        return ""
    return _("heure de %s") % place_of(event.zone)


def place_of(zone: str) -> str:
    """« Martinique » for `America/Martinique`."""
    return zone.rpartition("/")[2].replace("_", " ")


def _hour(moment: datetime) -> str:
    return str(dates.hour(moment, language()))


def rhythm_words(event: Event) -> str:
    """« chaque mardi, jusqu’au 29 juin 2027 »; nothing for an event that comes once."""
    if not event.rule:
        return ""
    said = rule_words(event.rule)
    if event.until_on is None:
        return said
    last = dates.day(event.until_on, language(), weekday=False).striptags()
    return _("%(rhythm)s, jusqu’au %(day)s") % {"rhythm": said, "day": last}


def rule_words(rule: str) -> str:
    """A rule as it is said; « selon une règle » for what has no short words."""
    try:
        parts = parse(rule)
    except BadRule:
        return _("selon une règle")
    every = int(parts.get("INTERVAL", 1))
    days = [code for code in parts.get("BYDAY", "").split(",") if code]
    if parts["FREQ"] == "DAILY" and not days:
        return _("chaque jour") if every == 1 else _("tous les %(num)s jours") % {"num": every}
    if parts["FREQ"] == "WEEKLY":
        return _weekly(days, every)
    if parts["FREQ"] == "MONTHLY":
        return _monthly(days, every)
    if parts["FREQ"] == "YEARLY" and not days:
        return _("chaque année") if every == 1 else _("tous les %(num)s ans") % {"num": every}
    return _("selon une règle")


def _weekly(days: list[str], every: int) -> str:
    names = weekday_names()
    if days == list(_CODES[:5]) and every == 1:
        return _("chaque jour ouvré")
    said = _(" et ").join(filter(None, [", ".join(names[_CODES.index(code)] for code in days[:-1]),
                                        names[_CODES.index(days[-1])] if days else ""]))  # fmt: skip
    if not said:
        return _("chaque semaine") if every == 1 else _("toutes les %(num)s semaines") % {"num": every}
    if every == 1:
        return _("chaque %s") % said
    return _("le %(days)s, toutes les %(num)s semaines") % {"days": said, "num": every}


def _monthly(days: list[str], every: int) -> str:
    months = _("chaque mois") if every == 1 else _("tous les %(num)s mois") % {"num": every}
    ranks = {
        "1": _("le premier"), "2": _("le deuxième"), "3": _("le troisième"), "4": _("le quatrième"), "-1": _("le dernier"),
    }  # fmt: skip
    if len(days) != 1 or days[0][:-2] not in ranks:
        return months
    name = weekday_names()[_CODES.index(days[0][-2:])]
    return _("%(rank)s %(day)s, %(months)s") % {"rank": ranks[days[0][:-2]], "day": name, "months": months}


def weekday_names() -> tuple[str, ...]:
    """The seven days, from Monday."""
    return (_("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"))


def when_of(event: Event, starts_at: datetime, ends_at: datetime) -> str:
    """When one day of an event is held, told by the event's own clocks."""
    return span_words(starts_at, ends_at, ZoneInfo(event.zone), is_whole_day=event.at is None)


def where_of(event: Event, day: Occurrence | None = None) -> str:
    """The place written, that of the day first; the rooms booked where none is. One query, none when they are prefetched."""
    written = (day.place if day is not None else "") or event.place
    return written or ", ".join(row.name for row in event.resources.all() if row.kind == ResourceKind.ROOM)


def author_words(event: Event) -> str:
    """« Odette Filao, pour le compte de Gaspard Fromager »: both names where they are two."""
    if event.written_by_id is None or event.written_by_id == event.owner_id:
        return event.owner.full_name
    values = {"author": event.written_by_name, "owner": event.owner.full_name}
    return _("%(author)s, pour le compte de %(owner)s") % values


def conflict_words(found: Iterable[Conflict], zone: tzinfo) -> list[str]:
    """A sentence for each thing in the way."""
    return [_in_the_way(one, zone) for one in found]


def _in_the_way(one: Conflict, zone: tzinfo) -> str:
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    values = {"name": one.name, "day": day_words(one.starts_at, zone), "start": _hour(start), "end": _hour(end)}
    if one.clash == Clash.PERSON and start.time() == end.time() == time(0):
        values["last"] = day_words(one.ends_at - timedelta(minutes=1), zone)
        if end - start <= timedelta(days=1):
            return _("%(name)s : agenda pris toute la journée du %(day)s.") % values
        return _("%(name)s : agenda pris du %(day)s au %(last)s.") % values
    if one.clash == Clash.ROOM:
        return _("%(name)s : déjà réservé le %(day)s, de %(start)s à %(end)s.") % values
    if one.clash == Clash.PERSON:
        return _("%(name)s : déjà occupé le %(day)s, de %(start)s à %(end)s.") % values
    return _("%(day)s : %(name)s, jour fermé.") % values
