"""How often, as a form asks it: in words that depend on the first day."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from interco.scheduling.rules.recurrence import monthly, weekly

#: A rule that the other words do not say is kept as it is.
KEPT = "kept"
REPEATS = [
    ("", _("une seule fois")), ("daily", _("chaque jour")), ("workdays", _("chaque jour ouvré")),
    ("weekly", _("chaque semaine, ce jour-là")), ("fortnightly", _("une semaine sur deux, ce jour-là")),
    ("monthly", _("chaque mois, le même rang (par exemple le 2e mardi)")), ("yearly", _("chaque année")),
    (KEPT, _("la même règle")),
]  # fmt: skip


def rule_of(choice: str, first: date, kept: str = "") -> str:
    """The rule of a choice for a first day."""
    rank = (first.day - 1) // 7 + 1
    rules = {
        "daily": "FREQ=DAILY", "workdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekly": weekly(first.weekday()),
        "fortnightly": weekly(first.weekday(), every=2), "monthly": monthly(rank if rank < 5 else -1, first.weekday()),
        "yearly": "FREQ=YEARLY", KEPT: kept,
    }  # fmt: skip
    return rules.get(choice, "")


def choice_of(rule: str, first: date | None) -> str:
    """The choice that says a rule, or `KEPT`."""
    if not rule:
        return ""
    if first is None:
        return KEPT
    found = (choice for choice, _label in REPEATS if choice not in {"", KEPT} and rule_of(choice, first) == rule)
    return next(found, KEPT)
