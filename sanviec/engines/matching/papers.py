"""Certificates and languages: what a paper is called and which others it covers.

The classes of driving licences before and since 1 January 2025 stand side by side, because both
are in people's pockets and in advertisements. Which class covers which is provisional: written
from memory of Law 36/2024/QH15 art. 57 and 89, not checked against its text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

_LANGUAGE_NAMES = {
    "any": ("một ngoại ngữ", "a foreign language"),
    "vi": ("tiếng Việt", "Vietnamese"),
    "en": ("tiếng Anh", "English"),
    "ja": ("tiếng Nhật", "Japanese"),
    "ko": ("tiếng Hàn", "Korean"),
    "zh": ("tiếng Trung", "Chinese"),
    "de": ("tiếng Đức", "German"),
    "fr": ("tiếng Pháp", "French"),
    "ru": ("tiếng Nga", "Russian"),
    "th": ("tiếng Thái", "Thai"),
    "lo": ("tiếng Lào", "Lao"),
    "km": ("tiếng Khmer", "Khmer"),
    "es": ("tiếng Tây Ban Nha", "Spanish"),
}
_CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
_JLPT = ("N5", "N4", "N3", "N2", "N1")
_STEPS = {
    "HSK": [float(grade) for grade in range(1, 10)],
    "TOPIK": [float(grade) for grade in range(1, 7)],
    "IELTS": [half / 2 for half in range(2, 19)],
    "TOEIC": [float(score) for score in range(10, 995, 5)],
    "TOEFL": [float(score) for score in range(678)],
}
_TEST = re.compile(r"(HSK|TOPIK|IELTS|TOEIC|TOEFL)\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its names and the codes that it covers directly."""

    code: str
    title_vi: str
    title_en: str
    covers: tuple[str, ...]


@cache
def certificates() -> dict[str, Certificate]:
    """Give the known certificates by code, in the order of the table."""
    text = (resources.files(__package__) / "data" / "certificates.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: Certificate(
            row["code"], row["title_vi"], row["title_en"], tuple(row["covers"].split())
        )
        for row in rows
    }


@cache
def covered_by(code: str) -> frozenset[str]:
    """Give every certificate that one stands for, itself included."""
    known = certificates()
    found: set[str] = set()
    waiting = [code]
    while waiting:
        held = waiting.pop()
        if held not in found:
            found.add(held)
            waiting += known[held].covers if held in known else ()
    return frozenset(found)


def covered_certificates(codes: Iterable[str]) -> frozenset[str]:
    """Give all that a person's certificates stand for."""
    return frozenset().union(*(covered_by(code) for code in codes))


@cache
def _covered_by_language(held: str) -> frozenset[str]:
    language, _, level = held.partition(":")
    grades = _grades_up_to(level.upper())
    known = {f"{name}:{grade}" for name in (language, "any") for grade in grades}
    own = {language, "any"} if language != "vi" else {language}
    return frozenset(known | own | {language_code(held)})


def _grades_up_to(level: str) -> list[str]:
    for ladder in (_CEFR, _JLPT):
        if level in ladder:
            return list(ladder[: ladder.index(level) + 1])
    test = _TEST.fullmatch(level)
    if not test:
        return []
    name, most = test.group(1), float(test.group(2))
    return [f"{name}{step:g}" for step in _STEPS[name] if step <= most]


def language_code(code: str) -> str:
    """Give a language with its level written in one way: "en:ielts 6.0" is "en:IELTS6"."""
    language, _, level = code.partition(":")
    test = _TEST.fullmatch(level.strip().upper())
    if test:
        return f"{language.lower()}:{test.group(1)}{float(test.group(2)):g}"
    return f"{language.lower()}:{level.strip().upper()}" if level else language.lower()


def covered_languages(codes: Iterable[str]) -> frozenset[str]:
    """Give all that a person's languages stand for: a level covers the lower ones of its scale."""
    return frozenset().union(*(_covered_by_language(language_code(code)) for code in codes))


def certificate_words(code: str) -> tuple[str, str]:
    """Give a certificate's name in both languages; an unknown code stands for itself."""
    known = certificates().get(code)
    return (known.title_vi, known.title_en) if known else (code, code)


def language_words(code: str) -> tuple[str, str]:
    """Give a language with its level in both languages."""
    language, _, level = code.partition(":")
    name_vi, name_en = _LANGUAGE_NAMES.get(language, (f"ngôn ngữ {language}", language))
    return (f"{name_vi} {level}", f"{name_en} {level}") if level else (name_vi, name_en)
