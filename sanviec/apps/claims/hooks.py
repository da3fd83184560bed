"""Where apps above take part in what happens to a claim.

``on_hand_over``: whoever has money of the claim under way says who pays which month.
``on_corrected``: the amount of a grant was put right; what was paid by the old one is looked at.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.hooks import Hook

from .models import BenefitTransfer, ClaimDecision


class HandOverListener(Protocol):
    """Called in the transaction of a hand-over, before anything of it is written; the claim is
    held. It may refuse by an ``InputError``."""

    def __call__(self, transfer: BenefitTransfer, *, actor: Actor, now: datetime) -> None: ...


on_hand_over: Hook[HandOverListener] = Hook("claims.hand_over")


class CorrectionListener(Protocol):
    """Called in the transaction of the signature, once the months have their new amounts; the
    claim is held. It may refuse by an ``InputError``."""

    def __call__(self, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None: ...


on_corrected: Hook[CorrectionListener] = Hook("claims.corrected")
