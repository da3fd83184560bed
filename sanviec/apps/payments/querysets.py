"""Named sets of pay lists, rows and recoveries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from .enums import LIVE_ROW, SENT_LIST, UNFINISHED, PayListState, PayRowState

if TYPE_CHECKING:
    from .models import OverpaymentRecovery, PayList, PayRow


class PayListQuerySet(models.QuerySet["PayList"]):
    def in_centre(self, centre_id: UUID | None) -> PayListQuerySet:
        return self.filter(centre_id=centre_id)

    def making(self) -> PayListQuerySet:
        return self.filter(state=PayListState.MAKING)

    def sent(self) -> PayListQuerySet:
        return self.filter(state__in=SENT_LIST)


class PayRowQuerySet(models.QuerySet["PayRow"]):
    def live(self) -> PayRowQuerySet:
        return self.filter(state__in=LIVE_ROW)

    def on_list(self) -> PayRowQuerySet:
        """What the list counts: everything but what was taken off before it was sent."""
        return self.exclude(state=PayRowState.REMOVED)

    def with_origin(self) -> PayRowQuerySet:
        """With claim, month and decision, but without what the decision rests on."""
        related = self.select_related("claim__jobseeker", "month", "decision")
        return related.defer(
            "claim__contributions",
            "claim__jobseeker__phone",
            "claim__jobseeker__email",
            "decision__facts",
            "decision__outcome",
        )

    def unfinished(self) -> PayRowQuerySet:
        return self.filter(state__in=UNFINISHED)

    def sampled(self) -> PayRowQuerySet:
        return self.filter(is_sampled=True)


class RecoveryQuerySet(models.QuerySet["OverpaymentRecovery"]):
    def in_centre(self, centre_id: UUID | None) -> RecoveryQuerySet:
        return self.filter(centre_id=centre_id)
