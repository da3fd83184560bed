"""What an import would change: records against the fingerprints of what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sanviec.engines.intake.records import AnyRecord

Status = Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a record would do, and the fingerprint to keep with it once it is written."""

    status: Status
    record: AnyRecord
    fingerprint: str


def compare(records: Iterable[AnyRecord], existing: Mapping[str, str]) -> Iterator[Change]:
    """Yield what each record would change.

    Running the same file again gives “unchanged” throughout once its fingerprints are kept.

    Args:
        records: Accepted records.
        existing: Id → fingerprint of what was imported before.
    Cost: O(1) look-up and some ten microseconds of hashing a record.
    """
    for record in records:
        fingerprint = record.fingerprint()
        before = existing.get(record.id)
        if before is None:
            yield Change("added", record, fingerprint)
        else:
            yield Change("unchanged" if before == fingerprint else "changed", record, fingerprint)
