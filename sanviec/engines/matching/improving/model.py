"""A change of a jobseeker's facts, and what it would do to one pair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sanviec.engines.matching.facts import JobseekerFacts, Missing

# Who can bring a change about: the person by deciding, the person by learning or working, or
# whoever asks, because the file does not say.
CHOICE, EFFORT, UNKNOWN = "choice", "effort", "unknown"


@dataclass(frozen=True, slots=True)
class Draft:
    """A change as one term sees it.

    Args:
        term: the term or requirement that it is about: "wage", "place", "certificate", …
        kind: `CHOICE`, `EFFORT` or `UNKNOWN`.
        facts: fields of `JobseekerFacts` with their new values.
        points: what the term gives more; never negative.
        text_vi: the change in a Vietnamese sentence.
        text_en: the same in English.
        tokens: hard requirements that the changed facts meet, as `requirements` names them.
    """

    term: str
    kind: str
    facts: dict[str, Any]
    points: int
    text_vi: str
    text_en: str
    tokens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Improvement:
    """One change, exactly: the score of the changed facts minus the score now.

    Args:
        term, kind, facts, text_vi, text_en: as in `Draft`.
        points: what the whole score gains; 0 for a change that only meets a requirement.
        score: the score after it.
        meets: requirements that are missing now and would be met.
        missing: requirements that would still be missing.
    """

    term: str
    kind: str
    facts: dict[str, Any]
    points: int
    score: int
    meets: tuple[Missing, ...]
    missing: tuple[Missing, ...]
    text_vi: str
    text_en: str

    @property
    def opens(self) -> bool:
        """True when the pair is impossible now and this change alone makes it possible."""
        return bool(self.meets) and not self.missing

    def applied_to(self, jobseeker: JobseekerFacts) -> JobseekerFacts:
        """Give the jobseeker as if the change had been made."""
        return replace(jobseeker, **self.facts)


@dataclass(frozen=True, slots=True)
class Improvements:
    """What would raise one pair's score.

    Args:
        changes: those that meet a requirement first, then by points; each holds alone, and the
            points of several need not add up.
        fixed: requirements that are missing and that nobody can change, such as an age limit of
            the law. Where there is one there are no changes: none would make the pair possible.
    """

    changes: tuple[Improvement, ...]
    fixed: tuple[Missing, ...]
