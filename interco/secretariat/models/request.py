"""A request of a service: where it stands, its thread, its files, what it became; and the desks that receive requests."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interco.committees.enums import ItemState
from interco.committees.models import Action, Decision, Item
from interco.foundation.core.models import Identified, Versioned
from interco.foundation.documents.models import StoredFile
from interco.organisation.models import Person, Post, Unit
from interco.scheduling.models import Event
from interco.secretariat.enums import (
    AT_THE_DESK,
    OPEN_REQUESTS,
    SIGNED_KINDS,
    RequestGesture,
    RequestKind,
    RequestState,
    SequelKind,
)
from interco.secretariat.models.note import StaffNote

_UNIT_OR_POST = Q(unit__isnull=False, post__isnull=True) | Q(unit__isnull=True, post__isnull=False)
_AT_ONE_DESK = Q(desk_unit__isnull=False, desk_post__isnull=True) | Q(desk_unit__isnull=True, desk_post__isnull=False)


class Desk(Identified, Versioned):
    """Who receives a kind of request, in how many working days, and whether the communes may ask for it.

    A kind without its row goes where `queries.desks` guesses.
    """

    kind = models.CharField(_("nature"), max_length=12, choices=RequestKind, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    working_days = models.PositiveSmallIntegerField(_("délai, en jours ouvrés"), default=10)
    is_open_to_communes = models.BooleanField(_("ouverte aux communes"), default=False)

    class Meta:
        db_table = "secretariat_desk"
        constraints: ClassVar = [models.CheckConstraint(condition=_UNIT_OR_POST, name="secretariat_desk_one")]

    def __str__(self) -> str:
        return self.get_kind_display()


#: Items that no session will answer any more, or that were sent back.
ENDED_ITEMS = frozenset({ItemState.CLOSED, ItemState.WITHDRAWN, ItemState.RETURNED, ItemState.DRAFT})


class RequestQuerySet(models.QuerySet["Request"]):
    """Vocabulary of the requests."""

    def open(self) -> Self:
        """Not yet answered, refused, withdrawn or merged."""
        return self.filter(state__in=OPEN_REQUESTS)

    def at_the_desk(self) -> Self:
        """What the desk has to do: not what waits for the session of a body."""
        before_a_body = RequestSequel.objects.exclude(item=None).exclude(item__state__in=ENDED_ITEMS)
        return self.filter(state__in=AT_THE_DESK).exclude(pk__in=before_a_body.order_by().values("request"))

    def in_the_folder_of(self, posts: Collection[int] | models.QuerySet[Any, Any]) -> Self:
        """What waits for the signature or the decision of whoever holds these posts."""
        return self.at_the_desk().filter(kind__in=SIGNED_KINDS, desk_post__in=posts)


class Request(Identified, Versioned):
    """Something a service asks. `moved_at` is its last step; the desk is a unit or a post, people come and go."""

    reference = models.CharField(_("référence"), max_length=20, unique=True)
    kind = models.CharField(_("nature"), max_length=12, choices=RequestKind)
    title = models.CharField(_("objet"), max_length=200)
    text = models.TextField(_("demande"), blank=True)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.SENT)
    due_on = models.DateField(_("échéance"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="requests", verbose_name=_("demandeur"))
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authored_requests")
    desk_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    desk_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    assignee = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_requests"
    )
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = RequestQuerySet.as_manager()

    class Meta:
        db_table = "secretariat_request"
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="secretariat_request_due"),
            models.Index(fields=["unit", "state"], name="secretariat_request_asker"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_AT_ONE_DESK, name="secretariat_request_desk"),
            models.CheckConstraint(
                condition=Q(state=RequestState.MERGED, merged_into__isnull=False)
                | (~Q(state=RequestState.MERGED) & Q(merged_into__isnull=True)),
                name="secretariat_request_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RequestEvent(models.Model):
    """A step of the thread: who, when, what was done, what was said, to whom it went."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    gesture = models.CharField(max_length=12, choices=RequestGesture)
    from_state = models.CharField(max_length=12, choices=RequestState, blank=True)
    to_state = models.CharField(max_length=12, choices=RequestState)
    text = models.TextField(blank=True)
    towards = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "secretariat_request_event"
        ordering: ClassVar = ["at", "pk"]


class RequestFile(Identified):
    """A file joined to a request; the content is in the file store."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "secretariat_request_file"
        ordering: ClassVar = ["pk"]


class RequestSequel(models.Model):
    """What a request became, read from both ends: one of each kind at most."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="sequels")
    kind = models.CharField(max_length=10, choices=SequelKind)
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.OneToOneField(StaffNote, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        db_table = "secretariat_request_sequel"
        ordering: ClassVar = ["pk"]


class Signature(models.Model):
    """What was signed, agreed or refused in the folder: by whom, in what quality, interim or not."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="signatures")
    gesture = models.CharField(max_length=12, choices=RequestGesture)
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    is_interim = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "secretariat_signature"
        ordering: ClassVar = ["at", "pk"]


class DigestDay(models.Model):
    """A day whose digest was written: the row is what makes it leave once."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "secretariat_digest_day"
