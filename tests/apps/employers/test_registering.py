"""Registering employers, changing them, and who acts for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from sanviec.apps.employers import services
from sanviec.apps.employers.data import checked_columns
from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.selectors import (
    asked_contacts,
    awaiting_verification_for,
    contacts_of,
    employer_among,
    employers_for,
    get_employer_for,
    possible_duplicates,
    search_employers,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import ANONYMOUS, SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.reading import read_together
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    ANY_FIRM,
    NOW,
    as_employer,
    as_jobseeker,
    make_centre,
    make_employer,
    make_jobseeker,
    make_staff,
    make_user,
    tax_code,
)

pytestmark = pytest.mark.django_db


def update(employer: Employer, actor: Actor = SYSTEM, **fields: Any) -> Employer:
    names = ("name", "tax_code", "phone", "address")
    data = replace(ANY_FIRM, **{name: getattr(employer, name) for name in names} | fields)
    return services.update_employer(employer=employer, data=data, actor=actor, now=NOW)


def employer_of(user: Any) -> UUID | None:
    (contacts,) = read_together(asked_contacts(user))
    return employer_among(contacts)


class TestRegister:
    def test_waits_to_be_verified(self) -> None:
        user = make_user()
        employer = make_employer(is_verified=False, user=user, phone="+84 912 345 678")
        assert (employer.state, employer.verified_at) == (EmployerState.SUBMITTED, None)
        assert (employer.name_folded, employer.phone) == ("cong ty mau", "0912345678")
        assert [contact.user for contact in contacts_of(employer)] == [user]
        assert employer_of(user) == employer.pk
        assert list(audit.verify()) == []

    def test_one_tax_code_is_registered_once_at_a_centre(self) -> None:
        centre, code = make_centre(), tax_code(7)
        officer = make_staff(Role.RECEPTIONIST, centre).actor
        make_employer(centre, tax_code=code)
        data = replace(ANY_FIRM, name="Tên Khác", tax_code=f"{code[:4]} {code[4:]}")
        with pytest.raises(InputError) as caught:
            services.register_employer(data=data, centre=centre, actor=officer, now=NOW)
        assert (caught.value.code, caught.value.field) == ("tax_code_taken", "tax_code")
        assert "Công ty Mẫu" in caught.value.text_vi
        assert make_employer(tax_code=code).tax_code == code

    def test_somebody_on_the_web_does_not_learn_the_name(self) -> None:
        centre, code = make_centre(), tax_code(7)
        make_employer(centre, tax_code=code)
        data = replace(ANY_FIRM, name="Tên Khác", tax_code=code)
        actor = Actor(role=Role.EMPLOYER, user_id=make_user().pk)
        with pytest.raises(InputError) as caught:
            services.register_employer(data=data, centre=centre, actor=actor, now=NOW)
        assert "Công ty Mẫu" not in caught.value.text_vi

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "A" * 251}, "name"),
            ({"tax_code": "0100000000"}, "tax_code"),
            ({"tax_code": "12"}, "tax_code"),
            ({"kind": "x"}, "kind"),
            ({"size_band": "x"}, "size_band"),
            ({"phone": "12"}, "phone"),
            ({"email": "x"}, "email"),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields: Any, field: str) -> None:
        with pytest.raises(InputError) as caught:
            checked_columns(replace(ANY_FIRM, **fields))
        assert caught.value.field == field

    def test_a_branch_has_a_hyphen(self) -> None:
        code = tax_code(7)
        columns = checked_columns(replace(ANY_FIRM, tax_code=f"{code}001"))
        assert columns["tax_code"] == f"{code}-001"


class TestStates:
    @pytest.mark.parametrize(
        ("events", "state"),
        [
            (["verify"], "verified"),
            (["refuse"], "refused"),
            (["refuse", "verify"], "verified"),
            (["verify", "suspend"], "suspended"),
            (["verify", "suspend", "reinstate"], "verified"),
        ],
    )
    def test_move_and_tell_the_people_of_the_employer(self, events: list[str], state: str) -> None:
        user = make_user()
        employer = make_employer(is_verified=False, user=user)
        for event in events:
            employer = self.act(employer, event)
        assert Employer.objects.get().state == state
        topics = OutboxMessage.objects.filter(recipient=user).order_by("created_at", "id")
        assert len(topics) == len(events)
        assert list(audit.verify()) == []

    def test_the_message_says_why(self) -> None:
        user = make_user()
        self.act(make_employer(is_verified=False, user=user), "refuse")
        message = OutboxMessage.objects.get()
        assert message.subject == "Trung tâm chưa xác minh được “Công ty Mẫu”."
        assert message.body == "giấy tờ mờ"

    def test_a_reason_is_needed(self) -> None:
        employer = make_employer(is_verified=False)
        with pytest.raises(InputError) as caught:
            services.refuse_employer(employer=employer, reason=" ", actor=SYSTEM, now=NOW)
        assert caught.value.code == "reason_missing"

    @pytest.mark.parametrize("event", ["refuse", "reinstate", "verify"])
    def test_what_the_table_forbids_is_refused(self, event: str) -> None:
        with pytest.raises(TransitionRefused):
            self.act(make_employer(), event)

    def act(self, employer: Employer, event: str) -> Employer:
        facts: dict[str, Any] = {"employer": employer, "actor": SYSTEM, "now": NOW}
        if event in {"refuse", "suspend"}:
            facts["reason"] = "giấy tờ mờ"
        return getattr(services, f"{event}_employer")(**facts)


class TestUpdate:
    def test_names_the_columns_in_the_audit(self) -> None:
        employer = update(make_employer(), name="Công ty Đổi Tên", phone="0912345678")
        assert employer.name_folded == "cong ty doi ten"
        entry = AuditEntry.objects.get(action="employer.updated")
        assert entry.data == '{"fields": ["name", "phone"]}'
        assert list(audit.verify()) == []

    def test_the_same_again_writes_nothing(self) -> None:
        update(make_employer())
        assert AuditEntry.objects.filter(action="employer.updated").count() == 0

    def test_a_form_that_does_not_ask_leaves_the_introduction(self) -> None:
        employer = update(make_employer(about="May mặc từ 2010"), address="Kỳ Lừa")
        assert employer.about == "May mặc từ 2010"

    @pytest.mark.parametrize("fields", [{"name": "Tên Khác"}, {"tax_code": tax_code(9)}])
    def test_a_verified_employer_does_not_turn_into_another(self, fields: Any) -> None:
        employer = make_employer()
        with pytest.raises(InputError) as caught:
            update(employer, as_employer(employer), **fields)
        assert caught.value.code == "verified_fields"
        assert update(employer, as_employer(employer), phone="0912345678").phone

    def test_a_tax_code_of_somebody_else_is_refused(self) -> None:
        centre = make_centre()
        make_employer(centre, tax_code=tax_code(7))
        employer = make_employer(centre, name="Công ty Hai")
        with pytest.raises(InputError) as caught:
            update(employer, tax_code=tax_code(7))
        assert caught.value.code == "tax_code_taken"


class TestContacts:
    def test_come_once_go_and_come_back(self) -> None:
        employer, user = make_employer(), make_user()
        for _ in range(2):
            contact = services.add_contact(employer=employer, user=user, actor=SYSTEM, now=NOW)
        services.remove_contact(contact=contact, actor=SYSTEM, now=NOW)
        assert contacts_of(employer) == []
        assert employer_of(user) is None
        services.add_contact(employer=employer, user=user, actor=SYSTEM, now=NOW)
        assert contacts_of(employer) == [contact]
        assert AuditEntry.objects.filter(action="employer_contact.added").count() == 2
        assert list(audit.verify()) == []


class TestDoors:
    def test_staff_of_the_centre_and_those_who_act_for_it(self) -> None:
        centre = make_centre()
        employer = make_employer(centre)
        make_employer()
        officer = make_staff(Role.RECEPTIONIST, centre).actor
        assert get_employer_for(officer, str(employer.pk)) == employer
        assert get_employer_for(as_employer(employer), employer.pk) == employer
        assert list(employers_for(officer)) == [employer]

    def test_nobody_else(self) -> None:
        centre = make_centre()
        employer = make_employer(centre)
        strangers = [
            ANONYMOUS,
            SYSTEM,
            make_staff(Role.RECEPTIONIST).actor,
            make_staff(Role.MINISTRY).actor,
            Actor(role=Role.ADMINISTRATOR, centre_id=centre.pk),
            as_employer(make_employer(centre, name="Công ty Hai")),
            as_jobseeker(make_jobseeker(centre)),
            Actor(role=Role.EMPLOYER),
        ]
        found = [get_employer_for(actor, employer.pk) for actor in strangers]
        assert found == [None] * len(strangers)

    @pytest.mark.parametrize("wrong", ["", None, "x", 7])
    def test_a_wrong_id_finds_nothing(self, wrong: Any) -> None:
        assert get_employer_for(make_staff().actor, wrong) is None
        assert get_employer_for(make_staff().actor, uuid4()) is None


class TestFinding:
    def test_by_tax_code_or_by_words_of_the_name(self) -> None:
        centre = make_centre()
        desk = make_staff(Role.RECEPTIONIST, centre).actor
        employer = make_employer(centre, name="May Kỳ Lừa", tax_code=tax_code(7))
        make_employer(centre, name="Điện Cao Lộc")
        make_employer(name="May Kỳ Lừa")
        for text in ("kỳ lừa", "lua may", tax_code(7)):
            assert search_employers(desk, text) == [employer]
        assert search_employers(desk, " ") == []

    def test_those_who_wait_come_oldest_first(self) -> None:
        centre = make_centre()
        desk = make_staff(Role.RECEPTIONIST, centre).actor
        waiting = [make_employer(centre, is_verified=False, name=name) for name in "BA"]
        make_employer(centre, name="C")
        assert list(awaiting_verification_for(desk)) == waiting

    def test_possible_duplicates(self) -> None:
        centre = make_centre()
        make_employer(centre, name="May Kỳ Lừa", tax_code=tax_code(7))
        make_employer(centre, name="MAY KỲ LỪA")
        data = replace(ANY_FIRM, name="May Kỳ Lừa", tax_code=tax_code(7))
        twins = possible_duplicates(data, centre.pk)
        assert [twin.severity for twin in twins] == ["block", "warn"]
        assert possible_duplicates(data, make_centre().pk) == []
