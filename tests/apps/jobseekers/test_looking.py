"""Hidden values are shown on request, and the person learns of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import ConsentPurpose, DocumentKind
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import masked_contacts, my_data_export, who_looked
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    NOW,
    as_employer,
    as_jobseeker,
    citizen_id,
    make_centre,
    make_employer,
    make_jobseeker,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


def reveal(
    person: Jobseeker, actor: Actor, *fields: str, reason: str = "Gọi mời phỏng vấn"
) -> dict[str, str]:
    return services.reveal_contact(
        jobseeker=person, fields=fields or ("phone",), reason=reason, actor=actor, now=NOW
    )


class TestReveal:
    def test_gives_clear_values_and_keeps_who_when_and_why(self) -> None:
        centre = make_centre(name="Trung tâm Mẫu")
        person = make_jobseeker(centre, phone=PHONE, email="mau@example.vn")
        officer = make_staff(Role.RECEPTIONIST, centre).actor
        assert reveal(person, officer, "phone", "email") == {
            "phone": PHONE,
            "email": "mau@example.vn",
        }
        (look,) = who_looked(person)
        assert (look.at, look.role, look.centre) == (NOW, "Cán bộ tiếp nhận", "Trung tâm Mẫu")
        assert look.fields == ("Số điện thoại", "Thư điện tử")
        assert look.reason == "Gọi mời phỏng vấn"
        assert list(audit.verify()) == []

    def test_needs_a_reason(self) -> None:
        person = make_jobseeker(phone=PHONE)
        with pytest.raises(InputError) as caught:
            reveal(person, SYSTEM, reason=" ")
        assert caught.value.code == "reason_missing"
        assert who_looked(person) == []

    def test_the_reason_is_kept_without_numbers(self) -> None:
        person = make_jobseeker(phone=PHONE)
        reveal(person, SYSTEM, reason=f"gọi lại {PHONE}")
        assert who_looked(person)[0].reason == "gọi lại [number]"

    @pytest.mark.parametrize("fields", [("wishes",), ("phone", "sex"), ()])
    def test_only_hidden_fields_may_be_asked_for(self, fields: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="may not reveal"):
            services.reveal_contact(
                jobseeker=make_jobseeker(), fields=fields, reason="x", actor=SYSTEM, now=NOW
            )

    def test_an_employer_needs_the_persons_consent(self) -> None:
        person, boss = make_jobseeker(phone=PHONE), as_employer(make_employer())
        with pytest.raises(InputError) as caught:
            reveal(person, boss)
        assert caught.value.code == "no_consent"
        consenting = make_jobseeker(phone=PHONE, consents=[ConsentPurpose.SHARE_CONTACT])
        assert reveal(consenting, boss) == {"phone": PHONE}

    def test_an_employer_never_gets_the_identity_number(self) -> None:
        person = make_jobseeker(consents=[ConsentPurpose.SHARE_CONTACT])
        with pytest.raises(ValueError, match="identity_no"):
            reveal(person, as_employer(make_employer()), "identity_no")


class TestWhoLooked:
    def test_newest_first_without_the_persons_own_looks(self) -> None:
        centre = make_centre()
        person = make_jobseeker(centre, phone=PHONE)
        person = services.link_account(jobseeker=person, user=make_user(), actor=SYSTEM, now=NOW)
        officer = make_staff(Role.COUNSELLOR, centre).actor
        services.record_opening(jobseeker=person, actor=officer, now=NOW)
        reveal(person, as_jobseeker(person))
        reveal(person, officer)
        assert [look.fields for look in who_looked(person)] == [("Số điện thoại",), ()]

    def test_changes_of_the_file_are_no_looks(self) -> None:
        person = make_jobseeker()
        services.pause_jobseeker(jobseeker=person, actor=SYSTEM, now=NOW)
        assert who_looked(person) == []

    def test_costs_two_queries(self, django_assert_num_queries: Any) -> None:
        centre = make_centre()
        person = make_jobseeker(centre, phone=PHONE)
        for _ in range(5):
            reveal(person, make_staff(Role.COUNSELLOR, centre).actor)
        with django_assert_num_queries(2):
            assert len(who_looked(person)) == 5


def test_masked_contacts_show_their_ends_only() -> None:
    identity = citizen_id()
    masked = masked_contacts(make_jobseeker(phone=PHONE, identity_no=identity))
    assert masked.phone == "09•••••678"
    assert masked.identity_no == "•••••••••" + identity[-3:]
    assert masked.email == ""


class TestMyData:
    def test_holds_everything_in_clear_and_is_json(self, django_assert_num_queries: Any) -> None:
        identity = citizen_id()
        person = make_jobseeker(
            identity_no=identity, phone=PHONE, consents=[ConsentPurpose.MATCHING]
        )
        facts = {"jobseeker": person, "actor": SYSTEM, "now": NOW}
        services.add_document(**facts, kind=DocumentKind.CV, name="cv.pdf", content=b"%PDF-1")
        services.replace_work_periods(**facts, periods=[services.WorkPeriodData("Thợ may")])
        reveal(person, SYSTEM)
        with django_assert_num_queries(4):
            export = my_data_export(person)
        assert json.loads(json.dumps(export)) == export
        values = {line["name"]: line["value"] for line in export["file"]}
        assert (values["identity_no"], values["phone"]) == (identity, PHONE)
        assert [paper["name"] for paper in export["documents"]] == ["cv.pdf"]
        assert [job["title"] for job in export["work_periods"]] == ["Thợ may"]
        assert [consent["withdrawn_at"] for consent in export["consents"]] == [None]
        assert len(export["who_looked"]) == 1

    def test_names_each_line_in_vietnamese(self) -> None:
        lines = my_data_export(make_jobseeker())["file"]
        titles = {line["name"]: line["title"] for line in lines}
        assert titles["full_name"] == "Họ và tên"
        assert titles["state"] == "Tình trạng hồ sơ"
        texts = {line["name"]: line.get("text") for line in lines}
        assert texts["state"] == "Đang tìm việc"
