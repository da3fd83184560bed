"""Points for the occupation: leading digits of the ISCO-08 code that wish and vacancy share.

ISCO-08 puts the same trade far apart when it is done by hand or by machine, or at two levels of
skill: sewing is 7531, 7533 and 8153. A small table of our own says which unit groups count as
sharing two or three digits all the same. Another names the groups in which the digits say too much:
those that hold unlike jobs, and those whose trade needs a licence that no neighbour has.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.explanation import Reason

from .coding import Codes, Points, coded, most_in_groups, offsets_of, split_cell, with_rule
from .facts import JobseekerFacts, VacancyFacts
from .lookups import Occupations
from .weights import Weights

_DIGITS = 4
UNKNOWN = 5
# "Other technicians" are of one code but not of one trade: as near as three digits make others.
_WIDE_DIGITS = 3
# A pharmacist and a dentist are both professionals; neither may do the other's work.
_LICENSED_DIGITS = 1
# Civil and electrical engineers, or those who lead factories and building sites, are as near as
# the second digit says, no nearer.
_APART_DIGITS = 2
_SENTENCES = {
    0: ("Khác nghề mong muốn: {vi}", "Another occupation: {en}"),
    1: ("Cùng nhóm nghề lớn với mong muốn: {vi}", "In the same major group as wished: {en}"),
    2: ("Nghề gần với mong muốn: {vi}", "Close to a wished occupation: {en}"),
    3: ("Nghề rất gần với mong muốn: {vi}", "Very close to a wished occupation: {en}"),
    4: ("Đúng nghề {vi}", "The wished occupation: {en}"),
}


@dataclass(frozen=True, slots=True)
class WishedOccupations:
    """Distinct wishes: their codes, also as digits, and each wish's codes as numbers."""

    codes: tuple[str, ...]
    digits: NDArray[np.uint8]
    flat: Codes
    offsets: Codes
    is_known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OfferedOccupations:
    """Distinct codes, also as digits."""

    codes: tuple[str, ...]
    digits: NDArray[np.uint8]
    is_known: NDArray[np.bool_]


def known_code(code: str | None) -> str:
    """Give a code of one to four digits, "" for anything else."""
    return code if code and len(code) <= _DIGITS and code.isdecimal() and code.isascii() else ""


class OccupationTerm:
    """The occupation term of a score."""

    key = "occupation"

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def offer_value(self, vacancy: VacancyFacts) -> str:
        """Give what the term reads of a vacancy."""
        return known_code(vacancy.occupation)

    def wish_value(self, jobseeker: JobseekerFacts) -> tuple[str, ...]:
        """Give what the term reads of a jobseeker."""
        return tuple(sorted({code for code in map(known_code, jobseeker.occupations) if code}))

    def encode_offers(self, values: Sequence[str]) -> OfferedOccupations:
        """Give the columns of distinct vacancy values."""
        known = np.array([bool(value) for value in values], dtype=bool)
        return OfferedOccupations(tuple(values), digits_of(values), known)

    def encode_wishes(self, values: Sequence[tuple[str, ...]]) -> WishedOccupations:
        """Give the columns of distinct jobseeker values."""
        filled = [value or ("",) for value in values]
        codes = coded(code for value in filled for code in value)
        known = np.array([bool(value) for value in values], dtype=bool)
        digits = digits_of(codes.values)
        return WishedOccupations(codes.values, digits, codes.codes, offsets_of(filled), known)

    def table(self, wishes: WishedOccupations, offers: OfferedOccupations) -> Points:
        """Give the cells of every distinct pair: int16[n_wish, n_offer]."""
        shared = shared_table(wishes, offers)
        cells = np.array(
            [with_rule(points, rule) for rule, points in enumerate(self._weights.occupation)],
            dtype=np.int16,
        )[shared]
        best = most_in_groups(cells[wishes.flat], wishes.offsets)
        unknown = with_rule(self._weights.occupation_unknown, UNKNOWN)
        known = wishes.is_known[:, None] & offers.is_known[None, :]
        return np.where(known, best, unknown).astype(np.int16)


def digits_of(values: Sequence[str]) -> NDArray[np.uint8]:
    """Give codes of one to four digits as bytes, 0 after the last: uint8[n, 4]."""
    padded = "".join(value[:_DIGITS].ljust(_DIGITS, "\0") for value in values)
    return np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(-1, _DIGITS)


@cache
def related_occupations() -> dict[str, dict[str, int]]:
    """Give for a unit group those that count as sharing more digits than they do, both ways."""
    text = (resources.files(__package__) / "data" / "related_occupations.csv").read_text("utf-8")
    related: dict[str, dict[str, int]] = {}
    for row in csv.DictReader(text.splitlines()):
        for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
            related.setdefault(one, {})[other] = int(row["digits"])
    return related


@cache
def special_groups(kind: str) -> frozenset[str]:
    """Give the unit groups that are `wide` (hold unlike jobs), `licensed` or `apart`."""
    text = (resources.files(__package__) / "data" / "unit_groups.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return frozenset(row["code"] for row in rows if row["kind"] == kind)


def shared_table(wishes: WishedOccupations, offers: OfferedOccupations) -> Codes:
    """Give how many leading digits count as shared, of every pair: intp[n_wish, n_offer].

    A vacancy inside a wished group counts one digit more than the group has, related unit groups
    count as many as the table says, and special groups no more than they may.
    """
    one, other = wishes.digits, offers.digits
    same = (one[:, None, :] == other[None, :, :]) & (one[:, None, :] != 0)
    shared: Codes = np.logical_and.accumulate(same, axis=2).sum(axis=2, dtype=np.intp)
    wish_size = (one != 0).sum(axis=1)[:, None]
    inside = (shared > 0) & (shared == wish_size) & ((other != 0).sum(axis=1)[None, :] > wish_size)
    shared += inside
    shared = np.minimum(shared, _most_shared(wishes, offers))
    related, columns = related_occupations(), {code: at for at, code in enumerate(offers.codes)}
    for row, code in enumerate(wishes.codes):
        for near, digits in related.get(code, {}).items():
            if near in columns:
                shared[row, columns[near]] = max(digits, int(shared[row, columns[near]]))
    return shared


def _most_shared(wishes: WishedOccupations, offers: OfferedOccupations) -> Codes:
    """Give how many digits special groups leave at most, of every pair."""
    same = np.array(wishes.codes)[:, None] == np.array(offers.codes)[None, :]
    whole = (wishes.digits[:, -1] != 0)[:, None] & (offers.digits[:, -1] != 0)[None, :]
    is_wide = _is_special(wishes.codes, "wide")
    most = np.where(same & is_wide[:, None], _WIDE_DIGITS, _DIGITS)
    for kind, digits in (("apart", _APART_DIGITS), ("licensed", _LICENSED_DIGITS)):
        one, other = _is_special(wishes.codes, kind), _is_special(offers.codes, kind)
        most = np.where(whole & ~same & (one[:, None] | other[None, :]), digits, most)
    return most


def _is_special(codes: Sequence[str], kind: str) -> NDArray[np.bool_]:
    groups = special_groups(kind)
    return np.array([code in groups for code in codes], dtype=np.bool_)


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
