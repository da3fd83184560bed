"""One line of an explained score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score: what it added, in both languages.

    Args:
        term: Stable key of the term, such as `"wage"`.
        points: What the term added; negative when it took away.
        text_vi: A whole Vietnamese sentence for the person at the screen.
        text_en: The same sentence in English.
    """

    term: str
    points: int
    text_vi: str
    text_en: str


def total_points(reasons: tuple[Reason, ...]) -> int:
    """Give the score that the reasons add up to."""
    return sum(reason.points for reason in reasons)
