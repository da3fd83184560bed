"""The fields of each kind of file and the headings by which they are known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast, get_args

from sanviec.engines.intake.problems import refusal
from sanviec.kernel.text import fold

Kind = Literal["vacancies", "jobseekers", "employers", "places"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# “jobTitle” of programs is two words; a capital after a small letter stands in no plain word.
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PUNCTUATION: Final = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical field: labels for people, and the folded headings that mean it."""

    name: str
    label_vi: str
    label_en: str
    headings: frozenset[str]
    is_required: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All fields of one kind, and from each folded heading to its field."""

    kind: Kind
    fields: Mapping[str, Field]
    by_heading: Mapping[str, str]


def plain(heading: str) -> str:
    """Give a heading as it is compared: folded, without brackets and punctuation."""
    outside = _BRACKETS.sub(" ", heading)
    return _words(outside if outside.strip() else heading)


def spelled_out(heading: str) -> str:
    """Give a heading as `plain` does, but with what stands in brackets as words of it."""
    return _words(heading)


def _words(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", fold(_HUMP.sub(" ", text))).split())


def check_kind(kind: str) -> Kind:
    """Give the kind, typed.

    Raises:
        InputError: There is no such kind.
    """
    if kind not in KINDS:
        raise refusal("kind_unknown", "", kind=kind, kinds=", ".join(KINDS))
    return kind


@cache
def load_vocabulary(kind: Kind) -> Vocabulary:
    """Give the vocabulary of a kind, read once from the package's data."""
    fields = {name: _field(name, entry) for name, entry in _load(kind).items()}
    by_heading: dict[str, str] = {}
    for field in fields.values():
        for heading in field.headings:
            by_heading.setdefault(heading, field.name)
    return Vocabulary(kind, fields, by_heading)


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        label_vi=entry["label_vi"],
        label_en=entry["label_en"],
        headings=frozenset(map(plain, [name, *entry["names"]])),
        is_required=entry.get("required", False),
        is_private=entry.get("is_private", False),
    )


def _load(stem: str) -> dict[str, Any]:
    text = (files("sanviec.engines.intake.columns.vocabulary") / f"{stem}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def common_words(key: str) -> frozenset[str]:
    """Give the folded headings of the common list `ignored`, `parts` or `blockers`."""
    return frozenset(map(plain, cast(list[str], _load("common")[key]))) - {""}


@cache
def _all_headings() -> frozenset[str]:
    names = (load_vocabulary(kind).by_heading for kind in KINDS)
    return frozenset().union(*names) | common_words("ignored")


def is_known_heading(text: str) -> bool:
    """Tell whether any kind knows a field by this heading."""
    return len(text) <= 120 and plain(text) in _all_headings()


def is_part_heading(text: str) -> bool:
    """Tell whether the heading only names a part of the one above it, such as “Từ”."""
    return len(text) <= 40 and plain(text) in common_words("parts")


def is_ignored_heading(text: str) -> bool:
    """Tell whether the column is a counter or was added by the file of rejected rows."""
    return text.strip() == "#" or plain(text) in common_words("ignored")
