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


class IncomingOutcome(models.TextChoices):
    """What became of an answer read in the mailbox."""

    TAKEN = "taken", _("réponse prise en compte")
    UNREADABLE = "unreadable", _("calendrier illisible ou trop gros : rien n’a changé")
    UNKNOWN_SUBJECT = "unknown-subject", _("répond à un événement inconnu d’ici")
    UNKNOWN_SENDER = "unknown-sender", _("l’expéditeur n’est pas invité : rien n’a changé")
    FORGED = "forged", _("l’expéditeur répond au nom d’un autre : rien n’a changé")
    TOO_OLD = "too-old", _("répond à une invitation remplacée depuis")
    CLOSED = "closed", _("l’événement n’attend plus de réponse")
    ONE_DAY = "one-day", _("répond pour un seul jour d’une série : à noter à la main")
    UNKNOWN_DAY = "unknown-day", _("répond pour un jour que la série n’a pas : rien n’a changé")
    NOTHING = "nothing", _("répond peut-être : rien n’a changé")
    FAILED = "failed", _("n’a pas pu être traité ; le journal du serveur dit pourquoi")


class Mailbox(models.Model):
    """How far the box of answers was read. `uid_validity` changes when the server renumbers: all is then looked at again."""

    name = models.CharField(max_length=300, unique=True)
    uid_validity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "notifications_mailbox"


class IncomingMessage(models.Model):
    """An answer read once: by its place in the box and by its Message-ID. Other mail leaves no row."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="messages")
    uid_validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    message_id = models.CharField(max_length=300, db_index=True)
    sender = models.CharField(max_length=254)
    read_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=IncomingOutcome)

    class Meta:
        db_table = "notifications_incoming_message"
        ordering: ClassVar = ["-read_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="notifications_incoming_once"),
        ]
