"""Papers and earlier jobs of a file."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import DocumentKind
from sanviec.apps.jobseekers.models import Document, Jobseeker, WorkPeriod
from sanviec.apps.jobseekers.services import WorkPeriodData
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, make_jobseeker

pytestmark = pytest.mark.django_db


def add(person: Jobseeker, content: bytes = b"%PDF-1.7") -> Document:
    return services.add_document(
        jobseeker=person,
        kind=DocumentKind.CERTIFICATE,
        name="bang-lai.pdf",
        content=content,
        actor=SYSTEM,
        now=NOW,
    )


def replace(person: Jobseeker, *periods: WorkPeriodData) -> list[WorkPeriod]:
    return services.replace_work_periods(jobseeker=person, periods=periods, actor=SYSTEM, now=NOW)


def test_a_paper_goes_into_the_file() -> None:
    person = make_jobseeker()
    paper = add(person)
    assert list(person.documents.all()) == [paper]
    assert paper.file.original_name == "bang-lai.pdf"
    assert list(audit.verify()) == []


def test_what_is_no_paper_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(InputError):
        add(make_jobseeker(), b"MZ")
    assert Document.objects.count() == 0


def test_a_closed_file_takes_no_paper() -> None:
    person = services.close_jobseeker(jobseeker=make_jobseeker(), actor=SYSTEM, now=NOW)
    with pytest.raises(InputError):
        add(person)


def test_earlier_jobs_are_replaced_as_a_whole() -> None:
    person = make_jobseeker()
    replace(
        person, WorkPeriodData("Thợ may", from_month=date(2020, 1, 1)), WorkPeriodData("Lễ tân")
    )
    replace(person, WorkPeriodData("Thợ hàn"))
    assert [period.title for period in person.work_periods.all()] == ["Thợ hàn"]
    assert list(audit.verify()) == []


@pytest.mark.parametrize(
    "periods",
    [
        [WorkPeriodData(" ")],
        [WorkPeriodData("Thợ may", from_month=date(2021, 1, 1), to_month=date(2020, 1, 1))],
        [WorkPeriodData("Thợ may")] * 21,
    ],
)
def test_impossible_jobs_are_refused(periods: list[WorkPeriodData]) -> None:
    person = make_jobseeker()
    replace(person, WorkPeriodData("Thợ hàn"))
    with pytest.raises(InputError):
        replace(person, *periods)
    assert person.work_periods.count() == 1
