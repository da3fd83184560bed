"""Certificates and languages that a text asks for or a person holds.

Only what is plainly required counts: after “ưu tiên” in a sentence, before “là lợi thế” in a
clause, or beside “hoặc”, nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanviec.kernel.tables import find_languages
from sanviec.kernel.text import fold

_SENTENCE: Final = re.compile(r"[\n;•●▪✓]+|\.(?=\s|$)|(?<=\s)[-–+*](?=\s)")
# After these nothing more in the sentence is asked: wishes, and the papers of an application.
_PREFERRED: Final = re.compile(r"uu tien|khuyen khich|prefer|nice to have|ho so|cam ket")
# Not needed, or taught on the job.
_WISHED: Final = re.compile(
    r"khong (?:yeu cau|bat buoc|can)|not required|dao tao (?:tieng|ngoai ngu)|duoc (?:hoc|dao tao)"
)
_ADVANTAGE: Final = re.compile(r"loi the|diem cong|advantage|is a plus|uu tien")
_CLAUSE_END: Final = re.compile(r"[,;]")
_EITHER: Final = re.compile(r"\bhoac\b|\bor\b|/|\bhay\b")

# Classes of the law before and since 2025, as written: C, B2, FC, C1, CE …
_CLASS: Final = r"(?:a[1-4]?|b[12]|be|b|fb2|c1e|c1|ce|c|d1e|d2e|d[12]|de|d|e|f[bcde])"
_LICENCE_WORD: Final = (
    r"(?:bang lai|gplx|giay phep lai xe|bang)(?: xe)?(?: o ?to)?(?: may)?(?: hang)?"
)
_LICENCE: Final = re.compile(
    rf"\b{_LICENCE_WORD} ?:? ?(?P<classes>{_CLASS}(?:(?: ?[/,+-] ?| hoac | va ){_CLASS})*)\b"
    r"(?! (?:tieng|tin hoc|anh|ngoai ngu|cap))(?!\d)"
)
_EACH_CLASS: Final = re.compile(_CLASS)
_DRIVING: Final = re.compile(r"\blai\b|tai xe|gplx|driver")
_ASCENDING: Final = "a1 a a2 b1 b b2 be fb2 c1 c c1e ce fc d1 d2 d e d1e d2e de fd fe"
_ORDER: Final = _ASCENDING.split()

_CERTIFICATES: Final = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("forklift", r"(?:bang|chung chi|giay phep)(?: \w+){0,3} xe nang"),
        ("crane", r"(?:bang|chung chi)(?: \w+){0,3} (?:cau truc|can truc|can cau|xe cau)"),
        (
            "welding",
            r"(?:chung chi|bang)(?: nghe| tho)? han\b(?! quoc|g | ngu)|\b[36]g\b.{0,20}\bhan\b",
        ),
        ("electrical_safety", r"(?:the|chung chi) an toan dien"),
        ("occupational_safety", r"(?:the|chung chi) an toan(?: ve sinh)? lao dong"),
        ("security_guard", r"(?:bang|chung chi|chung nhan)(?: \w+){0,3} bao ve\b"),
        ("chief_accountant", r"(?:chung chi|bang|co cc) ke toan truong"),
        ("pharmacy_licence", r"chung chi hanh nghe duoc"),
        ("nursing", r"chung chi hanh nghe dieu duong"),
        ("practising_licence", r"chung chi hanh nghe(?! (?:duoc|dieu duong))"),
        ("teaching", r"(?:chung chi|bang)(?: nghiep vu)? su pham"),
        ("tour_guide", r"the huong dan vien"),
        ("diving", r"(?:chung chi|bang) lan\b"),
        ("seafarer", r"so thuyen vien"),
        ("driving_motorcycle", r"(?:bang lai|gplx|giay phep lai xe) (?:xe )?(?:may|mo to)"),
        ("driving", r"(?:bang lai|gplx|giay phep lai xe)(?: xe)? (?:o ?to|hoi)"),
    )
)
_PAPER_WORDS: Final = (
    "bằng ", "bang ", "gplx", "giấy phép", "giay phep", "chứng chỉ", "chung chi", "chứng nhận",
    "thẻ ", "sổ thuyền", "3g", "6g",
)  # fmt: skip
_LANGUAGE_WORDS: Final = (
    "tiếng", "tieng", "ngữ", "english", "chinese", "japanese", "korean", "german", "toeic", "ielts",
    "toefl", "hsk", "topik", "jlpt", "anh văn", "anh van", "mandarin", "vstep", "n1", "n2", "n3",
    "n4", "n5",
)  # fmt: skip
_LEVELS: Final = {
    "en": re.compile(r"\b(?:(ielts) ?:?>?=? ?([4-9](?:[.,][05])?)|(toeic) ?:?>?=? ?([2-9]\d[05]))"),
    "ja": re.compile(r"\b()(n[1-5])\b"),
    "ko": re.compile(r"\b(topik) ?(?:cap )?([1-6])\b"),
    "zh": re.compile(r"\b(hsk) ?(?:cap )?([1-6])\b"),
}


def required_certificates(title: str, text: str) -> tuple[str, ...]:
    """Give the codes of the certificates that a vacancy's title or requirements ask for.

    Of several driving classes in one breath (“B2, C, D”) the lowest is what is asked.
    """
    is_driver = _DRIVING.search(fold(title)) is not None
    found: dict[str, None] = {}
    for sentence in _sentences(f"{title}\n{text}", _PAPER_WORDS):
        for start, end, code in _certificate_hits(sentence, is_driver, lowest_only=True):
            if not _is_only_wished(sentence, start, end):
                found[code] = None
    return _without_general(found)


def held_certificates(text: str) -> tuple[str, ...]:
    """Give the codes of the certificates that a person's cell names, each driving class."""
    found = (hit[2] for s in _sentences(text, _PAPER_WORDS) for hit in _certificate_hits(s, True))
    return _without_general(dict.fromkeys(found))


def licence_classes(text: str) -> tuple[str, ...]:
    """Give the driving classes of a cell that holds nothing else (“B2, C”)."""
    folded = fold(text)
    if not re.fullmatch(rf"(?:hang )?{_CLASS}(?:[ ,/+]+{_CLASS})*", folded):
        return ()
    return tuple(f"driving_{name}" for name in dict.fromkeys(_EACH_CLASS.findall(folded)))


def required_languages(title: str, text: str) -> tuple[str, ...]:
    """Give the codes of the languages that a title or requirements ask for, with their level."""
    found: dict[str, str] = {}
    for sentence in _sentences(f"{title}\n{text}", _LANGUAGE_WORDS):
        if len(_languages(sentence)) > 1 and _EITHER.search(sentence):
            continue
        for clause in _plainly_asked(sentence):
            for code in _languages(clause):
                found[code] = found.get(code) or _level(code, clause)
    return tuple(f"{code}:{level}" if level else code for code, level in found.items())


def held_languages(text: str) -> tuple[str, ...]:
    """Give the codes of the languages that a person's cell names, with their level."""
    found: dict[str, str] = {}
    for sentence in _sentences(text.replace(",", "\n"), _LANGUAGE_WORDS):
        for code in _languages(sentence):
            found[code] = found.get(code) or _level(code, sentence)
    return tuple(f"{code}:{level}" if level else code for code, level in found.items())


def _sentences(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Yield, folded, the sentences that hold one of the words."""
    lowered = text.lower()
    present = [word for word in words if word in lowered]
    if present:
        for sentence in _SENTENCE.split(lowered):
            if any(word in sentence for word in present):
                yield fold(sentence)


def _is_only_wished(sentence: str, start: int, end: int) -> bool:
    """Tell whether a wish stands before the span, or in its own clause after it."""
    stop = _CLAUSE_END.search(sentence, end)
    clause_end = stop.start() if stop else len(sentence)
    begin = max(sentence.rfind(",", 0, start), sentence.rfind(";", 0, start)) + 1
    return bool(
        _PREFERRED.search(sentence, 0, start)
        or _WISHED.search(sentence, begin, start)
        or _ADVANTAGE.search(sentence, end, clause_end)
    )


def _certificate_hits(
    sentence: str, is_driver: bool, *, lowest_only: bool = False
) -> Iterator[tuple[int, int, str]]:
    for hit in _LICENCE.finditer(sentence):
        if not (is_driver or _DRIVING.search(sentence)):
            continue
        classes = _EACH_CLASS.findall(hit["classes"])
        if lowest_only:
            classes = [min(classes, key=_rank)]
        for name in classes:
            yield hit.start(), hit.end(), f"driving_{name}"
    for code, pattern in _CERTIFICATES:
        for hit in pattern.finditer(sentence):
            yield hit.start(), hit.end(), code


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else -1


def _without_general(found: dict[str, None]) -> tuple[str, ...]:
    """Drop “a car licence” beside one of a class."""
    has_class = any(code.startswith("driving_") and code != "driving_motorcycle" for code in found)
    return tuple(code for code in found if not (has_class and code == "driving"))


def _languages(sentence: str) -> list[str]:
    return [code for code in find_languages(sentence) if code != "vi"]


def _plainly_asked(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence that wish for nothing: “ưu tiên” holds to the end."""
    for clause in re.split(r"[,;]", sentence):
        if _PREFERRED.search(clause):
            return
        if not (_WISHED.search(clause) or _ADVANTAGE.search(clause)):
            yield clause


def _level(code: str, sentence: str) -> str:
    pattern = _LEVELS.get(code)
    found = pattern.search(sentence) if pattern else None
    if found is None:
        return ""
    return "".join(part for part in found.groups() if part).upper().replace(",", ".")
