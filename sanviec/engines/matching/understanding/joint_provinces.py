"""Provinces of before 1997 ("Hà Bắc", "Sông Bé"), read as a region of the provinces of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sanviec.kernel.places import JointProvince, joint_provinces, load_gazetteer
from sanviec.kernel.text import folded_words, words

from .board import Board, Claim
from .vocabulary import word_set

if TYPE_CHECKING:
    from sanviec.kernel.places import Gazetteer, PlaceHit

_PREFIX = "joint:"
_BACK = 2
# Characters of "tỉnh " before a name.
_LEAD = 5


def claim_joint_provinces(board: Board, gazetteer: Gazetteer) -> None:
    """Claim each name of such a province that stands for nothing else.

    A commune of the same name is meant after "xã", or with its own province beside it.

    Args:
        board: nothing is claimed yet.
        gazetteer: searched only when a name is there.
    """
    spans = list(_spans(board))
    hits = gazetteer.resolve(board.reading.text) if spans else ()
    for first, last, joint in spans:
        start, end = board.reading.char_span(first, last)
        if any(_holds_more(one, start, end) for one in hits):
            continue
        today = dict.fromkeys(gazetteer.today(part) for part in joint.parts)
        board.claim(Claim("region", _value(joint), first, last, tuple(today)))


def _holds_more(hit: PlaceHit, start: int, end: int) -> bool:
    is_over = hit.start < end and start < hit.end
    return is_over and (bool(hit.context) or hit.end - hit.start > end - start + _LEAD)


def joint_province_of(value: str) -> JointProvince | None:
    """Give the province that a filter of kind "region" stands for, None for a wider region."""
    return _by_value().get(value)


@cache
def parts_by_today(value: str) -> dict[str, tuple[str, ...]]:
    """Give by today's provinces which former ones such a region held; itself where it held all."""
    joint, gazetteer = _by_value().get(value), load_gazetteer()
    found: dict[str, tuple[str, ...]] = {}
    for part in joint.parts if joint else ():
        code = gazetteer.today(part)
        found[code] = (*found.get(code, ()), part)
    return {code: (code,) if _all_of(code) <= {*own} else own for code, own in found.items()}


def _all_of(today: str) -> set[str]:
    places = load_gazetteer().places()
    return {p.code for p in places if p.level == "province" and p.successors == (today,)}


def joint_province_words(joint: JointProvince, gazetteer: Gazetteer) -> tuple[str, str]:
    """Give its label in both languages: with its years, and its provinces of today."""
    codes = dict.fromkeys(gazetteer.today(part) for part in joint.parts)
    today = ", ".join(gazetteer.get(code).name for code in codes)
    years = f"{joint.valid_from.year}–{joint.valid_to.year}"
    return (
        f"Tỉnh {joint.name} cũ ({years}), nay thuộc {today}",
        f"Former {joint.name} ({years}), today in {today}",
    )


def _value(joint: JointProvince) -> str:
    return _PREFIX + "-".join(folded_words(joint.name.replace("-", " ")))


@cache
def _by_value() -> dict[str, JointProvince]:
    return {_value(joint): joint for joint in joint_provinces()}


@cache
def _names() -> dict[tuple[str, ...], tuple[tuple[str, ...], JointProvince]]:
    """Give by the name without marks the name and the province; a younger namesake counts more."""
    taken = {place.name for place in load_gazetteer().places() if place.level == "province"}
    found = {}
    for joint in joint_provinces():
        if joint.name not in taken:
            spaced = joint.name.replace("-", " ")
            found[tuple(folded_words(spaced))] = (tuple(words(spaced)), joint)
    return found


@cache
def _provinces() -> frozenset[tuple[str, ...]]:
    places = load_gazetteer().places()
    return frozenset(tuple(folded_words(p.name)) for p in places if p.level == "province")


def _spans(board: Board) -> Iterator[tuple[int, int, JointProvince]]:
    tokens = [(n, board.tokens[n]) for n in board.words]
    forms = [token.form for _, token in tokens]
    first = 0
    while first < len(forms):
        length = _length(board, forms, first)
        if length:
            _, joint = _names()[tuple(forms[first : first + length])]
            lead = first - 1 if first and forms[first - 1] == "tinh" else first
            yield tokens[lead][0], tokens[first + length - 1][0] + 1, joint
        first += length or 1


def _length(board: Board, forms: Sequence[str], first: int) -> int:
    """Give how many words the longest name at a place has, 0 for none."""
    for length in (4, 3, 2):
        found = _names().get(tuple(forms[first : first + length]))
        if found is None or first + length > len(forms):
            continue
        typed = tuple(board.tokens[n].typed for n in board.words[first : first + length])
        is_written = typed == found[0] or board.reading.text.isascii()
        if is_written and not _is_part_of_more(forms, first, length):
            return length
    return 0


def _is_part_of_more(forms: Sequence[str], first: int, length: int) -> bool:
    """Tell whether it is a commune's, a river's, a firm's, or "nam Hà Nội"."""
    before = forms[max(first - _BACK, 0) : first]
    if not word_set("no_joint_province_after").isdisjoint(before[-1:]) or before == ["cong", "ty"]:
        return True
    ends = range(first + 1, first + length)
    return any(tuple(forms[n : n + size]) in _provinces() for n in ends for size in (2, 3))
