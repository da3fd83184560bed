"""The paper of a signed decision: its words are fixed at the signature, the file is made after."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import DocumentState
from sanviec.apps.claims.querysets import DecisionDocumentQuerySet
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record, StoredFile

from .decisions import ClaimDecision


class DecisionDocument(Record):
    """What people take home, and what a stranger may check by its code.

    ``wording`` is all that the paper says, written when the decision was signed: a name that is
    put right later changes no paper, and a paper that is made again says the same.
    """

    decision = models.OneToOneField(
        ClaimDecision, on_delete=models.PROTECT, related_name="document"
    )
    # Who issued it; a claim may be moved to another centre afterwards.
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=6, choices=DocumentState.choices, default=DocumentState.QUEUED
    )
    code = models.CharField(_("Mã kiểm tra"), max_length=12, unique=True)
    wording = EncryptedTextField()
    # Decisions that were signed by one press of a button are watched together.
    batch = models.UUIDField(null=True)
    problem = models.CharField(max_length=40, blank=True, default="")
    stored = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    certificate_sha256 = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(null=True)

    objects = DecisionDocumentQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["centre", "state", "-created_at"], name="document_by_centre"),
            models.Index(fields=["state", "updated_at"], name="document_by_state"),
            models.Index(fields=["batch"], name="document_by_batch"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~models.Q(sha256=""), name="claims_document_file_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DocumentState.MADE)
                | models.Q(stored__isnull=False, made_at__isnull=False)
                & ~models.Q(sha256="")
                & ~models.Q(certificate_sha256=""),
                name="claims_made_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.code
