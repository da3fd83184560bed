"""How much of what a record was told is understood: the figures of an import's preview."""

from __future__ import annotations

from collections.abc import Iterator

from sanviec.engines.intake.records.model import AnyRecord, JobseekerRecord, VacancyRecord


def understood(record: AnyRecord) -> Iterator[tuple[str, bool]]:
    """Yield each aspect that the record says something about, and whether it is understood."""
    if isinstance(record, VacancyRecord):
        yield from _of_vacancy(record)
    elif isinstance(record, JobseekerRecord):
        yield from _of_jobseeker(record)


def _of_vacancy(record: VacancyRecord) -> Iterator[tuple[str, bool]]:
    yield "occupation", record.occupation is not None
    if record.place_text or record.address:
        is_broad = record.is_nationwide or record.is_remote or record.is_overseas
        yield "place", bool(record.places) or is_broad
    has_figure = record.wage_min_vnd_month is not None or record.wage_max_vnd_month is not None
    if record.wage_text or has_figure:
        yield "wage", has_figure or record.is_wage_negotiable
        yield "wage_figure", has_figure
    if record.experience_text:
        yield "experience", record.experience_min_months is not None
    if record.education_text:
        yield "education", record.education is not None


def _of_jobseeker(record: JobseekerRecord) -> Iterator[tuple[str, bool]]:
    if record.wished_titles or record.industry:
        yield "occupation", bool(record.occupations)
    if record.place_text:
        yield "place", bool(record.places) or record.is_nationwide
    if record.wage_text:
        yield "wage_figure", record.wage_min_vnd_month is not None
    if record.experience_text:
        yield "experience", record.experience_months is not None
    if record.education_text:
        yield "education", record.education is not None
