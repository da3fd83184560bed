"""Stretches of a text that may name a place, longest first, before any judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .cues import KIND_LEVELS, Cues
from .lexicon import (
    ANY,
    COMMUNE,
    COUNTRY,
    DISTRICT,
    NAME,
    NOTHING,
    PROVINCE,
    ZONE,
    Entry,
    Lexicon,
)
from .tokens import DASHED, JOINED, Tokens

# How the written form agrees with the name.
RIGHT, UNMARKED, WRONG = range(3)

_NUMBERED = frozenset({"Quận", "Phường"})
_WEAK_LETTERS = frozenset({"f", "x", "h"})


@dataclass(slots=True)
class Mention:
    """Syllables first..last-1 with what they may mean.

    Args:
        first: First syllable, a word for the kind or for an industrial zone included.
        name: First syllable of the bare name.
        last: One past the last syllable.
        entries: The meanings that agree best with the written form.
        agreement: RIGHT, UNMARKED or WRONG.
        kind: The kind that was written, such as "Quận"; empty for a bare name.
        is_zone: "Khu công nghiệp" or the like was written.
        provinces: Provinces of this name with other marks, when the entries are only communes.
    """

    first: int
    name: int
    last: int
    entries: list[Entry]
    agreement: int
    kind: str = ""
    is_zone: bool = False
    provinces: list[Entry] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        """Tell whether a word beside the name says what it is."""
        return bool(self.kind)

    def agreement_of(self, entry: Entry) -> int:
        """Give how the written form agrees with one meaning: "Long An" has no marks to miss."""
        return RIGHT if entry.spelling.isascii() else self.agreement

    @property
    def rank(self) -> int:
        """Give the rank of the greatest meaning."""
        return min(entry.rank for entry in self.entries)


class Finder:
    """Finds the mentions of one text."""

    __slots__ = ("cues", "lexicon", "tokens", "writes_marks")

    def __init__(self, tokens: Tokens, lexicon: Lexicon, cues: Cues) -> None:
        self.tokens = tokens
        self.writes_marks = tokens.is_marked(0, len(tokens))
        self.lexicon = lexicon
        self.cues = cues

    def find(self) -> list[Mention]:
        """Give the mentions from left to right; none overlap.

        Cost: O(syllables x longest phrase).
        """
        found: list[Mention] = []
        at, end = 0, len(self.tokens)
        while at < end:
            mention = self._at(at)
            if mention is None or self._hides_greater(mention):
                at += 1
            else:
                found.append(mention)
                at = mention.last
        return found

    def _at(self, at: int) -> Mention | None:
        key = self.tokens.keys[at]
        if key in self.cues.zone_before.firsts and (zone := self._after_zone_word(at)):
            return zone
        bare = self._bare(at) if key in self.lexicon.longest else None
        if key in self.cues.kind_before.firsts and (named := self._after_kind_word(at)):
            return named if bare is None or named.last >= bare.last else bare
        return bare

    def _hides_greater(self, mention: Mention) -> bool:
        """ "Công nhân Bình Xuyên" holds no commune Nhân Bình but the district Bình Xuyên."""
        if mention.is_named or mention.is_zone or mention.rank != COMMUNE:
            return False
        return any(
            end > mention.last and self._is_great(start, end, key)
            for start in range(mention.first + 1, mention.last)
            for end, key in self._phrases(start)
        )

    def _is_great(self, start: int, end: int, key: str) -> bool:
        agreement, entries = self._agreeing(start, end, self.lexicon.phrases[key])
        return agreement != WRONG and any(entry.rank <= DISTRICT for entry in entries)

    def _phrases(self, at: int) -> Iterator[tuple[int, str]]:
        """Give (end, key) for each known phrase that starts here, the longest first."""
        tokens, lexicon = self.tokens, self.lexicon
        limit = min(len(tokens), at + lexicon.longest.get(tokens.keys[at], 0))
        stop, first_dash = at, limit
        while stop < limit and (stop == at or tokens.gaps[stop] <= DASHED):
            if stop > at and tokens.gaps[stop] == DASHED:
                first_dash = min(first_dash, stop)
            stop += 1
        for end in range(stop, at, -1):
            key = " ".join(tokens.keys[at:end])
            if key in lexicon.phrases and (end <= first_dash or key in lexicon.dashed):
                yield end, key

    def _agreeing(self, first: int, last: int, entries: list[Entry]) -> tuple[int, list[Entry]]:
        """Give the best agreement of the written form, and the entries that reach it."""
        spelling = self.tokens.spelling(first, last)
        right = [entry for entry in entries if entry.spelling == spelling]
        if self.tokens.is_marked(first, last):
            return (RIGHT, right) if right else (WRONG, _provinces(entries))
        if right and (self.writes_marks or any(entry.rank == NOTHING for entry in right)):
            return RIGHT, right
        return UNMARKED, [entry for entry in entries if entry.rank != NOTHING]

    def _bare(self, at: int) -> Mention | None:
        longest: Mention | None = None
        for end, key in self._phrases(at):
            mention = self._bare_phrase(at, end, key)
            if mention is None:
                continue
            if longest is None:
                longest = mention
                if mention.rank != COMMUNE:
                    break
            elif self._starts_greater(mention, longest):
                longest = mention
                break
        return longest and self._with_word_after(longest)

    def _bare_phrase(self, at: int, end: int, key: str) -> Mention | None:
        if key.isdecimal():
            return None
        meanings = [entry for entry in self.lexicon.phrases[key] if entry.rule != ZONE]
        agreement, entries = self._agreeing(at, end, meanings)
        if not entries:
            return None
        mention = Mention(at, at, end, entries, agreement)
        if end - at == 1 and agreement != RIGHT and not self._stands_unmarked(mention):
            return None
        if mention.rank == COMMUNE:
            mention.provinces = _provinces(meanings)
        return mention

    def _stands_unmarked(self, mention: Mention) -> bool:
        """One syllable without marks is a great place ("hue") or follows "đi": "di nhat"."""
        if any(entry.spelling.isascii() for entry in mention.entries):
            return True
        if mention.rank == COUNTRY:
            nothing = bytearray(len(self.tokens))
            return self.cues.going.end_before(self.tokens, mention.first, nothing)
        return mention.rank != COMMUNE

    def _starts_greater(self, shorter: Mention, longer: Mention) -> bool:
        """ "Bắc Ninh Hoà Bình" is two provinces, not the commune Bắc Ninh Hoà and a rest."""
        if shorter.rank != PROVINCE:
            return False
        return any(
            end > longer.last and self._is_great(shorter.last, end, key)
            for end, key in self._phrases(shorter.last)
        )

    def _with_word_after(self, mention: Mention) -> Mention:
        after = mention.last
        if after >= len(self.tokens) or self.tokens.gaps[after] != JOINED:
            return mention
        return self._before_zone_word(mention) or self._before_kind_word(mention) or mention

    def _before_kind_word(self, mention: Mention) -> Mention | None:
        after = mention.last
        if self.tokens.keys[after] not in self.cues.kind_after.firsts:
            return None
        kind = self.cues.kind_after.kind_at(self.tokens, after, after + 1) or ""
        levels = KIND_LEVELS.get(kind, frozenset())
        kept = [entry for entry in mention.entries if entry.rank in levels]
        if not kept:
            return None
        return Mention(mention.first, mention.name, after + 1, kept, mention.agreement, kind)

    def _before_zone_word(self, mention: Mention) -> Mention | None:
        if self.tokens.keys[mention.last] not in self.cues.zone_after.firsts:
            return None
        for last in range(min(len(self.tokens), mention.last + 2), mention.last, -1):
            if self.cues.zone_after.kind_at(self.tokens, mention.last, last) is not None:
                return self._zone(mention.first, mention.name, mention.last, last)
        return None

    def _after_kind_word(self, at: int) -> Mention | None:
        for length in range(self.cues.kind_before.longest, 0, -1):
            name = at + length
            if name >= len(self.tokens) or self.tokens.gaps[name] != JOINED:
                continue
            kind = self.cues.kind_before.kind_at(self.tokens, at, name)
            if kind and (mention := self._named(at, name, kind)):
                return mention
        return None

    def _named(self, at: int, name: int, kind: str) -> Mention | None:
        levels = KIND_LEVELS[kind]
        for end, key in self._phrases(name):
            if not self._fits_kind(at, end, kind, is_number=key.isdecimal()):
                continue
            entries = [
                entry
                for entry in self.lexicon.phrases[key]
                if entry.rank in levels and entry.rule in (NAME, ANY)
            ]
            agreement, entries = self._agreeing(name, end, entries)
            if entries and agreement != WRONG:
                return Mention(at, name, end, entries, agreement, kind)
        return None

    def _fits_kind(self, at: int, end: int, kind: str, *, is_number: bool) -> bool:
        """Single letters are weak: "8h -12h" is no district and "P.4A" no ward."""
        tokens = self.tokens
        if is_number:
            follows = tokens.text[tokens.ends[end - 1] : tokens.ends[end - 1] + 1]
            return kind in _NUMBERED and not follows.isalpha()
        return bool(tokens.items[at].case) or tokens.keys[at] not in _WEAK_LETTERS

    def _after_zone_word(self, at: int) -> Mention | None:
        for length in range(self.cues.zone_before.longest, 0, -1):
            name = at + length
            if name >= len(self.tokens) or self.tokens.gaps[name] != JOINED:
                continue
            if self.cues.zone_before.kind_at(self.tokens, at, name) is not None:
                ends = [end for end, key in self._phrases(name) if not key.isdecimal()]
                zones = (self._zone(at, name, end, end) for end in ends)
                return next(filter(None, zones), None)
        return None

    def _zone(self, first: int, name: int, name_end: int, last: int) -> Mention | None:
        """Zones of the list first; else the zone is called after the unit around it."""
        meanings = self.lexicon.phrases[" ".join(self.tokens.keys[name:name_end])]
        agreement, entries = self._agreeing(name, name_end, meanings)
        listed = [entry for entry in entries if entry.rank <= COMMUNE and not entry.kind]
        units = [e for e in entries if e.rank <= COMMUNE and " " in e.spelling]
        if agreement == WRONG or not (listed or units):
            return None
        return Mention(first, name, last, listed or units, agreement, is_zone=True)


def _provinces(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.rank == PROVINCE and entry.rule == NAME]
