"""Certificates and languages that a vacancy demands and a jobseeker does not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanviec.engines.matching.facts import JobseekerFacts, Missing
from sanviec.engines.matching.papers import (
    certificate_words,
    covered_by,
    covered_languages,
    language_words,
)

from .model import EFFORT, Draft


def paper_drafts(jobseeker: JobseekerFacts, missing: Iterable[Missing]) -> Iterator[Draft]:
    """Give each missing paper; it opens a door and adds no points."""
    for requirement in missing:
        kind, _, code = requirement.code.partition(":")
        if kind == "certificate":
            name_vi, name_en = certificate_words(code)
            yield Draft(
                kind,
                EFFORT,
                {"certificates": (*jobseeker.certificates, code)},
                0,
                f"Có thêm {name_vi}; nếu đã có, hãy ghi vào hồ sơ",
                f"Get {name_en}; if it is held already, add it to the file",
                frozenset(f"{kind}:{covered}" for covered in covered_by(code)),
            )
        elif kind == "language":
            name_vi, name_en = language_words(code)
            yield Draft(
                kind,
                EFFORT,
                {"languages": (*jobseeker.languages, code)},
                0,
                f"Biết {name_vi}; nếu đã biết, hãy ghi vào hồ sơ",
                f"Learn {name_en}; if it is known already, add it to the file",
                frozenset(f"{kind}:{covered}" for covered in covered_languages([code])),
            )
