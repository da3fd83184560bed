"""Small reference tables: industries, peoples, languages, qualifications, priority groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, TypeVar

from rapidfuzz import process

from sanviec.kernel.education import EducationLevel
from sanviec.kernel.errors import InputError
from sanviec.kernel.package_data import read_rows
from sanviec.kernel.text import fold, fold_aligned, folded_words

_SUGGESTED = 3


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


RowT = TypeVar("RowT", bound=_Coded)


@dataclass(frozen=True, slots=True)
class Industry:
    """A section (level 1, a letter) or division (level 2, two digits) of economic activity."""

    code: str
    level: int
    parent: str | None
    title_vi: str
    title_en: str
    source: str


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One of the 54 peoples of Vietnam, or foreigners (code 55)."""

    code: str
    name_vi: str
    is_minority: bool
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its ISO 639 code and the ways in which texts name it."""

    code: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Qualification:
    """A level of education with its titles."""

    level: EducationLevel
    title_vi: str
    title_en: str
    source: str


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """A group that is served first.

    `is_sensitive` marks what only the counsellor in charge may see.
    """

    code: str
    title_vi: str
    title_en: str
    is_sensitive: bool
    source: str
    status: Literal["verified", "provisional"]


@dataclass(frozen=True, slots=True)
class OverseasMarket:
    """A country or territory that receives Vietnamese workers, by ISO 3166-1 code."""

    code: str
    name_vi: str
    name_en: str
    currency: str
    aliases: tuple[str, ...]
    source: str


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@lru_cache(maxsize=1)
def industries() -> tuple[Industry, ...]:
    """Give the sections, each followed by its divisions, in the order of the classification."""
    return tuple(
        Industry(
            row["code"],
            int(row["level"]),
            row["parent"] or None,
            row["title_vi"],
            row["title_en"],
            row["source"],
        )
        for row in read_rows("industries.csv")
    )


@lru_cache(maxsize=1)
def ethnic_groups() -> tuple[EthnicGroup, ...]:
    """Give the 54 peoples and foreigners, by code."""
    return tuple(
        EthnicGroup(
            row["code"],
            row["name_vi"],
            row["is_minority"] == "yes",
            _list(row["aliases"]),
            row["source"],
        )
        for row in read_rows("ethnic_groups.csv")
    )


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """Give the languages that centres meet, the most asked for first."""
    return tuple(
        Language(row["code"], row["name_vi"], row["name_en"], _list(row["aliases"]), row["source"])
        for row in read_rows("languages.csv")
    )


@lru_cache(maxsize=1)
def qualifications() -> tuple[Qualification, ...]:
    """Give the levels of education, the lowest first."""
    return tuple(
        Qualification(
            EducationLevel(int(row["level"])), row["title_vi"], row["title_en"], row["source"]
        )
        for row in read_rows("qualifications.csv")
    )


@lru_cache(maxsize=1)
def priority_groups() -> tuple[PriorityGroup, ...]:
    """Give the groups that are served first, with the law behind each."""
    return tuple(
        PriorityGroup(
            row["code"],
            row["title_vi"],
            row["title_en"],
            row["is_sensitive"] == "yes",
            row["source"],
            "verified" if row["status"] == "verified" else "provisional",
        )
        for row in read_rows("priority_groups.csv")
    )


@lru_cache(maxsize=1)
def overseas_markets() -> tuple[OverseasMarket, ...]:
    """Give the countries and territories that receive workers, the largest first."""
    return tuple(
        OverseasMarket(
            row["code"],
            row["name_vi"],
            row["name_en"],
            row["currency"],
            _list(row["aliases"]),
            row["source"],
        )
        for row in read_rows("overseas_markets.csv")
    )


def _by_code(rows: tuple[RowT, ...], code: str, what_vi: str) -> RowT:
    found = next((row for row in rows if row.code == code), None)
    if found is not None:
        return found
    near = process.extract(code, [row.code for row in rows], limit=_SUGGESTED)
    suggested = ", ".join(match for match, _, _ in near)
    raise InputError(
        f"Không có mã {what_vi} “{code}”. Có phải một trong các mã: {suggested}?",
        f"unknown code {code!r}; near: {suggested}",
        code="code_unknown",
    )


def industry(code: str) -> Industry:
    """Give the section or division with the code; InputError if there is none."""
    return _by_code(industries(), code, "ngành kinh tế")


def divisions(section: str) -> tuple[Industry, ...]:
    """Give the divisions of a section; InputError if there is no such section."""
    industry(section)
    return tuple(row for row in industries() if row.parent == section)


def ethnic_group(code: str) -> EthnicGroup:
    """Give the people with the code; InputError if there is none."""
    return _by_code(ethnic_groups(), code, "dân tộc")


def language(code: str) -> Language:
    """Give the language with the code; InputError if there is none."""
    return _by_code(languages(), code, "ngôn ngữ")


def priority_group(code: str) -> PriorityGroup:
    """Give the priority group with the code; InputError if there is none."""
    return _by_code(priority_groups(), code, "nhóm ưu tiên")


def overseas_market(code: str) -> OverseasMarket:
    """Give the market with the country code; InputError if there is none."""
    return _by_code(overseas_markets(), code, "thị trường ngoài nước")


def qualification(level: EducationLevel) -> Qualification:
    """Give the titles of a level of education."""
    return qualifications()[level]


def _squeezed(text: str) -> str:
    """Give the letters alone, so that "H'Mông", "Hmông" and "H Mông" are one."""
    return "".join(folded_words(text))


@lru_cache(maxsize=1)
def _ethnic_names() -> dict[str, EthnicGroup]:
    named = {_squeezed(alias): group for group in ethnic_groups() for alias in group.aliases}
    return named | {_squeezed(group.name_vi): group for group in ethnic_groups()}


def find_ethnic_group(text: str) -> EthnicGroup | None:
    """Give the people that a form names ("Mông", "dân tộc H'Mông", "Khmer"), or None."""
    words = fold(text).removeprefix("dan toc ").removeprefix("nguoi ")
    names = _ethnic_names()
    return names.get(_squeezed(text)) or names.get(_squeezed(words))


def _phrases(row: Language) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in (row.name_vi, *row.aliases))


@lru_cache(maxsize=1)
def _language_search() -> tuple[re.Pattern[str], dict[str, str]]:
    codes = {phrase: row.code for row in languages() for phrase in _phrases(row)}
    longest_first = sorted(codes, key=len, reverse=True)
    pattern = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), codes


def find_languages(text: str) -> tuple[str, ...]:
    """Give the codes of the languages that a text names, in order and each once.

    Certificates name their language: "TOEIC 600" gives `en`, "N3" gives `ja`.
    """
    search, codes = _language_search()
    hits = (re.sub(r"[\s-]+", " ", hit[0]) for hit in search.finditer(fold_aligned(text)))
    return tuple(dict.fromkeys(codes[hit] for hit in hits))


@lru_cache(maxsize=1)
def _market_names() -> dict[str, OverseasMarket]:
    return {
        _squeezed(name): market
        for market in overseas_markets()
        for name in (market.code, market.name_en, *market.aliases, market.name_vi)
    }


def find_overseas_market(text: str) -> OverseasMarket | None:
    """Give the market that a cell names ("Nhật", "Đài Loan", "UAE"), or None."""
    return _market_names().get(_squeezed(text))
