"""Bringing many rows in at once: the verdict on each, and how they are cut into transactions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeVar
from uuid import UUID

from sanviec.kernel.errors import InputError

T = TypeVar("T")
Verdict = Literal["added", "changed", "unchanged", "rejected"]
CHUNK = 500


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became (or, in a preview, would become) of one row of a file.

    ``record_id`` is None for a rejected row and for one that a preview would add.
    """

    verdict: Verdict
    record_id: UUID | None = None
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class BulkResult:
    """One outcome a row, in the order of the rows."""

    outcomes: tuple[RowOutcome, ...]

    def count(self, verdict: Verdict) -> int:
        """How many rows had this outcome."""
        return sum(outcome.verdict == verdict for outcome in self.outcomes)

    @property
    def added(self) -> int:
        return self.count("added")

    @property
    def changed(self) -> int:
        return self.count("changed")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    @property
    def rejected(self) -> int:
        return self.count("rejected")


def chunks(rows: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The rows in order, ``size`` at a time: one transaction each."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def fingerprint_of(data: Any) -> str:
    """A hash of a row's content, the same on every machine, to see whether it changed."""
    # By field: ``dataclasses.asdict`` copies every value and took a fifth of an import.
    content = {field.name: getattr(data, field.name) for field in fields(data)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def repeated_key(key: str) -> InputError:
    """The refusal of a row whose id stood in an earlier row of the same file."""
    return InputError(
        f"Mã “{key}” đã có ở một dòng trước trong tệp. Hãy giữ một dòng cho mỗi mã.",
        f"key {key!r} stands in an earlier row",
        column="source_key",
        code="duplicate_key",
    )


def missing_key() -> InputError:
    """The refusal of a row that could not be found again when the file is sent once more."""
    return InputError(
        "Dòng này không có mã nguồn nên lần nhập sau không nhận ra được. Hãy thêm cột mã.",
        "a row needs source and source_key",
        column="source_key",
        code="key_missing",
    )
