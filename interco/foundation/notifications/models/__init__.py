"""Messages that leave through the outbox, and live notices kept long enough for a screen to catch up."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.identifiers import scoped
from interco.foundation.core.models import Identified


class OutgoingState(models.TextChoices):
    """Life of a message."""

    WAITING = "waiting", _("à envoyer")
    SENT = "sent", _("envoyé")
    DEAD = "dead", _("en échec")
    DROPPED = "dropped", _("annulé")


class OutgoingMessage(Identified):
    """A message written in the transaction of its cause; the worker sends it, with the same Message-ID whatever happens."""

    message_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, db_index=True)
    subject_key = models.CharField(max_length=120, blank=True, db_index=True)
    recipient_key = models.CharField(max_length=80, blank=True)
    recipient_name = models.CharField(max_length=200)
    address = models.EmailField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=12, blank=True)
    attachments = models.JSONField(default=list)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=OutgoingState, default=OutgoingState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "notifications_outgoing_message"
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt_at"], name="notifications_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"


def channel_name(channel: str) -> str:
    """The stored name of a channel such as `meeting:<public_id>`."""
    return scoped("live", channel)


class LiveNotice(models.Model):
    """Something the open screens of a channel must know; read again after a cut with Last-Event-ID."""

    channel = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)

    class Meta:
        db_table = "notifications_live_notice"
        indexes: ClassVar = [models.Index(fields=["channel", "id"], name="notifications_live_channel")]
