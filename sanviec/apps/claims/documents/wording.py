"""All that a decision document says, as plain data that is kept with the decision."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

# Goes up when the page is laid out anew; a paper keeps the layout that it was signed with.
LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Clause:
    """One article of the decision.

    Args:
        text: what stands beside "Điều 1."
        facts: name and value, one a line.
        points: sentences, one a line.
    """

    text: str
    facts: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One decision document, word by word.

    Args:
        authority, centre: who stands at the head: the office above and the one that issues.
        place: where it is issued, before the date.
        signed_on: as the date line says it.
        about: what it is about, after "Về việc".
        grounds: what it rests on, one line a document.
        clauses: its articles.
        steps: how the figures came about, each with its article.
        doubts: what could not be compared with the text of the law.
        copies: who gets a copy.
        signer_title, signer, signed_at: who signed, as what, when.
        person, initials: the name, and what a stranger may read of it.
        code, link: how a stranger checks the paper.
    """

    authority: str
    centre: str
    number: str
    place: str
    signed_on: str
    about: str
    grounds: tuple[str, ...]
    clauses: tuple[Clause, ...]
    steps: tuple[str, ...]
    doubts: tuple[str, ...]
    copies: tuple[str, ...]
    signer_title: str
    signer: str
    signed_at: str
    person: str
    initials: str
    code: str
    link: str
    layout: int = LAYOUT


def write_wording(wording: Wording) -> str:
    """The one writing of a wording, to be kept."""
    return json.dumps(asdict(wording), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_wording(text: str) -> Wording:
    """A kept wording."""
    told: dict[str, Any] = json.loads(text)
    clauses = tuple(_clause(one) for one in told.pop("clauses"))
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items()
    }
    return Wording(clauses=clauses, **fields)


def _clause(told: dict[str, Any]) -> Clause:
    facts = tuple((name, value) for name, value in told["facts"])
    return Clause(told["text"], facts, tuple(told["points"]))
