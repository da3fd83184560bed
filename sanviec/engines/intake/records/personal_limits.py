"""Words by which a text limits who may apply by sex, age or marriage, for an officer to judge.

They are shown and never acted on: whether a law demands the limit is for a person to decide.
Source: Labour Code 45/2019/QH14 art. 3 cl. 8 and art. 8 cl. 1, checked 2026-11-28.
"""

from __future__ import annotations

import re
from typing import Final

from sanviec.engines.intake.records.conditions import read_age_text
from sanviec.kernel.text import fold

_ASKED: Final = r"(?:chỉ|tuyển|nhận|cần|ưu tiên|yêu cầu|giới tính)"
_WHO: Final = (
    r"(?:(?:tuyển|nhận|cần|là|thêm|gấp|lao động|ứng viên|nhân viên|công nhân|các bạn|bạn)\s+)"
)
# "nam nữ" and "nam/nữ" name everybody.
_EVERYBODY: Final = r"(?!\s*(?:[/,&+-]|và|hoặc|hay|lẫn)?\s*(?:nam|nữ)\b)"
_SEX: Final = rf"\b{_ASKED}\s*:?\s+{_WHO}{{0,3}}(?:nam|nữ)\b{_EVERYBODY}(?!\s+\d)"
_MARRIAGE: Final = (
    r"\b(?:chưa|đã)\s+(?:lập gia đình|kết hôn|có gia đình|có con|có chồng|có vợ)\b|\bđộc thân\b"
)
_LIMITS: Final = (_SEX, _MARRIAGE)
_MARKED: Final = tuple(re.compile(limit) for limit in _LIMITS)
_PLAIN: Final = tuple(re.compile(fold(limit)) for limit in _LIMITS)
# One of these stands in every text that limits; most hold none of them.
_WORDS: Final = (
    *("nam", "nữ", "nu", "gia đình", "gia dinh", "kết hôn", "ket hon", "độc thân", "doc than"),
    *("có con", "co con", "có chồng", "có vợ", "co chong", "co vo"),
)
_LONGEST: Final = 20_000


def read_personal_limits(text: str) -> tuple[str, ...]:
    """Give the words that limit sex, marriage or age, as they stand in the text, each once."""
    text = text[:_LONGEST]
    lowered = text.lower()
    found: list[str] = []
    if len(lowered) == len(text) and any(word in lowered for word in _WORDS):
        for pattern in _PLAIN if lowered.isascii() else _MARKED:
            found += [
                text[hit.start() : hit.end()]
                for hit in pattern.finditer(lowered)
                if not _is_place(text, hit.end())
            ]
    found.append(read_age_text(text))
    return tuple(dict.fromkeys(" ".join(words.split()) for words in found if words))


def _is_place(text: str, end: int) -> bool:
    """Whether the word is half of a name: "tuyển Nam Định", "cần Nam Sách"."""
    return text[end - 3 : end] == "Nam" and text[end : end + 2].strip().isupper()
