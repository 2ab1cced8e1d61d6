"""The journal: append-only entries chained by hashes, and the erasable personal values they commit to."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One fact, in the order of facts. `payload` holds no personal data, only commitments (`PersonalValue`)."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    event = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40, db_index=True)
    payload = models.JSONField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "audit_entry"
        ordering: ClassVar = ["number"]
        # the last fact about a kind of things, in one look: what tells a reader that nothing changed
        indexes: ClassVar = [models.Index(fields=["subject_type", "number"], name="audit_entry_last_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"


class PersonalValue(models.Model):
    """A name or a text about a person, kept apart from the chain so that it can be erased: its row stays, empty."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="personal_values")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField(null=True)

    class Meta:
        db_table = "audit_personal_value"


class ChainHead(models.Model):
    """The last number and hash of a chain; its row is the lock that puts writers in order."""

    name = models.CharField(max_length=40, unique=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "audit_chain_head"
