"""A decision: the facts, the law and the outcome as they were, and the two who made it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import OPEN_DECISION, DecisionKind, DecisionState
from sanviec.apps.claims.querysets import ClaimDecisionQuerySet
from sanviec.apps.platform.models import Record

from .claims import Claim


class ClaimDecision(Record):
    """One signed, numbered, dated act, or one on its way there; immutable once signed."""

    later_columns = frozenset({"centre_id", "replaces_id"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("Loại quyết định"), max_length=10, choices=DecisionKind.choices)
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.PREPARED
    )
    # Where it was made; None in rows of before transfers: where the claim was filed.
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    # The decision that a complaint showed to be wrong.
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replacements"
    )
    number = models.CharField(_("Số quyết định"), max_length=40, blank=True, default="")
    # What the engine was told, by which law, and what it said: replaying gives the same bytes.
    facts = models.JSONField()
    law_digest = models.CharField(max_length=64)
    outcome = models.JSONField()
    outcome_sha256 = models.CharField(max_length=64)
    ground = models.CharField(_("Căn cứ"), max_length=20, blank=True, default="")
    reason = models.CharField(_("Lý do"), max_length=500, blank=True, default="")
    effective_on = models.DateField(_("Có hiệu lực từ"))
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    sent_back_reason = models.CharField(max_length=300, blank=True, default="")

    objects = ClaimDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("claim_id", "created_at", "id")
        indexes = [models.Index(fields=["state", "created_at"], name="decision_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(state__in=sorted(OPEN_DECISION)),
                name="claims_one_open_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by_id__isnull=True)
                | models.Q(proposed_by_id__isnull=False)
                & ~models.Q(signed_by_id=models.F("proposed_by_id")),
                name="claims_two_people_decide",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DecisionState.SIGNED)
                | ~models.Q(number="") & models.Q(signed_at__isnull=False),
                name="claims_signed_has_a_number",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="claims_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)
