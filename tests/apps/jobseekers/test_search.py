"""Finding somebody at the counter, and noticing that they are registered already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import possible_duplicates, search_people
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from tests.apps.factories import (
    ANYBODY,
    NOW,
    citizen_id,
    make_centre,
    make_jobseeker,
    make_staff,
)

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


@pytest.fixture
def desk() -> Actor:
    return make_staff(Role.RECEPTIONIST, make_centre("LS")).actor


def at(desk: Actor, name: str, **fields: Any) -> Jobseeker:
    from sanviec.apps.centres.models import Centre

    centre = Centre.objects.get(pk=desk.centre_id)
    return make_jobseeker(centre, full_name=name, **fields)


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        [
            "Nguyễn Văn Thử",
            "nguyen van thu",
            "NGUYỄN",
            "van thu",
            "thử nguyễn",
            "thu 1990",
            "0912345678",
            "+84 912.345.678",
            "LS-2026-000001",
            "ls-2026-1",
            "1",
            "000001",
        ],
    )
    def test_finds_by_what_people_say_or_show(self, desk: Actor, text: str) -> None:
        person = at(desk, "Nguyễn Văn Thử", phone=PHONE, birth_year=1990)
        at(desk, "Lò Thị Mẫu", phone="0987654321", birth_year=1985)
        assert search_people(desk, text) == [person]

    def test_finds_by_identity_number(self, desk: Actor) -> None:
        identity = citizen_id(number=7)
        person = at(desk, "Nguyễn Văn Thử", identity_no=identity)
        assert search_people(desk, f"{identity[:6]} {identity[6:]}") == [person]

    @pytest.mark.parametrize("text", ["", " ", "%", "_", "1990", "091234567", "2", "LS-2025-1"])
    def test_finds_nothing_where_nothing_fits(self, desk: Actor, text: str) -> None:
        at(desk, "Nguyễn Văn Thử", phone=PHONE, birth_year=1990)
        assert search_people(desk, text) == []

    def test_names_that_begin_so_stand_before_those_that_hold_it(self, desk: Actor) -> None:
        for name in ("Trần Văn An", "An Văn Trần", "Bùi An"):
            at(desk, name)
        found = [person.full_name for person in search_people(desk, "an")]
        assert found == ["An Văn Trần", "Bùi An", "Trần Văn An"]

    def test_stays_in_the_centre_and_leaves_merged_files_out(self, desk: Actor) -> None:
        kept, merged = at(desk, "Nông Văn Thử"), at(desk, "Nông Văn Thử")
        make_jobseeker(full_name="Nông Văn Thử")
        services.merge_jobseekers(kept=kept, merged=merged, reason="trùng", actor=SYSTEM, now=NOW)
        assert search_people(desk, "nong") == [kept]
        assert search_people(make_staff(Role.MINISTRY).actor, "nong") == []

    def test_is_bounded_and_costs_the_same_for_few_and_many(
        self, desk: Actor, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(22):
            at(desk, "Nông Văn Thử", phone=PHONE)
        for text in ("nong", "thu", PHONE, "22"):
            with django_assert_max_num_queries(3):
                assert 1 <= len(search_people(desk, text)) <= 20


class TestPossibleDuplicates:
    def found(self, **fields: Any) -> list[tuple[str, str]]:
        data = replace(ANYBODY, full_name="Nông Văn Thử", **fields)
        return [(twin.severity, twin.code) for twin in possible_duplicates(data)]

    def test_the_same_identity_number_blocks(self) -> None:
        make_jobseeker(full_name="Tên Khác", identity_no=citizen_id(number=7))
        assert self.found(identity_no=citizen_id(number=7)) == [("block", "identity")]

    @pytest.mark.parametrize(
        ("birth", "residence", "is_found"),
        [
            ({"birth_date": date(1990, 2, 3)}, "20", True),
            ({"birth_date": date(1990, 2, 3)}, "", True),
            ({"birth_year": 1990}, "20", True),
            ({"birth_date": date(1990, 2, 4)}, "20", False),
            ({"birth_date": date(1990, 2, 3)}, "01", False),
            ({}, "20", False),
        ],
    )
    def test_name_and_birth_in_one_province_warn(
        self, birth: Any, residence: str, is_found: bool
    ) -> None:
        make_jobseeker(full_name="NÔNG VĂN THỬ", birth_date=date(1990, 2, 3), residence_code="20")
        expected = [("warn", "name_and_birth")] if is_found else []
        assert self.found(residence_code=residence, **birth) == expected

    def test_a_file_that_knows_only_the_year_is_compared_by_the_year(self) -> None:
        make_jobseeker(full_name="Nông Văn Thử", birth_year=1990)
        assert self.found(birth_date=date(1990, 2, 3)) == [("warn", "name_and_birth")]

    def test_the_same_phone_warns(self) -> None:
        make_jobseeker(full_name="Tên Khác", phone=PHONE)
        assert self.found(phone="+84912345678") == [("warn", "phone")]

    def test_each_file_is_named_once_by_its_strongest_reason(self) -> None:
        make_jobseeker(full_name="Nông Văn Thử", phone=PHONE, identity_no=citizen_id(number=7))
        assert self.found(phone=PHONE, identity_no=citizen_id(number=7)) == [("block", "identity")]

    def test_a_half_filled_form_is_no_obstacle(self) -> None:
        make_jobseeker()
        assert self.found(phone="09", identity_no="12") == []

    def test_a_desk_is_shown_the_files_of_its_own_centre_only(self) -> None:
        person = make_jobseeker(phone=PHONE)
        make_jobseeker(identity_no=citizen_id(number=7))
        data = replace(ANYBODY, phone=PHONE, identity_no=citizen_id(number=7))
        (twin,) = possible_duplicates(data, centre_id=person.centre_id)
        assert (twin.jobseeker, twin.reason) == (person, "Cùng số điện thoại.")
        assert possible_duplicates(data, centre_id=make_centre().pk) == []
