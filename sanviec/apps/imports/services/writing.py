"""Records into the registers, or what would become of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanviec.apps.employers import services as employers
from sanviec.apps.employers.models import Employer
from sanviec.apps.imports.facts import employer_data, employer_of, jobseeker_data, vacancy_data
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.platform.bulk import BulkResult, RowOutcome
from sanviec.apps.reference.services import preview_aliases, upsert_aliases
from sanviec.apps.vacancies import services as vacancies
from sanviec.engines.intake import EmployerRecord, JobseekerRecord, PlaceRecord, VacancyRecord
from sanviec.kernel.errors import InputError

from .job import Job

# Employers of a file whose row in the register is at hand; beyond that they are looked up again.
REMEMBERED = 20_000
Named = tuple[Employer | None, InputError | None]


class Writer:
    """Takes the records of one file chunk by chunk; previews unless the job is applied."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._employers: dict[str, Named] = {}
        kinds: dict[str, Callable[[list[Any]], tuple[RowOutcome, ...]]] = {
            "vacancies": self._vacancies,
            "jobseekers": self._jobseekers,
            "employers": self._employers_of_file,
            "places": self._places,
        }
        self.write = kinds[job.kind]

    def _facts(self) -> dict[str, Any]:
        return {"centre": self._job.centre, "actor": self._job.actor, "now": self._job.now}

    def _jobseekers(self, records: list[JobseekerRecord]) -> tuple[RowOutcome, ...]:
        options = self._job.options
        rows = [jobseeker_data(record, options.source) for record in records]
        if not self._job.is_applied:
            return jobseekers.preview_upsert(rows=rows, **self._facts()).outcomes
        consents = options.consents
        return jobseekers.bulk_upsert(rows=rows, consents=consents, **self._facts()).outcomes

    def _employers_of_file(self, records: list[EmployerRecord]) -> tuple[RowOutcome, ...]:
        rows = [employer_data(record, self._job.options.source) for record in records]
        return self._upsert_employers(rows).outcomes

    def _upsert_employers(self, rows: list[employers.EmployerData]) -> BulkResult:
        if not self._job.is_applied:
            return employers.preview_upsert(rows=rows, centre=self._job.centre)
        is_verified = self._job.options.is_vouched
        return employers.bulk_upsert(rows=rows, is_verified=is_verified, **self._facts())

    def _vacancies(self, records: list[VacancyRecord]) -> tuple[RowOutcome, ...]:
        keys = self._name_employers(records)
        rows, places = [], []
        outcomes = [RowOutcome("unchanged")] * len(records)
        for place, (record, key) in enumerate(zip(records, keys, strict=True)):
            employer, error = self._employers[key]
            if error is not None:
                outcomes[place] = RowOutcome("rejected", error=error)
                continue
            rows.append(vacancies.ImportedVacancy(self._data(record), employer))
            places.append(place)
        result = self._upsert_vacancies(rows)
        for place, outcome in zip(places, result.outcomes, strict=True):
            outcomes[place] = outcome
        return tuple(outcomes)

    def _data(self, record: VacancyRecord) -> vacancies.VacancyData:
        options = self._job.options
        return vacancy_data(
            record, options.source, open_until=options.open_until, on=self._job.today
        )

    def _upsert_vacancies(self, rows: list[vacancies.ImportedVacancy]) -> BulkResult:
        if self._job.is_applied:
            return vacancies.bulk_upsert(rows=rows, **self._facts())
        centre, now = self._job.centre, self._job.now
        return vacancies.preview_upsert(rows=rows, centre=centre, now=now)

    def _name_employers(self, records: list[VacancyRecord]) -> list[str]:
        """The key of each row's employer, all of them written and remembered.

        An employer is written once a file: its first row speaks for it, so that a second run of
        the same file finds everything as it left it.
        """
        if len(self._employers) > REMEMBERED:
            self._employers.clear()
        self._employers.setdefault("", (None, _nameless_employer()))
        named = [employer_of(record, self._job.options.source) for record in records]
        fresh = {data.source_key: data for data in reversed(named)}
        rows = [data for key, data in reversed(fresh.items()) if key not in self._employers]
        if rows:
            self._employers |= self._written(rows)
        return [data.source_key for data in named]

    def _written(self, rows: list[employers.EmployerData]) -> dict[str, Named]:
        outcomes = self._upsert_employers(rows).outcomes
        ids = [outcome.record_id for outcome in outcomes if outcome.record_id]
        found = {row.pk: row for row in Employer.objects.filter(pk__in=ids).order_by("id")}
        return {
            data.source_key: (
                found.get(outcome.record_id) if outcome.record_id else None,
                outcome.error,
            )
            for data, outcome in zip(rows, outcomes, strict=True)
        }

    def _places(self, records: list[PlaceRecord]) -> tuple[RowOutcome, ...]:
        job = self._job
        if job.is_applied:
            return upsert_aliases(
                records, source=job.options.source, actor=job.actor, now=job.now
            ).outcomes
        return preview_aliases(records).outcomes


def _nameless_employer() -> InputError:
    return InputError(
        "thiếu tên doanh nghiệp. Hãy ghi tên đơn vị tuyển dụng vào dòng này.",
        "the employer's name is missing; write it into this row.",
        field="employer",
        code="employer_missing",
    )
