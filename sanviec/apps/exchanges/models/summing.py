"""What a session added up to: figures that somebody overrode, and the frozen report."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.models import Record

from .sessions import ExchangeSession


class CounterOverride(Record):
    """A figure that an officer put in place of the counted one, with the reason; both stay."""

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="overrides")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    counter = models.CharField(max_length=40)
    counted = models.PositiveIntegerField()
    value = models.PositiveIntegerField()
    reason = models.CharField(_("Lý do"), max_length=300)
    actor_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("session_id", "counter", "created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "centre", "counter"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="exchanges_one_override",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="exchanges_override_has_reason"
            ),
        ]


class SessionReport(Record):
    """The figures as they were when the session was closed; never worked out again."""

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="reports")
    # A report of one centre's part, or of the whole session when null.
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("session_id", "created_at", "id")
