"""Points for the occupation: leading digits of the ISCO-08 code that wish and vacancy share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.explanation import Reason

from .coding import Codes, Points, coded, most_in_groups, offsets_of, split_cell, with_rule
from .facts import JobseekerFacts, VacancyFacts
from .lookups import Occupations
from .weights import Weights

_DIGITS = 4
UNKNOWN = 5
_SENTENCES = {
    0: ("Khác nghề mong muốn: {vi}", "Another occupation: {en}"),
    1: ("Cùng nhóm nghề lớn với mong muốn: {vi}", "In the same major group as wished: {en}"),
    2: ("Nghề gần với mong muốn: {vi}", "Close to a wished occupation: {en}"),
    3: ("Nghề rất gần với mong muốn: {vi}", "Very close to a wished occupation: {en}"),
    4: ("Đúng nghề {vi}", "The wished occupation: {en}"),
}


@dataclass(frozen=True, slots=True)
class WishedOccupations:
    """Distinct wishes: their codes as digits, and each wish's codes as numbers."""

    digits: NDArray[np.uint8]
    flat: Codes
    offsets: Codes
    is_known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OfferedOccupations:
    """Distinct codes as digits, 0 after the last one: uint8[n, 4]."""

    digits: NDArray[np.uint8]
    is_known: NDArray[np.bool_]


def shared_digits(wish: str, offer: str) -> int:
    """Give how many leading digits count as shared.

    A vacancy inside a wished group counts one digit more than the group has.
    """
    shared = 0
    while shared < min(len(wish), len(offer)) and wish[shared] == offer[shared]:
        shared += 1
    inside = 0 < shared == len(wish) < len(offer)
    return shared + 1 if inside else shared


class OccupationTerm:
    """The occupation term of a score."""

    key = "occupation"

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def offer_value(self, vacancy: VacancyFacts) -> str:
        """Give what the term reads of a vacancy."""
        return vacancy.occupation or ""

    def wish_value(self, jobseeker: JobseekerFacts) -> tuple[str, ...]:
        """Give what the term reads of a jobseeker."""
        return tuple(sorted({code for code in jobseeker.occupations if code}))

    def encode_offers(self, values: Sequence[str]) -> OfferedOccupations:
        """Give the columns of distinct vacancy values."""
        return OfferedOccupations(_digits(values), np.array([bool(v) for v in values], dtype=bool))

    def encode_wishes(self, values: Sequence[tuple[str, ...]]) -> WishedOccupations:
        """Give the columns of distinct jobseeker values."""
        filled = [value or ("",) for value in values]
        codes = coded(code for value in filled for code in value)
        known = np.array([bool(value) for value in values], dtype=bool)
        return WishedOccupations(_digits(codes.values), codes.codes, offsets_of(filled), known)

    def table(self, wishes: WishedOccupations, offers: OfferedOccupations) -> Points:
        """Give the cells of every distinct pair: int16[n_wish, n_offer]."""
        shared = _shared_table(wishes.digits, offers.digits)
        cells = np.array(
            [with_rule(points, rule) for rule, points in enumerate(self._weights.occupation)],
            dtype=np.int16,
        )[shared]
        best = most_in_groups(cells[wishes.flat], wishes.offsets)
        unknown = with_rule(self._weights.occupation_unknown, UNKNOWN)
        known = wishes.is_known[:, None] & offers.is_known[None, :]
        return np.where(known, best, unknown).astype(np.int16)


def _digits(values: Sequence[str]) -> NDArray[np.uint8]:
    padded = "".join(value[:_DIGITS].ljust(_DIGITS, "\0") for value in values)
    return np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(-1, _DIGITS)


def _shared_table(wishes: NDArray[np.uint8], offers: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Give `shared_digits` of every pair."""
    same = (wishes[:, None, :] == offers[None, :, :]) & (wishes[:, None, :] != 0)
    shared: Codes = np.logical_and.accumulate(same, axis=2).sum(axis=2, dtype=np.intp)
    wish_size = (wishes != 0).sum(axis=1)[:, None]
    offer_size = (offers != 0).sum(axis=1)[None, :]
    inside: NDArray[np.bool_] = (shared > 0) & (shared == wish_size) & (offer_size > wish_size)
    shared += inside
    return shared


def occupation_reason(
    cell: int, wish: tuple[str, ...], offer: str, occupations: Occupations
) -> Reason:
    """Give one cell of the occupation term in words."""
    points, rule = split_cell(cell)
    if rule == UNKNOWN:
        text_vi, text_en = _unknown(bool(wish))
    else:
        group = occupations.get(offer)
        text_vi, text_en = _SENTENCES[rule]
        title_vi = group.title_vi[:1].lower() + group.title_vi[1:]
        text_vi, text_en = text_vi.format(vi=title_vi), text_en.format(en=group.title_en)
    return Reason(OccupationTerm.key, points, text_vi, text_en)


def _unknown(is_wished: bool) -> tuple[str, str]:
    if is_wished:
        return "Tin chưa xếp được mã nghề", "The vacancy has no occupation code"
    return "Chưa rõ nghề mong muốn", "The wished occupation is not known"
