"""What an occupation is, and what is found when a job title is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Occupation:
    """One group of the International Standard Classification of Occupations (ISCO-08).

    Args:
        code: One to four digits.
        title_vi: Title in Vietnamese.
        title_en: Title in English.
        level: Number of digits, 4 for a unit group.
        vsco_code: The same group in the Vietnamese list of occupations (VSCO), where it has one.
        parent: Code of the group above; None for the ten major groups.
    """

    code: str
    title_vi: str
    title_en: str
    level: int
    vsco_code: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class OccupationHit:
    """One occupation named in a text.

    Args:
        code: Unit group, four digits.
        phrase: The phrase of the tables that was recognised.
        start: First character of the mention in the given text.
        end: One past the last character.
        score_0_100: How sure the reading is and how much of the title it explains.
        is_exact: False when a typing error or wrong tone marks were forgiven.
    """

    code: str
    phrase: str
    start: int
    end: int
    score_0_100: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of naming a unit group.

    Args:
        text: The phrase with its marks.
        code: Unit group, four digits.
        kind: title, abbreviation, english, colloquial or overseas; "group" for a title that
            comes from the classification itself.
    """

    text: str
    code: str
    kind: str
