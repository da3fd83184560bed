"""The platform's tables: audit chain, outbox, files, number series."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .enums import Channel, OutboxState
from .fields import RecordIdField
from .querysets import AuditQuerySet, OutboxQuerySet


class Record(models.Model):
    """What every business row has: an unguessable id and its two instants.

    ``has_audit_line`` says that each row is named in the audit chain, so that a row slipped in
    by SQL stands out. ``later_columns`` came when there were rows already: while they are empty
    they are no part of a row's fingerprint, so that lines written before still fit their rows.
    """

    has_audit_line: ClassVar[bool] = True
    later_columns: ClassVar[frozenset[str]] = frozenset()

    id = RecordIdField(primary_key=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class AuditHead(models.Model):
    """The one row that every append locks, so that the chain has one end."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_seq = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="platform_one_audit_head")
        ]

    def __str__(self) -> str:
        return str(self.last_seq)


class AuditEntry(models.Model):
    """One act, chained to the one before it; triggers refuse change and deletion."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=20)
    centre_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    data = models.TextField(default="{}")
    # What the object's row looked like after the act: a row changed behind our back differs.
    state_hash = models.CharField(max_length=64, default="", blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        indexes = [
            models.Index(fields=["object_type", "object_id", "seq"], name="audit_object"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class OutboxMessage(models.Model):
    """A message written in the same transaction as the act that causes it."""

    id = RecordIdField(primary_key=True)
    # The same key never becomes two messages, however often its act is repeated.
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    # Where it goes when there is no user; encrypted by the channel's own column type is not
    # needed because it holds a reference ("jobseeker:<id>"), never a number or an address.
    recipient_ref = models.CharField(max_length=80, blank=True, default="")
    topic = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField(default="", blank=True)
    link = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(
        max_length=10, choices=OutboxState.choices, default=OutboxState.PENDING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=200, default="", blank=True)
    last_error = models.CharField(max_length=300, default="", blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        indexes = [
            models.Index(fields=["state", "available_at"], name="outbox_due"),
            models.Index(fields=["recipient", "channel", "-created_at"], name="outbox_inbox"),
        ]

    def __str__(self) -> str:
        return self.key


class StoredFile(models.Model):
    """A file that somebody handed in; its name on disk is random."""

    id = RecordIdField(primary_key=True)
    file = models.FileField(upload_to="stored/%Y/%m")
    original_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class NumberSeries(models.Model):
    """The last number given in a series such as ``jobseeker/LS/2026``."""

    key = models.CharField(max_length=80, primary_key=True)
    last_number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """How often one thing was tried by one person in one hour of the clock; see ``tally``."""

    name = models.CharField(max_length=160, primary_key=True)
    hour = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name
