"""Who stands on a post and may not be named to the reader: someone of another collectivity. The post is not vacant.

The rule of who sees whom is `policies.people.visible_to`; a read that names people takes that queryset.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interco.organisation.models import Person


def unnamed() -> str:
    """What stands in the place of the name."""
    return _("agent d’une autre collectivité")


def named_among(people: QuerySet[Person], person_ids: Iterable[int]) -> set[int]:
    """Those of these people that the reader may see named. One query."""
    return set(people.filter(pk__in=set(person_ids)).values_list("pk", flat=True))
