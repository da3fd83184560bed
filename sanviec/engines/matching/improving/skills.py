"""Skills that a vacancy asks for and a jobseeker does not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sanviec.engines.matching.facts import JobseekerFacts
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.wish_words import wish_words
from sanviec.engines.matching.word_points import in_vacancy
from sanviec.kernel.text import fold

from .model import EFFORT, Draft

# A vacancy may list thirty; the first ones asked for are the ones meant.
_MOST_SKILLS = 3


def skill_drafts(jobseeker: JobseekerFacts, row: int, index: VacancyIndex) -> Iterator[Draft]:
    """Give the first skills that are asked for and not held, while the skills can still count.

    A skill is also looked for in the description, where it may take another phrase's place; both
    are counted anew, so this is the one change that costs some hundred microseconds.
    """
    held = {fold(skill) for skill in jobseeker.skills}
    asked = {fold(skill): skill for skill in reversed(index.facts[row].skills)}
    open_ones = [skill for form, skill in reversed(asked.items()) if form and form not in held]
    most, each = index.weights.skills_most, index.weights.skill
    if not open_ones or (len(asked) - len(open_ones)) * each >= most:
        return
    now = _points(jobseeker, row, index)
    for skill in open_ones[:_MOST_SKILLS]:
        skills = (*jobseeker.skills, skill)
        more = _points(replace(jobseeker, skills=skills), row, index) - now
        text_vi = f"Có thêm kỹ năng {skill}; nếu đã có, hãy ghi vào hồ sơ"
        text_en = f"Learn {skill}; if it is known already, add it to the file"
        yield Draft("skills", EFFORT, {"skills": skills}, more, text_vi, text_en)


def _points(jobseeker: JobseekerFacts, row: int, index: VacancyIndex) -> int:
    """Give the points of skills and description in one vacancy."""
    words, weights = index.words, index.weights
    wish = wish_words(jobseeker, words, weights)
    _, skills, text = in_vacancy(wish, words, row, bool(index.is_classified[row]), weights)
    return skills + text
