"""The facts of every claim that is under way, as the engine is told them today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanviec.apps.claims.enums import ClaimState
from sanviec.apps.claims.facts import facts_in_benefit, facts_of
from sanviec.apps.claims.models import Claim


def open_facts(*, on: date) -> Iterator[dict[str, Any]]:
    """One record a claim, by number; named by the claim's number, never by the person.

    A claim that was granted keeps its first day, as its decision gave it. Drafts are left out:
    nobody has asked for anything yet.

    Cost: one query for all, two for each claim; held in memory one by one.
    """
    claims = Claim.objects.live().exclude(state=ClaimState.DRAFT).order_by("number")
    for claim in claims.iterator(chunk_size=500):
        told = facts_of if claim.starts_on is None else facts_in_benefit
        yield told(claim, on=on)
