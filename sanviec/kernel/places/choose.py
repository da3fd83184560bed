"""From mentions with many meanings to places that a reader would accept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from .accept import accepts
from .evidence import Evidence
from .family import Family
from .lexicon import COMMUNE, DISTRICT, NOTHING, PROVINCE, Entry, Lexicon
from .mentions import RIGHT, WRONG, Mention

# How much a greater unit speaks for a meaning, by where it stands.
_JUST_AFTER, _JUST_BEFORE, _SAME_SEGMENT, _ELSEWHERE = 4, 3, 2, 1
_REACH = 8
_DISTRICT_LETTERS = len("001@63")

# Points taken off for what makes a reading less sure.
_NO_MARKS, _OTHERS_OF_THE_NAME, _ALONE_COMMUNE = 5, 10, 10
_WRONG_MARKS = 65

Weight = tuple[int, int, bool, int, bool, bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """A mention with the meaning that was chosen."""

    mention: Mention
    entry: Entry
    score_0_100: int


class Support(NamedTuple):
    """What the greater units in a text say for one meaning.

    Args:
        points: How much they speak for it.
        is_former: A district is named with its kind: an address from before July 2025.
        has_parent: The district that it belongs to follows at once.
    """

    points: int
    is_former: bool
    has_parent: bool


class Chooser:
    """Judges the mentions of one text together: each may tell what another means.

    Args:
        mentions: All mentions of the text in order.
        evidence: What surrounds them.
        lexicon: For the everyday words.
        family: Which unit lies in which.
        within: Codes of units that the whole text is known to lie in.
    """

    def __init__(
        self,
        mentions: list[Mention],
        evidence: Evidence,
        lexicon: Lexicon,
        family: Family,
        within: frozenset[str],
    ) -> None:
        self.mentions = mentions
        self.evidence = evidence
        self.lexicon = lexicon
        self.family = family
        self.within = within
        self._greater = [
            frozenset(entry.code for entry in _greater_entries(mention, evidence))
            for mention in mentions
        ]

    def choices(self) -> list[Choice]:
        """Give the accepted mentions with their meaning, in the order of the text."""
        chosen = (self._choose(at) for at in range(len(self.mentions)))
        return [choice for choice in chosen if choice]

    def _choose(self, at: int) -> Choice | None:
        mention = self.mentions[at]
        choice = self._best(at, mention)
        if choice is None and mention.provinces:
            misspelt = replace(mention, entries=mention.provinces, agreement=WRONG)
            choice = self._best(at, misspelt)
        return choice

    def _best(self, at: int, mention: Mention) -> Choice | None:
        weighed = [
            (self._weight(at, mention, entry), entry)
            for entry in mention.entries
            if entry.rank != NOTHING
        ]
        if not weighed:
            return None
        best = min(weight for weight, _ in weighed)
        equals = sorted(entry for weight, entry in weighed if weight == best)
        equals = self._core(equals) if best[1] else equals
        if len({self.family.today(entry.code) for entry in equals}) > 1:
            return None
        support, entry = -best[1], equals[0]
        mention = replace(mention, agreement=mention.agreement_of(entry))
        if not support and self._is_contradicted(at, mention, entry):
            return None
        if not accepts(mention, entry, support, self.evidence, self.lexicon):
            return None
        return Choice(mention, entry, _score(mention, entry, support, len(weighed)))

    def _core(self, entries: list[Entry]) -> list[Entry]:
        """Of namesakes in a merged province, "Châu Thành, Tây Ninh" was in Tây Ninh before."""
        return [entry for entry in entries if self.family.is_core(entry.code)] or entries

    def _is_contradicted(self, at: int, mention: Mention, entry: Entry) -> bool:
        """A district or province follows that does not hold the commune: another of the name.

        Or the address stands under another province: "Hồ Chí Minh: 84, Hai Bà Trưng" is a street.
        """
        is_unsure = entry.rank == COMMUNE or (mention.is_zone and entry.rank == DISTRICT)
        if mention.is_named:
            return False
        if entry.rank >= DISTRICT and self._is_under_another(at):
            return True
        if not is_unsure:
            return False
        after = range(at + 1, min(len(self.mentions), at + _REACH + 1))
        return any(
            self._greater[other]
            and entry.code not in self._greater[other]
            and self._nearness(at, other) == _JUST_AFTER
            for other in after
        )

    def _is_under_another(self, at: int) -> bool:
        """Tell whether a heading stands before; it would speak for what lies in it."""
        before = range(max(0, at - _REACH), at)
        return any(
            self._greater[other] and self.evidence.is_heading(self.mentions[other])
            for other in before
        )

    def _weight(self, at: int, mention: Mention, entry: Entry) -> Weight:
        """Smaller is better. A bare name means the greatest unit that fits the address."""
        support = self._support(at, entry.code)
        return (
            0 if mention.is_named else self._order(mention, entry, support),
            -support.points,
            bool(mention.kind) and entry.kind != mention.kind,
            entry.rank,
            entry.rank == COMMUNE and entry.is_former != support.is_former,
            not entry.is_urban,
        )

    def _order(self, mention: Mention, entry: Entry, support: Support) -> int:
        """Which of the meanings of a bare name come first.

        "Gia Lâm, Long Biên" are two districts although a commune of today's Gia Lâm lay in the
        second; "Vĩnh Phúc, Ba Đình" is a ward although a province has that name.
        """
        if entry.rank == PROVINCE:
            return 1
        if entry.rank == DISTRICT:
            return 2 if support.points else 3
        if support.has_parent:
            return 0
        home = self.family.province(entry.code)
        rivals = (e for e in mention.entries if e.rank <= DISTRICT and e.code)
        return 4 if any(self.family.province(rival.code) == home for rival in rivals) else 3

    def _support(self, at: int, code: str) -> Support:
        around, parent = self.family.around(code), self.family.parent(code)
        province = _SAME_SEGMENT if around & self.within or code in self.within else 0
        district, is_former, has_parent = 0, False, False
        for other in range(max(0, at - _REACH), min(len(self.mentions), at + _REACH + 1)):
            shared = self._greater[other] & around
            if other == at or not shared:
                continue
            nearness = self._nearness(at, other)
            if any(len(greater) == _DISTRICT_LETTERS for greater in shared):
                district = max(district, nearness)
                is_former |= self.mentions[other].is_named
                has_parent |= nearness == _JUST_AFTER and parent in shared
            else:
                province = max(province, nearness)
        return Support(province + district, is_former, has_parent)

    def _nearness(self, at: int, other: int) -> int:
        here, there = self.mentions[at], self.mentions[other]
        follows = other > at
        if follows and self.evidence.is_heading(there):
            return 0
        if self.evidence.are_beside(here, there):
            return _JUST_AFTER if follows else _JUST_BEFORE
        segments = self.evidence.tokens.segments
        return _SAME_SEGMENT if segments[here.first] == segments[there.first] else _ELSEWHERE


def _greater_entries(mention: Mention, evidence: Evidence) -> list[Entry]:
    """The meanings around which others can lie; a bare name of a province means the province."""
    if mention.is_zone or (not mention.is_named and evidence.is_street(mention)):
        return []
    entries = [e for e in mention.entries if e.rank <= DISTRICT and e.code]
    provinces = [entry for entry in entries if entry.rank == PROVINCE]
    return provinces if provinces and not mention.is_named else entries


def _score(mention: Mention, entry: Entry, support: int, meanings: int) -> int:
    if mention.agreement == WRONG:
        return _WRONG_MARKS
    score = 100 if mention.agreement == RIGHT else 100 - _NO_MARKS
    if entry.rank == PROVINCE or support or mention.is_named:
        return score
    if meanings > 1:
        score -= _OTHERS_OF_THE_NAME
    return score - _ALONE_COMMUNE if entry.rank == COMMUNE else score
