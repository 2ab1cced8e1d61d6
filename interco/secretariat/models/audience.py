"""Who a note is for: the lines that name its addressees, then the people they were on the day of the diffusion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from interco.committees.models import Body
from interco.foundation.core.models import Identified
from interco.organisation.models import Collectivity, Person, Post, Unit
from interco.secretariat.enums import TargetKind
from interco.secretariat.models.note import StaffNote

_OF_KIND = {
    TargetKind.UNIT: "unit",
    TargetKind.POST: "post",
    TargetKind.BODY: "body",
    TargetKind.COMMUNE: "commune",
    TargetKind.PERSON: "person",
}


def _names_one_thing() -> Q:
    """A line of a kind names one thing of this kind, and nothing else."""
    found = Q(kind=TargetKind.ALL_STAFF, **{f"{name}__isnull": True for name in _OF_KIND.values()})
    for kind, own in _OF_KIND.items():
        found |= Q(kind=kind, **{f"{name}__isnull": name != own for name in _OF_KIND.values()})
    return found


class NoteTarget(Identified):
    """A line of the addressees: a unit with what stands under it, a post, a body, a commune; or an exception to them."""

    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=10, choices=TargetKind)
    is_exception = models.BooleanField(default=False)
    with_descendants = models.BooleanField(default=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey(Collectivity, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "secretariat_note_target"
        ordering: ClassVar = ["is_exception", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_names_one_thing(), name="secretariat_target_names_one_thing"),
        ]

    @property
    def thing_id(self) -> int:
        """The key of what it names; 0 for all the staff."""
        return int(self.unit_id or self.post_id or self.body_id or self.commune_id or self.person_id or 0)


class Addressee(models.Model):
    """Somebody a released note is for: whoever has this row reads the note, nobody else does because of it.

    `unit` is the service by which the note came, whose head is told after the delay of the note.
    """

    # ten thousand rows at once: no index but those that a page asks
    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="addressees", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="received_notes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    reached_at = models.DateTimeField()
    by_mail = models.BooleanField()
    acknowledged_at = models.DateTimeField(null=True)
    noted_by_name = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "secretariat_addressee"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "person"], name="secretariat_addressee_once")]


class Escalation(models.Model):
    """The head of a service was told that some of its agents have not acknowledged a note: from then on, it reads it."""

    note = models.ForeignKey(StaffNote, on_delete=models.CASCADE, related_name="escalations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "secretariat_escalation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "unit", "person"], name="secretariat_escalation_once"),
        ]
