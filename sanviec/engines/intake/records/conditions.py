"""Working conditions that a text names: shifts, kinds of employment, and the age it speaks of.

Phrases are matched with their marks where the text has any, because “làm tới” is not “làm tối”.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from sanviec.kernel.text import fold

_SHIFTS: Final[dict[str, str]] = {
    "night": r"ca đêm|làm đêm|trực đêm|ca khuya|làm việc ban đêm|night ?shift|ca 3(?! ca| kíp)",
    "rotating": (
        r"xoay ca|ca xoay|đổi ca|đảo ca|luân ca|ca kíp|(?:làm|việc|đi) theo ca"
        r"|làm ca\b(?! (?:ngày|đêm|tối|sáng|chiều|hành|khuya|\d))"
        r"|[234] ca,? ?/?[34] kíp|(?:làm|chia|đi|gồm|theo)(?: việc)?(?: theo)? [234] ca\b"
        r"|rotating shift|shift ?work|rotational shift"
    ),
    "evening": r"ca tối|làm tối|làm việc buổi tối|evening shift",
    "day": (
        r"giờ hành chính|ca hành chính|ca ngày|day shift|office hours|làm hành chính"
        r"|\b0?[78] ?[h:g] ?\d{0,2} ?(?:-|–|đến|~|to) ?1[678] ?[h:g]"
    ),
    "flexible": (
        r"thời gian linh hoạt|giờ linh hoạt|linh hoạt (?:về )?thời gian|giờ giấc linh hoạt"
        r"|linh động thời gian|thời gian linh động|tự chọn ca|đăng ký ca|flexible (?:working )?"
        r"(?:time|hours?|schedule)"
    ),
}
# One of these must stand in the text before the patterns are tried: looking for plain words is
# some ten times faster than a search by pattern, and most texts hold none of them.
_SHIFT_WORDS_TEXT: Final = {
    "night": "ca đêm|làm đêm|trực đêm|khuya|ban đêm|night|ca 3",
    "rotating": (
        "xoay ca|ca xoay|đổi ca|đảo ca|luân ca|ca kíp|theo ca|làm ca|2 ca|3 ca|4 ca|4 kíp|shift"
    ),
    "evening": "ca tối|làm tối|buổi tối|evening",
    "day": "hành chính|ca ngày|day shift|office hours|7h|8h|7:|8:|7g|8g|7 h|8 h",
    "flexible": "linh hoạt|linh động|tự chọn ca|đăng ký ca|flexible",
}
_NEGATED: Final = re.compile(
    r"(?:không|khong|ko|no|not|chẳng|ngại)(?: (?:phải|phai|cần|can|có|co|làm|lam|nhận|nhan"
    r"|việc|viec|đi|di|được|duoc|thể|the|ở|muốn|muon))*\s*$"
)
_LOOK_BACK: Final = 32

_EMPLOYMENT: Final = (
    (
        "internship",
        re.compile(r"\bthuc tap(?! sinh (?:nhat|ky nang|han|dai))|\bintern(?:ship)?s?\b"),
    ),
    ("part_time", re.compile(r"ban thoi gian|part[ _-]?time|lam them|theo gio\b|lam ban ngay\b")),
    ("seasonal", re.compile(r"thoi vu|mua vu|seasonal")),
    ("temporary", re.compile(r"tam thoi|temporary|ngan han|short[ -]?term|cong tac vien")),
    (
        "full_time",
        re.compile(r"toan thoi gian|full[ _-]?time|chinh thuc|co dinh|dai han|lau dai|permanent"),
    ),
)
# Letters that stand in every one of these: most titles hold none of them.
_ANY_TYPE: Final = re.compile(
    r"thuc tap|intern|thoi gian|part|lam them|theo gio|ban ngay|thoi vu|mua vu|season|tam thoi"
    r"|tempor|ngan han|short|cong tac|full|chinh thuc|co dinh|dai han|lau dai|perman"
)
_REMEMBERED: Final = 1 << 12
# The first ones are plain even in a title; “cố định”, “ngắn hạn” there may mean anything.
_IN_TITLES: Final = 3
_ABROAD: Final = re.compile(
    r"\bxkld\b|xuat khau lao dong|tokutei|ky nang dac dinh|lam viec o nuoc ngoai"
    r"|\b(?:tts|thuc tap sinh|don hang|di) (?:di )?(?:nhat|ky nang|dai loan|han quoc)\b"
)
_REMOTE: Final = re.compile(r"\bremote\b|tu xa|tai nha|work from home|\bwfh\b")

_AGE: Final = re.compile(
    r"(?:(?:độ )?tuổi\s*(?:từ|:|là)?\s*|từ\s+)?(?<!\d)([1-7]\d)\s*(?:-|–|đến|tới|~)\s*([1-7]\d)\s*"
    r"(?:tuổi|t\b)|(?:độ )?tuổi\s*(?:từ|:|là)*\s*([1-7]\d)\s*(?:-|–|đến|tới|~)\s*([1-7]\d)(?!\d)"
    r"|(?:dưới|không quá|trên|từ đủ|từ|tối đa)\s+([1-7]\d)\s*tuổi(?: trở (?:lên|xuống))?"
    r"|\bage[sd]?(?: range)?:?\s*(?:from )?([1-7]\d)\s*(?:-|–|to)\s*([1-7]\d)(?!\d)"
)
_AGE_MENTION: Final = re.compile(r"tuổi|\bage[sd]?\b|[1-7]\dt\b")
_AGE_WORDS: Final = ("tuổi", " age", "aged", "\nage", *(f"{digit}t" for digit in range(10)))
_AGE_WINDOW: Final = 30


@cache
def _patterns(is_marked: bool) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Give name, plain words and pattern of each shift, without marks for text that has none."""
    shape = str if is_marked else fold
    return tuple(
        (name, tuple(shape(_SHIFT_WORDS_TEXT[name]).split("|")), re.compile(shape(pattern)))
        for name, pattern in _SHIFTS.items()
    )


def read_shifts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the shifts that a text offers or wants, and those that it rules out.

    “Không phải làm ca đêm” rules the night out; what is both wanted and ruled out is wanted.
    """
    lowered = text.lower()
    wanted: dict[str, None] = {}
    refused: dict[str, None] = {}
    for name, words, pattern in _patterns(not lowered.isascii()):
        if not any(word in lowered for word in words):
            continue
        for hit in pattern.finditer(lowered):
            before = lowered[max(0, hit.start() - _LOOK_BACK) : hit.start()]
            (refused if _NEGATED.search(before) else wanted)[name] = None
    return tuple(wanted), tuple(name for name in refused if name not in wanted)


@lru_cache(maxsize=_REMEMBERED)
def read_employment_types(text: str) -> tuple[str, ...]:
    """Give the kinds of employment that a cell names, in its order."""
    folded = fold(text)
    if not _ANY_TYPE.search(folded):
        return ()
    hits = ((hit.start(), name) for name, search in _EMPLOYMENT if (hit := search.search(folded)))
    return tuple(name for _, name in sorted(hits))


def employment_type_of_title(title: str) -> str | None:
    """Give the kind of employment that a job title names, None for an ordinary job."""
    folded = fold(title)
    if not _ANY_TYPE.search(folded):
        return None
    found = next((n for n, search in _EMPLOYMENT[:_IN_TITLES] if search.search(folded)), None)
    return None if found and _ABROAD.search(folded) else found


def is_work_abroad(text: str) -> bool:
    """Tell whether a title or category speaks of work abroad under contract."""
    return _ABROAD.search(fold(text)) is not None


def is_remote_work(text: str) -> bool:
    """Tell whether a cell about the way of working says that it is done from afar."""
    return _REMOTE.search(fold(text)) is not None


def read_age_text(text: str) -> str:
    """Give the words in which a text speaks of an age limit, empty when it does not.

    They are kept for the counsellor to see, not turned into a limit.
    """
    lowered = f"\n{text.lower()}"
    if not any(word in lowered for word in _AGE_WORDS):
        return ""
    for mention in _AGE_MENTION.finditer(lowered, 1):
        start = max(0, mention.start() - 1 - _AGE_WINDOW)
        window = text[start : mention.end() + _AGE_WINDOW]
        if found := _AGE.search(window.lower()):
            return " ".join(window[found.start() : found.end()].split())
    return ""
