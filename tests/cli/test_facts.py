"""Records of files become the facts that the engine ranks with."""

from __future__ import annotations

from sanviec.cli.facts import jobseeker_facts, vacancy_facts
from sanviec.engines.intake import JobseekerRecord, VacancyRecord
from sanviec.kernel.education import EducationLevel


def test_anywhere_in_the_country_is_a_place() -> None:
    assert vacancy_facts(VacancyRecord(id="v", title="Sale", is_nationwide=True)).places == ("VN",)
    assert jobseeker_facts(JobseekerRecord(id="s", is_nationwide=True)).places == ("VN",)
    assert jobseeker_facts(JobseekerRecord(id="s")).places == ()


def test_named_places_stand_before_anywhere() -> None:
    record = JobseekerRecord(id="s", places=("20",), is_nationwide=True)
    assert jobseeker_facts(record).places == ("20",)


def test_a_vacancys_row_keeps_what_it_says() -> None:
    record = VacancyRecord(
        id="v",
        title="Thợ may",
        category="May mặc",
        requirements="Biết vắt sổ",
        skills=("Vắt sổ",),
        education=EducationLevel.PRIMARY,
    )
    facts = vacancy_facts(record)
    assert facts.text == "May mặc\nBiết vắt sổ"
    assert (facts.openings, facts.education) == (1, 1)


def test_a_former_province_stays_as_it_was_named() -> None:
    record = VacancyRecord(
        id="v", title="Thợ may", places=("52", "21583"), named_places=("52@63", "540@63")
    )
    assert vacancy_facts(record).places == ("52@63", "21583")
