"""Editing a registration loses nothing that the form does not show."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import update_jobseeker
from sanviec.web.forms.base import HouseForm
from sanviec.web.forms.jobseeker import DeskProfileForm, OwnProfileForm
from sanviec.web.forms.vacancy import EmployerForm, VacancyForm
from tests.apps.factories import citizen_id, make_employer
from tests.web.factories import BY_SYSTEM, make_seeker, make_vacancy

pytestmark = pytest.mark.django_db


def filled(form: HouseForm, **changes: Any) -> QueryDict:
    """What a browser sends when somebody changes a few answers of a form and saves."""
    query = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        if field.use_fieldset:
            value = [box.data["value"] for box in field.subwidgets if box.data["selected"]]
        for one in value if isinstance(value, list) else [value]:
            if one not in (None, False, ""):
                query.appendlist(field.html_name, "on" if one is True else str(one))
    for name, value in changes.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def saved(person: Jobseeker, **changes: Any) -> Jobseeker:
    form = DeskProfileForm(filled(DeskProfileForm(person=person), **changes), person=person)
    assert form.is_valid(), form.errors
    return update_jobseeker(jobseeker=person, data=form.data_for_service(), **BY_SYSTEM)


def test_saving_unchanged_changes_nothing() -> None:
    person = make_seeker(
        residence_code="05992@63",
        permanent_code="06187",
        wished_places=("05992@63", "01"),
        languages=("ja:N4", "en"),
        certificates=("driving_c", "nghề hiếm"),
        skills=tuple(f"kỹ năng {n}" for n in range(25)),
        occupation_codes=("9329",),
        experience_months=18,
        education=4,
        phone="0912345678",
        identity_no=citizen_id(),
    )
    before = {f.name: getattr(person, f.name) for f in person._meta.fields}
    after = saved(person)
    assert {f.name: getattr(after, f.name) for f in after._meta.fields} == before


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(["ja", "en"], ["ja:N4", "en"]), (["en"], ["en"]), ([], [])],
)
def test_a_level_stays_while_its_language_is_ticked(
    languages: list[str], expected: list[str]
) -> None:
    person = make_seeker(languages=("ja:N4",))
    assert saved(person, languages=languages).languages == expected


def test_counter_shows_no_number_and_keeps_it() -> None:
    number = citizen_id()
    person = make_seeker(phone="0912345678", identity_no=number, email="hoa@example.vn")
    shown = str(DeskProfileForm(person=person))
    assert [text for text in ("0912345678", number, "hoa@example.vn") if text in shown] == []
    assert "09•••••678" in shown
    after = saved(person, phone="0987654321")
    assert (after.phone, after.identity_no) == ("0987654321", number)


def test_counter_can_drop_a_number() -> None:
    person = make_seeker(phone="0912345678", email="hoa@example.vn")
    after = saved(person, forget=["phone"])
    assert (after.phone, after.email) == ("", "hoa@example.vn")


def test_owner_sees_own_numbers() -> None:
    person = make_seeker(phone="0912345678")
    assert "0912345678" in str(OwnProfileForm(person=person))


def test_vacancy_keeps_what_its_form_does_not_ask() -> None:
    vacancy = make_vacancy(
        wage_text="lương theo sản phẩm", languages=["ko:TOPIK2"], place_text="KCN Đồng Bành"
    )
    query = filled(VacancyForm(vacancy=vacancy), description="May áo khoác.")
    form = VacancyForm(query, vacancy=vacancy)
    assert form.is_valid(), form.errors
    data = form.data_for_service()
    assert data.description == "May áo khoác."
    assert (data.wage_text, data.languages) == ("lương theo sản phẩm", ["ko:TOPIK2"])
    assert (data.place_codes, data.place_text) == (vacancy.place_codes, "KCN Đồng Bành")


def test_employer_keeps_an_industry_that_is_not_in_the_list() -> None:
    employer = make_employer(
        industry_code="14100",
        place_code="05992@63",
        tax_code="0100109106",
        contact_name="Phòng nhân sự",
        phone="0912345678",
    )
    form = EmployerForm(filled(EmployerForm(employer=employer)), employer=employer)
    assert form.is_valid(), form.errors
    data = form.data_for_service()
    assert (data.industry_code, data.place_code) == ("14100", "05992@63")
