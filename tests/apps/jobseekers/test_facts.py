"""What the matching engine is told about a person, and what it is not."""

from __future__ import annotations

from dataclasses import fields

import pytest

from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.engines.matching import JobseekerFacts


def test_the_facts_are_the_answers_of_the_file() -> None:
    person = Jobseeker(
        wished_titles=["công nhân may"],
        occupation_codes=["8153"],
        wished_places=["20", "JP"],
        residence_code="05977",
        max_distance_km=15,
        wage_min_vnd_month=8_000_000,
        shifts=["day"],
        refused_shifts=["night"],
        education=3,
        skills=["May Công nghiệp"],
        birth_year=1990,
        accepts_overseas=True,
        last_job="Thợ may",
        wishes="gần nhà",
    )
    facts = to_facts(person)
    assert facts.id == str(person.pk)
    assert (facts.wished_titles, facts.occupations) == (("công nhân may",), ("8153",))
    assert (facts.places, facts.home) == (("20", "JP"), "05977")
    assert (facts.max_distance_km, facts.wage_min) == (15, 8_000_000)
    assert (facts.shifts, facts.refused_shifts) == ({"day"}, {"night"})
    assert facts.skills == ("May Công nghiệp",)
    assert facts.text == "Thợ may\ngần nhà"


def test_unknown_stays_unknown() -> None:
    facts = to_facts(Jobseeker())
    empty = JobseekerFacts(id=facts.id)
    assert facts == empty


@pytest.mark.parametrize(
    ("code", "home"),
    [("01@63", "01"), ("99999@63", None), ("99999", None), ("", None), ("JP", "JP")],
)
def test_an_old_address_is_found_today(code: str, home: str | None) -> None:
    facts = to_facts(Jobseeker(residence_code=code, wished_places=[code, "20"]))
    assert facts.home == home
    assert facts.places == ((home, "20") if home else ("20",))


def test_the_engine_is_not_told_who_somebody_is() -> None:
    names = {field.name for field in fields(JobseekerFacts)}
    assert not names & {"sex", "ethnic_code", "full_name", "priority_groups", "birth_date"}
