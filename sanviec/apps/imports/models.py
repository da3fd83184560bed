"""Files that were brought in: the mapping of their columns, what changed, what was refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.models import Record, StoredFile

from .enums import ImportKind, ImportState


class ImportMapping(Record):
    """A saved layout: which column of a partner's file means what."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="import_mappings")
    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    name = models.CharField(_("Tên mẫu"), max_length=80)
    # Field -> heading under "columns", and how the file is read; see facts.layout_of.
    layout = models.JSONField(default=dict)

    class Meta:
        ordering = ("kind", "name")
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "name"], name="imports_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


class ImportRun(Record):
    """One file: previewed first, written only on request."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="import_runs")
    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.WAITING
    )
    file_name = models.CharField(_("Tệp"), max_length=200)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What was decided about the file when it was sent or mapped by hand.
    options = models.JSONField(default=dict)
    source = models.CharField(_("Nguồn"), max_length=60)
    rows_read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    # The first rows of each group, for the preview page; everything else is in the files.
    sample = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    problem = models.CharField(max_length=500, blank=True, default="")
    problem_en = models.CharField(max_length=500, blank=True, default="")
    actor_id = models.BigIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "id")

    @property
    def refusal(self) -> dict[str, str]:
        """Why the file as a whole was not read, in both languages."""
        return {"text_vi": self.problem, "text_en": self.problem_en}
