"""What a decision rests on: the articles in force that its answer named, grouped by document."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "Luật 74/2025/QH15, Điều 41 khoản 4": a document, then its article; the second of two articles of
# one document, after a semicolon, begins with the word itself.
_REFERENCE = re.compile(r"(?P<paper>[^,]+?)(?:, (?P<article>.+))?")
_SAME_PAPER = "Điều "


def grounds_of(regime: str, references: Iterable[str]) -> tuple[str, ...]:
    """One line a document, the law of the decision first: "Luật Việc làm số 74/2025/QH15: Điều …".

    Args:
        regime: number of the law that the decision goes by.
        references: articles as the dated parameters write them.
    """
    law = f"Luật {regime}"
    articles: dict[str, list[str]] = {law: []}
    for reference in references:
        paper = law
        for part in reference.split("; "):
            if part.startswith(_SAME_PAPER):
                named = part
            else:
                found = _REFERENCE.fullmatch(part)
                paper = found["paper"] if found else part
                named = (found["article"] if found else None) or ""
            known = articles.setdefault(paper, [])
            if named and named not in known:
                known.append(named)
    return tuple(_line(paper, regime, known) for paper, known in articles.items())


def _line(paper: str, regime: str, articles: list[str]) -> str:
    title = f"Luật Việc làm số {regime}" if paper == f"Luật {regime}" else paper
    return f"{title}: {'; '.join(sorted(articles, key=_place))}" if articles else title


def _place(article: str) -> tuple[list[int], str]:
    """Where an article stands in its document: "Điều 9 khoản 2" comes before "Điều 38"."""
    return [int(number) for number in re.findall(r"\d+", article)], article
