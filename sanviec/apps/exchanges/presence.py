"""Who is inside: a fold over the scans of one person, the same in whatever order they came.

Devices without network send their scans late, twice and mixed. So nothing is counted up as scans
arrive: the answer is worked out anew from the whole set, in the order in which the scans happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .enums import ScanKind, ScanOutcome

# Outcomes that the other scans of the person decide; every other one stays what it was.
_WORKED_OUT = frozenset(
    {
        ScanOutcome.ACCEPTED,
        ScanOutcome.ALREADY_INSIDE,
        ScanOutcome.NOT_INSIDE,
        ScanOutcome.UNDONE,
        ScanOutcome.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One scan of a person, as far as the fold needs it.

    Args:
        happened_at: by the device's clock put right.
        outcome: what the scan was refused for by itself (an old ticket, a waiting list); every
            outcome that depends on the other scans is worked out anew.
        undoes_id: the scan that this one takes back.
    """

    scan_id: UUID
    kind: ScanKind
    happened_at: datetime
    outcome: ScanOutcome = ScanOutcome.ACCEPTED
    undoes_id: UUID | None = None

    @property
    def counts(self) -> bool:
        """Whether the scan is refused for nothing of its own."""
        return self.outcome in _WORKED_OUT


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the scans leave a person, and the outcome of each scan."""

    is_inside: bool = False
    first_in_at: datetime | None = None
    last_in_at: datetime | None = None
    last_out_at: datetime | None = None
    outcomes: dict[UUID, ScanOutcome] = field(default_factory=dict)


def presence_of(marks: Iterable[Mark]) -> Presence:
    """Fold the scans of one person.

    Scans are taken by instant, then by id. Coming in while inside and going out while outside
    change nothing. A scan that was taken back is left out as if it had never been.

    Cost: O(n log n) for n scans of one person.
    """
    ordered = sorted(marks, key=lambda mark: (mark.happened_at, mark.scan_id))
    moves = {mark.scan_id for mark in ordered if mark.kind != ScanKind.UNDO}
    undoing = [mark for mark in ordered if mark.kind == ScanKind.UNDO and mark.counts]
    undone = {mark.undoes_id for mark in undoing} & moves
    walk = _Walk()
    outcomes = {}
    for mark in ordered:
        if not mark.counts:
            outcomes[mark.scan_id] = mark.outcome
        elif mark.kind == ScanKind.UNDO:
            known = mark.undoes_id in moves
            outcomes[mark.scan_id] = ScanOutcome.ACCEPTED if known else ScanOutcome.UNKNOWN
        elif mark.scan_id in undone:
            outcomes[mark.scan_id] = ScanOutcome.UNDONE
        else:
            outcomes[mark.scan_id] = walk.step(mark)
    return Presence(walk.is_inside, walk.first_in_at, walk.last_in_at, walk.last_out_at, outcomes)


class _Walk:
    def __init__(self) -> None:
        self.is_inside = False
        self.first_in_at: datetime | None = None
        self.last_in_at: datetime | None = None
        self.last_out_at: datetime | None = None

    def step(self, mark: Mark) -> ScanOutcome:
        is_in = mark.kind == ScanKind.IN
        if is_in == self.is_inside:
            return ScanOutcome.ALREADY_INSIDE if is_in else ScanOutcome.NOT_INSIDE
        self.is_inside = is_in
        if is_in:
            self.first_in_at = self.first_in_at or mark.happened_at
            self.last_in_at = mark.happened_at
        else:
            self.last_out_at = mark.happened_at
        return ScanOutcome.ACCEPTED
