"""Posts that may own a decision or an action, with who holds them."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.committees.models import Action, Body, Meeting
from interco.committees.models.body import Membership
from interco.committees.queries.action_homes import posts_at_home
from interco.foundation.search.rules.french import fold
from interco.organisation.models import Person, Post, PostVersion, UnitVersion
from interco.organisation.queries.holders import Holder, holders_on

Owners = list[tuple[Post, str]]


def owners(meeting: Meeting, day: date, people: QuerySet[Person]) -> Owners:
    """The posts convened and those that lead a unit, as « nom, poste, unité ». Five queries, whatever the size.

    A holder who is not of these `people` is not named.
    """
    return _labelled(Q(post_id__in=meeting.attendees.exclude(post=None).values("post_id")), day, people)


def owners_of(body: Body, day: date, people: QuerySet[Person]) -> Owners:
    """The same for a body outside its sessions: the posts that sit in it, and those that lead a unit."""
    return _labelled(_seats(body, day), day, people)


def owners_among(posts: QuerySet[Post], day: date, people: QuerySet[Person]) -> Owners:
    """The same where no body is: these posts, and those that lead a unit."""
    return _labelled(Q(post_id__in=posts.values("pk")), day, people)


def owners_again(action: Action, day: date, people: QuerySet[Person]) -> Owners:
    """The same for an action that stands: the posts of its body or of its home, and those that carry it already."""
    others = action.contributor_posts.values("pk")
    wanted = Q(post_id=action.owner_post_id) | Q(post_id__in=others)
    wanted |= _seats(action.body, day) if action.body is not None else posts_at_home(action)
    return _labelled(wanted, day, people)


def _seats(body: Body, day: date) -> Q:
    seats = Membership.objects.effective_on(day).filter(body=body)
    return Q(post_id__in=seats.values("post_id")) | Q(post_id__in=seats.values("substitute_post_id"))


def _labelled(wanted: Q, day: date, people: QuerySet[Person]) -> Owners:
    versions = list(
        PostVersion.objects.effective_on(day).filter(wanted | Q(leads_unit=True)).select_related("post").order_by("pk")
    )
    holders = holders_on((version.post_id for version in versions), day, people)
    names = UnitVersion.objects.effective_on(day).filter(unit_id__in={version.unit_id for version in versions})
    units = {unit: short or name for unit, short, name in names.values_list("unit_id", "short_name", "name")}
    versions.sort(key=lambda version: (not holders[version.post_id].name, fold(holders[version.post_id].shown)))
    return [(version.post, _label(holders[version.post_id], units.get(version.unit_id, ""))) for version in versions]


def _label(holder: Holder, unit: str) -> str:
    """Who, which post, where: a title alone (« Chef de service ») is that of twenty posts."""
    place = "" if unit and unit in holder.title else unit
    if not holder.name:
        return ", ".join(filter(None, (holder.title, place, _("poste vacant"))))
    name = _("%(name)s (intérim)") % {"name": holder.name} if holder.is_interim else holder.name
    return ", ".join(filter(None, (name, holder.title, place)))
