"""Registering somebody at the counter, on the web and from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.checks import checked_columns
from sanviec.apps.jobseekers.data import FORM_FIELDS, JobseekerData, data_of
from sanviec.apps.jobseekers.enums import ConsentPurpose, JobseekerState, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    ANYBODY,
    NOW,
    TODAY,
    as_jobseeker,
    citizen_id,
    make_centre,
    make_jobseeker,
    make_staff,
    make_user,
)

LATER = NOW + timedelta(days=1)


def columns(**fields: Any) -> dict[str, Any]:
    return checked_columns(replace(ANYBODY, **fields), on=TODAY, via=Via.DESK)


@pytest.mark.django_db
class TestRegister:
    def test_a_name_and_a_wish_are_enough(self) -> None:
        centre = make_centre("LS")
        person = make_jobseeker(centre)
        assert person.number == "LS-2026-000001"
        assert person.state == JobseekerState.SEEKING
        assert (person.registered_on, person.valid_until) == (TODAY, date(2027, 11, 23))
        assert (person.name_folded, person.phone, person.user_id) == ("hoang thi mau", "", None)
        assert list(audit.verify()) == []

    def test_numbers_run_by_centre(self) -> None:
        first, second = make_centre("LS"), make_centre("CB")
        people = [make_jobseeker(centre) for centre in (first, first, second)]
        numbers = [person.number for person in people]
        assert numbers == ["LS-2026-000001", "LS-2026-000002", "CB-2026-000001"]

    def test_every_answer_is_kept(self) -> None:
        data = JobseekerData(
            full_name="Nông Văn Thử",
            birth_date=date(1990, 2, 3),
            sex="male",
            identity_no=citizen_id(1990),
            phone="+84 912 345 678",
            email="thu@example.vn",
            residence_code="05977",
            priority_groups=["poor_household"],
            education=3,
            experience_months=24,
            skills=["may công nghiệp", "may công nghiệp", " "],
            wished_titles=["công nhân may"],
            wished_places=["20"],
            can_relocate=True,
            accepts_overseas=False,
            wage_min_vnd_month=8_000_000,
            shifts=["day"],
            refused_shifts=["night"],
            employment_types=["full_time"],
            available_from=date(2026, 12, 1),
        )
        person = make_jobseeker(**{name: getattr(data, name) for name in FORM_FIELDS})
        kept = data_of(Jobseeker.objects.get(pk=person.pk))
        expected = replace(data, phone="0912345678", skills=["may công nghiệp"], birth_year=1990)
        for name in FORM_FIELDS:
            want = getattr(expected, name)
            assert getattr(kept, name) == (list(want) if isinstance(want, tuple) else want), name

    @pytest.mark.parametrize("name", ["0912345678", "😀", "...", "٣٤"])
    def test_a_name_without_letters_is_refused(self, name: str) -> None:
        with pytest.raises(InputError) as caught:
            make_jobseeker(full_name=name)
        assert (caught.value.field, caught.value.code) == ("full_name", "jobseeker_invalid")

    def test_consents_come_with_it(self) -> None:
        person = make_jobseeker(consents=[ConsentPurpose.MATCHING, ConsentPurpose.MATCHING])
        assert [consent.purpose for consent in person.consents.all()] == ["matching"]

    def test_a_person_who_registers_gets_the_file_under_their_account(self) -> None:
        user = make_user()
        actor = Actor(role=Role.JOBSEEKER, user_id=user.pk)
        person = make_jobseeker(via=Via.SELF, actor=actor)
        assert person.user == user
        with pytest.raises(InputError) as caught:
            make_jobseeker(via=Via.SELF, actor=actor)
        assert caught.value.code == "account_taken"

    def test_the_audit_holds_no_personal_value(self) -> None:
        identity = citizen_id()
        make_jobseeker(identity_no=identity, phone="0912345678")
        kept = " ".join(AuditEntry.objects.order_by("seq").values_list("data", flat=True))
        assert identity not in kept
        assert "0912345678" not in kept
        assert ANYBODY.full_name not in kept

    def test_numbers_are_unreadable_in_the_database(self) -> None:
        identity = citizen_id()
        make_jobseeker(identity_no=identity, phone="0912345678")
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM jobseekers_jobseeker")
            row = str(cursor.fetchone())
        assert identity not in row
        assert "0912345678" not in row


@pytest.mark.django_db
class TestSamePerson:
    def test_the_same_identity_number_is_refused_with_the_number_of_the_file(self) -> None:
        centre = make_centre("LS")
        officer = make_staff(Role.RECEPTIONIST, centre).actor
        make_jobseeker(centre, identity_no=citizen_id(number=7))
        with pytest.raises(InputError) as caught:
            make_jobseeker(centre, identity_no=citizen_id(number=7), actor=officer)
        assert (caught.value.code, caught.value.field) == ("identity_taken", "identity_no")
        assert "LS-2026-000001" in caught.value.text_vi
        assert Jobseeker.objects.count() == 1

    def test_another_centre_learns_where_but_not_the_number(self) -> None:
        home = make_centre("LS", name="Trung tâm Lạng Sơn")
        stranger = make_staff(Role.RECEPTIONIST).actor
        make_jobseeker(home, identity_no=citizen_id(number=7))
        with pytest.raises(InputError) as caught:
            make_jobseeker(identity_no=citizen_id(number=7), actor=stranger)
        assert "Trung tâm Lạng Sơn" in caught.value.text_vi
        assert "LS-2026" not in caught.value.text_vi

    def test_somebody_on_the_web_learns_neither(self) -> None:
        make_jobseeker(make_centre("LS"), identity_no=citizen_id(number=7))
        actor = Actor(role=Role.JOBSEEKER, user_id=make_user().pk)
        with pytest.raises(InputError) as caught:
            make_jobseeker(identity_no=citizen_id(number=7), actor=actor)
        assert "LS" not in caught.value.text_vi
        assert "đăng nhập" in caught.value.text_vi

    def test_a_race_between_two_counters_is_refused_like_any_other(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sanviec.apps.jobseekers.services import registering

        make_jobseeker(identity_no=citizen_id(number=7))
        check, blind = registering.refuse_taken_identity, iter([True, False])

        def look_too_early(index: str, actor: Actor) -> None:
            if not next(blind):
                check(index, actor)

        monkeypatch.setattr(registering, "refuse_taken_identity", look_too_early)
        with pytest.raises(InputError) as caught:
            make_jobseeker(identity_no=citizen_id(number=7))
        assert caught.value.code == "identity_taken"


class TestChecks:
    @pytest.mark.parametrize(
        ("fields", "field", "code"),
        [
            ({"full_name": " "}, "full_name", "jobseeker_invalid"),
            ({"full_name": "A" * 121}, "full_name", "jobseeker_invalid"),
            ({"wished_titles": ()}, "wished_titles", "jobseeker_invalid"),
            ({"sex": "x"}, "sex", "jobseeker_invalid"),
            ({"shifts": ["dawn"]}, "shifts", "jobseeker_invalid"),
            ({"shifts": ["day"], "refused_shifts": ["day"]}, "refused_shifts", "jobseeker_invalid"),
            ({"education": 10}, "education", "jobseeker_invalid"),
            ({"experience_months": 721}, "experience_months", "jobseeker_invalid"),
            ({"wage_min_vnd_month": 10**15}, "wage_min_vnd_month", "jobseeker_invalid"),
            ({"wage_min_vnd_month": -1}, "wage_min_vnd_month", "jobseeker_invalid"),
            ({"skills": [str(i) for i in range(31)]}, "skills", "jobseeker_invalid"),
            ({"birth_year": 1899}, "birth_date", "jobseeker_invalid"),
            ({"birth_year": 2027}, "birth_date", "jobseeker_invalid"),
            ({"email": "khong-phai"}, "email", "jobseeker_invalid"),
            ({"phone": "12"}, "phone", "phone_invalid"),
            ({"identity_no": "123"}, "identity_no", "citizen_id_invalid"),
            (
                {"identity_no": citizen_id(1995), "birth_year": 1994},
                "identity_no",
                "citizen_id_birth_year",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields: Any, field: str, code: str) -> None:
        with pytest.raises(InputError) as caught:
            columns(**fields)
        assert (caught.value.field, caught.value.code) == (field, code)
        assert caught.value.text_vi
        assert caught.value.text_en

    @pytest.mark.parametrize(
        ("born", "is_old_enough"),
        [
            (date(2011, 11, 22), True),
            (date(2011, 11, 23), True),
            (date(2011, 11, 24), False),
            (date(2012, 1, 1), False),
        ],
    )
    def test_the_youngest_are_fifteen(self, born: date, is_old_enough: bool) -> None:
        if is_old_enough:
            assert columns(birth_date=born)["birth_year"] == 2011
            return
        with pytest.raises(InputError, match="younger than 15"):
            columns(birth_date=born)

    @pytest.mark.parametrize(("year", "is_old_enough"), [(2011, True), (2012, False)])
    def test_of_a_year_alone_the_doubt_is_in_favour(self, year: int, is_old_enough: bool) -> None:
        if is_old_enough:
            assert columns(birth_year=year)["birth_year"] == year
            return
        with pytest.raises(InputError, match="younger than 15"):
            columns(birth_year=year)

    def test_text_is_composed_and_trimmed(self) -> None:
        got = columns(full_name="  Nguye\u0302\u0303n  Thị\0 Mẫu ", major="May   mặc")
        assert got["full_name"] == "Nguyễn Thị Mẫu"
        assert got["name_folded"] == "nguyen thi mau"

    def test_a_row_of_a_file_may_lack_name_and_wish(self) -> None:
        got = checked_columns(JobseekerData(), on=TODAY, via=Via.IMPORT)
        assert (got["full_name"], got["wished_titles"]) == ("", [])


@pytest.mark.django_db
class TestUpdate:
    def test_changes_and_names_the_columns(self) -> None:
        person = make_jobseeker(phone="0912345678")
        data = replace(data_of(person), phone="0987654321", wage_min_vnd_month=9_000_000)
        changed = services.update_jobseeker(jobseeker=person, data=data, actor=SYSTEM, now=LATER)
        assert (changed.phone, changed.updated_at) == ("0987654321", LATER)
        entry = AuditEntry.objects.order_by("-seq").first()
        assert entry is not None
        assert entry.action == "jobseeker.updated"
        assert entry.data == '{"fields": ["phone", "wage_min_vnd_month"]}'
        assert list(audit.verify()) == []

    def test_the_same_again_writes_nothing(self) -> None:
        person = make_jobseeker()
        before = AuditEntry.objects.count()
        services.update_jobseeker(jobseeker=person, data=data_of(person), actor=SYSTEM, now=LATER)
        assert AuditEntry.objects.count() == before

    def test_an_identity_number_of_somebody_else_is_refused(self) -> None:
        make_jobseeker(identity_no=citizen_id(number=7))
        person = make_jobseeker()
        data = replace(data_of(person), identity_no=citizen_id(number=7))
        with pytest.raises(InputError) as caught:
            services.update_jobseeker(jobseeker=person, data=data, actor=SYSTEM, now=LATER)
        assert caught.value.code == "identity_taken"

    def test_a_closed_file_is_left_alone(self) -> None:
        person = make_jobseeker()
        services.close_jobseeker(jobseeker=person, actor=SYSTEM, now=NOW)
        data = replace(data_of(person), major="May mặc")
        with pytest.raises(InputError) as caught:
            services.update_jobseeker(jobseeker=person, data=data, actor=SYSTEM, now=LATER)
        assert caught.value.code == "jobseeker_not_live"


@pytest.mark.django_db
class TestLinkAccount:
    def test_opens_the_file_to_the_person(self) -> None:
        person, user = make_jobseeker(), make_user()
        linked = services.link_account(jobseeker=person, user=user, actor=SYSTEM, now=NOW)
        assert as_jobseeker(linked).user_id == user.pk
        again = services.link_account(jobseeker=linked, user=user, actor=SYSTEM, now=NOW)
        assert again.user == user

    def test_neither_side_has_two_partners(self) -> None:
        person, other, user = make_jobseeker(), make_jobseeker(), make_user()
        services.link_account(jobseeker=person, user=user, actor=SYSTEM, now=NOW)
        for jobseeker, account in ((other, user), (person, make_user())):
            with pytest.raises(InputError) as caught:
                services.link_account(jobseeker=jobseeker, user=account, actor=SYSTEM, now=NOW)
            assert caught.value.code == "account_taken"
