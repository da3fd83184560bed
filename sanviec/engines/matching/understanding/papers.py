"""Driving licences by class, and levels of languages, in a question."""

from __future__ import annotations

import re

from .board import Board, Claim
from .reading import Token
from .vocabulary import word_set

# Classes of the law before and since 2025, kept as written: C, B2, FC, C1, CE …
_CLASS = r"(?:a[1-4]?|b[12]?e?|c1e|c1|ce|c|d[12]e?|de|d|e|f[bcde]2?)"
_CLASSES = rf"(?P<classes>{_CLASS}(?:(?: ?[/,+] ?| hoac | va ){_CLASS})*)\b"
_NOT_OTHER_GRADES = r"(?! tieng| tin hoc| anh\b| ngoai ngu| hai quan| cap)"
_CLASS_OF_GOODS = "".join(
    f"(?<!{word} )" for word in ("khach", "ban", "giao", "cua", "nha", "don", "phong", "san")
)
_LICENCE = re.compile(
    r"\b(?:(?:co|can|yeu cau) )?(?:bang(?: lai)?(?: xe)?(?: o to| oto)?(?: hang| dau)?"
    rf"|giay phep lai xe(?: hang)?|{_CLASS_OF_GOODS}hang|dau) ?{_CLASSES}{_NOT_OTHER_GRADES}"
)
_BESIDE_DRIVER = re.compile(
    r"\b(?:lai xe|tai xe)(?: [a-z]+){0,3}? (?P<classes>b2|c1|c|d|e|fc|fe|ce|d2)\b"
)
_EACH_CLASS = re.compile(_CLASS)

_TESTS = {
    "ielts": re.compile(r"[4-9](?:[.,][05])?"),
    "toeic": re.compile(r"[2-9]\d[05]"),
    "toefl": re.compile(r"\d{2,3}"),
    "hsk": re.compile(r"[1-6]"),
    "topik": re.compile(r"[1-6]"),
}
_GRADE = re.compile(r"[abc][12]|n[1-5]")
_LEVEL_WITHIN = 3


def claim_licences(board: Board) -> None:
    """Claim driving licences with a class ("bằng B2", "hạng C", "tài xế xe tải FC")."""
    joined = board.reading.joined
    for match in _LICENCE.finditer(joined):
        _claim_classes(board, match, match.span())
    for match in _BESIDE_DRIVER.finditer(joined):
        _claim_classes(board, match, match.span("classes"))


def _claim_classes(board: Board, match: re.Match[str], span: tuple[int, int]) -> None:
    codes = [f"driving_{name}" for name in _EACH_CLASS.findall(match["classes"])]
    first, last = board.reading.token_span(*span)
    board.claim(Claim("certificate", ",".join(codes), first, last))


def add_language_levels(board: Board) -> None:
    """Widen claims of a language to the level beside it: "IELTS 6.5", "tiếng Anh B1"."""
    for claim in board.of_kind("language"):
        if ":" not in claim.value:
            _add_level(board, claim)


def _add_level(board: Board, claim: Claim) -> None:
    name = board.tokens[claim.first].form
    position = claim.last
    for _ in range(_LEVEL_WITHIN):
        if position >= len(board.tokens) or board.tokens[position].is_break:
            return
        level, end = _level_at(board.tokens, position, name)
        if level:
            claim.value += f":{level}"
            board.extend(claim, claim.first, end)
            return
        if board.tokens[position].form not in word_set("level_words"):
            return
        position += 1


def _level_at(tokens: list[Token], position: int, name: str) -> tuple[str, int]:
    token = tokens[position]
    test = _TESTS.get(name)
    if test:
        known = test.fullmatch(token.form)
        return (name.upper() + token.form.replace(",", "."), position + 1) if known else ("", 0)
    glued = "".join(t.form for t in tokens[position : position + 2])
    return (glued.upper(), position + 2) if _GRADE.fullmatch(glued) else ("", 0)
