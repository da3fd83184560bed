"""What the words around a mention say for and against it."""

from __future__ import annotations

import re
from collections import Counter

from .cues import Cues, CueWords
from .mentions import Mention
from .tokens import APART, JOINED, Tokens

_LONG_TEXT = 60
_YEAR = re.compile(r"\s*[/.\-]?\s*(?:19|20)\d\d(?!\d)")
_HEADING = re.compile(r"\s*(?:\(mới\)\s*)?:")


class Evidence:
    """Answers about the surroundings of the mentions of one text."""

    __slots__ = ("_covered", "_cues", "_marked", "_open", "is_mixed", "tokens")

    def __init__(self, tokens: Tokens, mentions: list[Mention], cues: Cues) -> None:
        self.tokens = tokens
        self._cues = cues
        self._covered = bytearray(len(tokens))
        for mention in mentions:
            for at in range(mention.first, mention.last):
                self._covered[at] = 1
        self._open = Counter(
            cell for cell, covered in zip(tokens.cells, self._covered, strict=True) if not covered
        )
        self._marked = sum(item.is_marked for item in tokens.items)
        cases = {item.case for item in tokens.items if not item.key.isdecimal()}
        # Small letters and capitals both occur, so a capital says something.
        self.is_mixed = 0 in cases and len(cases) > 1

    @property
    def is_long(self) -> bool:
        """Tell whether the text is a description rather than a title or a cell."""
        return len(self.tokens) > _LONG_TEXT

    @property
    def is_all_places(self) -> bool:
        """Tell whether nothing but mentions stands in the text."""
        return not self._open

    def is_plain_text(self, mention: Mention) -> bool:
        """Tell whether the rest of the text is written without marks."""
        items = self.tokens.items[mention.first : mention.last]
        return self._marked == sum(item.is_marked for item in items)

    def is_whole_cell(self, mention: Mention) -> bool:
        """Tell whether nothing else stands between the same commas or brackets."""
        cells = self.tokens.cells[mention.first : mention.last]
        return not any(self._open[cell] for cell in set(cells))

    def is_end_of_cell(self, mention: Mention) -> bool:
        """Tell whether no syllable follows before the next comma or bracket."""
        gaps = self.tokens.gaps
        return mention.last == len(gaps) or gaps[mention.last] != JOINED

    def is_capital(self, mention: Mention) -> bool:
        """Tell whether every syllable of the name starts with a capital."""
        return all(item.case for item in self.tokens.items[mention.name : mention.last])

    def is_all_capitals(self, mention: Mention) -> bool:
        """Tell whether the name is in capitals."""
        return all(item.case == 2 for item in self.tokens.items[mention.name : mention.last])

    def is_small_in_mixed(self, mention: Mention) -> bool:
        """Tell whether it is in small letters although the writer uses capitals."""
        return self.is_mixed and not self.is_capital(mention)

    def after_place_word(self, mention: Mention) -> bool:
        """Tell whether "tại", "khu vực" and the like lead to it."""
        return self._led_by(mention, self._cues.place)

    def after_street_word(self, mention: Mention) -> bool:
        """Tell whether "đường", "số" and the like lead to it."""
        return self._led_by(mention, self._cues.street)

    def after_owner_word(self, mention: Mention) -> bool:
        """Tell whether it is the name of an employer, a school or a person."""
        return self._led_by(mention, self._cues.owner) or self.after_person(mention)

    def after_person(self, mention: Mention) -> bool:
        """Tell whether a family name or a form of address, with its marks, stands before it."""
        before = mention.first - 1
        return (
            before >= 0 and self._follows(before) and self.tokens.items[before] in self._cues.person
        )

    def after_number(self, mention: Mention) -> bool:
        """Tell whether a house number stands before it."""
        before = mention.first - 1
        return before >= 0 and self._follows(before) and self.tokens.keys[before].isdecimal()

    def is_quarter(self, mention: Mention) -> bool:
        """Tell whether "Q1" is a quarter of a year: "Q1/2025"."""
        return _YEAR.match(self.tokens.text, self.tokens.ends[mention.last - 1]) is not None

    def is_street(self, mention: Mention) -> bool:
        """Tell whether a bare name looks like a street with its number."""
        return self.after_number(mention) or self.after_street_word(mention)

    def after_going_word(self, mention: Mention) -> bool:
        """Tell whether "đi", "sang", "xuất khẩu lao động" and the like lead to it."""
        return self._led_by(mention, self._cues.going)

    def is_abroad(self, mention: Mention) -> bool:
        """Tell whether words before it or elsewhere in the text speak of work abroad."""
        if self.after_going_word(mention) or self._led_by(mention, self._cues.abroad):
            return True
        return self._cues.abroad_text.is_in(" ".join(self.tokens.keys))

    def after_capital(self, mention: Mention) -> bool:
        """Tell whether a capital word that is no mention stands right before it."""
        before = mention.first - 1
        return before >= 0 and self._follows(before) and self.tokens.items[before].case > 0

    def is_heading(self, mention: Mention) -> bool:
        """Tell whether it heads what follows, as in "Hà Nội: phường Láng"."""
        return _HEADING.match(self.tokens.text, self.tokens.ends[mention.last - 1]) is not None

    def are_beside(self, one: Mention, other: Mention) -> bool:
        """Tell whether only mentions stand between the two, in one segment."""
        left, right = (one, other) if one.first < other.first else (other, one)
        if APART in self.tokens.gaps[left.last : right.first + 1]:
            return False
        return all(self._covered[left.last : right.first])

    def is_next(self, first: int, last: int, other: Mention) -> bool:
        """Tell whether no syllable stands between first..last-1 and the other mention."""
        return other.last == first or other.first == last

    def _follows(self, before: int) -> bool:
        return self.tokens.gaps[before + 1] == JOINED and not self._covered[before]

    def _led_by(self, mention: Mention, words: CueWords) -> bool:
        return words.end_before(self.tokens, mention.first, self._covered)
