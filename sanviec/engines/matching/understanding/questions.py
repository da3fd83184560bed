"""A question as people type it, understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Board, Claim
from .compose import compose
from .employers import claim_employers
from .experience import claim_experience
from .joint_provinces import claim_joint_provinces, joint_province_of, joint_province_words
from .labels import label
from .leftovers import claim_words
from .model import Filter, Intent, Understood
from .negation import apply_refusals, settle_education
from .numbers import claim_numbers, claim_openings
from .occupations import Occupations
from .papers import add_language_levels, claim_licences
from .phrases import claim_phrases
from .places import claim_places
from .provinces import claim_provinces
from .reading import read
from .repair import repair
from .unknown_places import KIND as UNKNOWN_PLACE
from .unknown_places import claim_unknown_places, unknown_place_words
from .wages import claim_wage

if TYPE_CHECKING:
    from sanviec.kernel.occupations import OccupationIndex
    from sanviec.kernel.places import Gazetteer, Place

_NOT_SHOWN = frozenset({"filler", "intent"})


def understand(
    text: str, *, gazetteer: Gazetteer, occupations: OccupationIndex, usd_vnd: int
) -> Understood:
    """Give what a question asks for; words that are not understood are kept as free words.

    Never fails, whatever the text; what is longer than `MAX_CHARS` is not read.

    Args:
        text: as typed: with or without diacritics, abbreviations, typing errors.
        gazetteer: places of today and before 2025-07-01.
        occupations: names of the occupations.
        usd_vnd: đồng for one US dollar.

    Cost: O(length), below half a millisecond.
    """
    reading = read(text)
    corrections = repair(reading)
    board = Board.of(reading.join())
    claim_joint_provinces(board, gazetteer)
    claim_provinces(board, gazetteer)
    _claim_fixed(board, usd_vnd)
    named = Occupations(board, occupations)
    named.claim_sure()
    corrections += claim_places(board, gazetteer, named.contested(), corrections)
    claim_phrases(board, "after_places")
    corrections += named.claim_others()
    claim_employers(board)
    claim_phrases(board, "filler")
    claim_words(board)
    apply_refusals(board)
    claim_unknown_places(board)
    if not board.of_kind("occupation"):
        _claim_fields(board)
    settle_education(board)
    filters = [_filter(board, c, gazetteer, occupations) for c in board.claims]
    shown = [f for f in filters if f.kind not in _NOT_SHOWN]
    return compose(reading.text, _intent(board), shown, corrections)


def _claim_fixed(board: Board, usd_vnd: int) -> None:
    """Claim what needs no register: numbers come after the phrases that contain numbers."""
    claim_openings(board)
    claim_experience(board)
    claim_licences(board)
    claim_phrases(board, "before_wage")
    claim_wage(board, usd_vnd=usd_vnd)
    claim_phrases(board, "fixed")
    add_language_levels(board)
    claim_numbers(board)


def _claim_fields(board: Board) -> None:
    """Claim a field of work where no occupation is named: "việc kho", "ngành luật"."""
    for claim in board.of_kind("words"):
        board.drop(claim)
    claim_phrases(board, "field")
    claim_words(board)


def _intent(board: Board) -> Intent:
    values = {claim.value for claim in board.of_kind("intent")}
    if "compare" in values:
        return "compare"
    return "details" if "details" in values else "search"


def _filter(
    board: Board, claim: Claim, gazetteer: Gazetteer, occupations: OccupationIndex
) -> Filter:
    start, end = board.reading.char_span(claim.first, claim.last)
    named = _named(claim, gazetteer, occupations)
    vi, en = label(claim.kind, claim.value, named)
    return Filter(claim.kind, claim.value, vi, en, start, end, claim.terms)


def _named(claim: Claim, gazetteer: Gazetteer, occupations: OccupationIndex) -> tuple[str, str]:
    if claim.kind.endswith("occupation"):
        occupation = occupations.get(claim.value)
        return occupation.title_vi, occupation.title_en
    if claim.kind in ("place", "refused_place"):
        return _named_place(gazetteer.get(claim.value), gazetteer)
    if joint := joint_province_of(claim.value):
        return joint_province_words(joint, gazetteer)
    words = " ".join(claim.terms)
    if claim.kind == UNKNOWN_PLACE:
        return unknown_place_words(words, gazetteer)
    return (f"Công ty {words}", f"Employer {words}") if claim.kind == "employer" else (words, words)


def _named_place(place: Place, gazetteer: Gazetteer) -> tuple[str, str]:
    """Give the name with that of the unit around it: communes of one name are many."""
    if place.parent is None:
        return place.full_name, place.name_en
    around = gazetteer.get(place.parent)
    return f"{place.full_name}, {around.name}", f"{place.name_en}, {around.name_en}"
