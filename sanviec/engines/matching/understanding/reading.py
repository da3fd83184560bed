"""A question as tokens: folded, abbreviations written out, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sanviec.kernel.text import fold_aligned, nfc

from .vocabulary import NUMBER, Abbreviation, abbreviations

MAX_CHARS = 600
"""A question is read up to here: longer text is a document, not a question."""

_TOKEN = re.compile(r"\.net\b|c\+\+|[cf]#|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|\n")
_BREAKS = frozenset(",;!?|()[]{}\n•")


@dataclass(slots=True)
class Token:
    """One word, number or sign.

    Args:
        form: folded.
        typed: lower case with the diacritics typed, or those of the abbreviation's meaning.
        start: in the text.
        end: in the text.
        is_glued: nothing stands between it and the token before.
        is_sign: punctuation.
        is_break: punctuation that no phrase crosses.
        group: tokens of one written word have one number.
    """

    form: str
    typed: str
    start: int
    end: int
    is_glued: bool
    is_sign: bool
    is_break: bool
    group: int


@dataclass(slots=True)
class Reading:
    """The text, its tokens, and the tokens joined for patterns.

    Args:
        text: NFC, cut at MAX_CHARS.
        tokens: in order.
        joined: forms with one space wherever the text has a gap.
        owner: for each character of `joined` the index of its token.
    """

    text: str
    tokens: list[Token]
    joined: str = ""
    owner: list[int] = field(default_factory=list)

    def join(self) -> Reading:
        """Set `joined` and `owner` from the tokens as they now are, and give the reading."""
        parts: list[str] = []
        self.owner = []
        for index, token in enumerate(self.tokens):
            piece = token.form if token.is_glued or not index else f" {token.form}"
            parts.append(piece)
            self.owner += [index] * len(piece)
        self.joined = "".join(parts)
        return self

    def token_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the tokens that a span of `joined` touches."""
        return self.owner[start], self.owner[end - 1] + 1

    def char_span(self, first: int, last: int) -> tuple[int, int]:
        """Give the characters of the text from token `first` up to token `last`, exclusive."""
        return self.tokens[first].start, self.tokens[last - 1].end


def read(text: str) -> Reading:
    """Give a question as tokens, not yet joined; never fails, whatever the text.

    Cost: O(MAX_CHARS).
    """
    cut = nfc(text[: MAX_CHARS * 2])[:MAX_CHARS]
    return Reading(cut, _written_out(_tokens(cut)))


def _tokens(text: str) -> list[Token]:
    folded, lower = fold_aligned(text), text.lower()
    shown = lower if len(lower) == len(text) else folded
    tokens: list[Token] = []
    end_before = -1
    for number, match in enumerate(_TOKEN.finditer(folded)):
        form, start, end = match[0], match.start(), match.end()
        is_sign = not (form[0].isalnum() or form == ".net")
        is_break = is_sign and _is_break(folded, form, end)
        glued = start == end_before
        tokens.append(Token(form, shown[start:end], start, end, glued, is_sign, is_break, number))
        end_before = end
    return tokens


def _is_break(folded: str, sign: str, end: int) -> bool:
    if sign == ".":
        return end == len(folded) or folded[end].isspace()
    return sign in _BREAKS


def _written_out(tokens: list[Token]) -> list[Token]:
    table = abbreviations()
    if not any(token.typed in table for token in tokens):
        return tokens
    written: list[Token] = []
    for index, token in enumerate(tokens):
        short = table.get(token.typed)
        if short and _stands_for(short, written, tokens[index + 1 : index + 2]):
            written.extend(_meaning(token, short))
        else:
            written.append(token)
    return written


def _stands_for(short: Abbreviation, before: list[Token], after: list[Token]) -> bool:
    previous = _class_of(before[-1]) if before else ""
    if previous in short.not_after:
        return False
    if not (short.only_after or short.only_before):
        return True
    following = _class_of(after[0]) if after else ""
    return previous in short.only_after or following in short.only_before


def _class_of(token: Token) -> str:
    return NUMBER if token.form[0].isdecimal() else token.form


def _meaning(token: Token, short: Abbreviation) -> list[Token]:
    return [
        Token(
            form,
            typed,
            token.start,
            token.end,
            token.is_glued and n == 0,
            False,
            False,
            token.group,
        )
        for n, (form, typed) in enumerate(zip(short.folded, short.meaning, strict=True))
    ]
