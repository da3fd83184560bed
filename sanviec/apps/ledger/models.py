"""One line for each service delivered; every published figure is a query over these lines.

A line counts one visit (lượt). Persons (người) are counted as distinct ``person_id``. The two
are never added. A wrong line is not changed: a second line takes it back (``reverses``).
"""

from __future__ import annotations

from django.db import models

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.models import Record

from .enums import ServiceChannel, ServiceKind
from .querysets import ServiceLineQuerySet


class ServiceLine(Record):
    """A service delivered by a centre on a day."""

    # Its act is in the chain under the row that was served; a second line for each would double
    # the chain and say nothing new.
    has_audit_line = False

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="service_lines")
    kind = models.CharField(max_length=24, choices=ServiceKind.choices)
    channel = models.CharField(max_length=8, choices=ServiceChannel.choices)
    delivered_on = models.DateField()
    # Bare ids: the ledger stands below the files that it counts and outlives them.
    person_id = models.UUIDField(null=True)
    employer_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    place_code = models.CharField(max_length=8, blank=True, default="")
    # +1, or -1 on a line that takes another one back.
    visits = models.SmallIntegerField(default=1)
    openings = models.PositiveIntegerField(default=0)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT)
    actor_id = models.BigIntegerField(null=True)

    objects = ServiceLineQuerySet.as_manager()

    class Meta:
        ordering = ("delivered_on", "id")
        indexes = [
            models.Index(fields=["centre", "kind", "delivered_on"], name="ledger_by_kind"),
            models.Index(fields=["person_id", "delivered_on"], name="ledger_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visits=1, reverses__isnull=True)
                | models.Q(visits=-1, reverses__isnull=False),
                name="ledger_one_visit_a_line",
            )
        ]
