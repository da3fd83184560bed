"""Registering a person at the counter: few answers, no double file, a scanned card."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.models import ServiceLine
from tests.apps.factories import citizen_id, make_centre
from tests.web.factories import make_seeker

from .conftest import Counter

QUICK = {
    "full_name": "Lò Thị Mẫu",
    "birth": "27/3/1998",
    "residence": "ky lua",
    "wished_titles": "cong nhan may",
}


def test_five_answers_are_enough(counter: Counter) -> None:
    answer = counter.post("register", **QUICK, allow_matching="on", allow_contact="on")
    person = Jobseeker.objects.get(full_name="Lò Thị Mẫu")
    assert (answer.status_code, answer["Location"]) == (303, f"/quay/nguoi/{person.pk}/")
    assert (person.residence_code, person.occupation_codes) == ("06187", ["8153"])
    assert person.consents.count() == 3
    assert ServiceLine.objects.get(person_id=person.pk).kind == "registration"


def test_silence_is_no_consent(counter: Counter) -> None:
    counter.post("register", **QUICK)
    assert Jobseeker.objects.get().consents.count() == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"full_name": ""}, "Hãy điền “Họ và tên”."),
        ({"birth": "31/02/1998"}, "Ngày sinh “31/02/1998” không đúng."),
        ({"residence": "xyzzy"}, "Chưa rõ “xyzzy” là nơi nào."),
        ({"phone": "12"}, "Số điện thoại chưa đúng."),
        ({"identity_no": "123"}, "Số định danh gồm 12 chữ số"),
        ({"identity_no": citizen_id(1960)}, "Năm sinh không khớp với số định danh"),
        ({"birth": "2013"}, "Người đăng ký phải đủ"),
        ({"sex": "x"}, "Hãy chọn trong danh sách."),
        ({"shifts": "midnight"}, "Hãy chọn trong danh sách."),
    ],
)
def test_a_wrong_answer_comes_back_beside_its_field(
    counter: Counter, changes: dict[str, str], expected: str
) -> None:
    answer = counter.post("register", **(QUICK | changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    name = next(iter(changes))
    assert expected in page
    assert f'href="#id_{name}' in page
    assert Jobseeker.objects.count() == 0


def test_what_was_folded_away_opens_for_its_error(counter: Counter) -> None:
    fine = counter.get("register").content.decode()
    wrong = counter.post("register", **QUICK, identity_no="1").content.decode()
    assert '<details class="govuk-details" >' in fine
    assert '<details class="govuk-details" open>' in wrong


def test_state_centre_and_number_cannot_be_posted(counter: Counter) -> None:
    other = make_centre()
    counter.post(
        "register", **QUICK, state="closed", centre=other.pk, centre_id=other.pk, number="X-1"
    )
    person = Jobseeker.objects.get()
    assert (person.state, person.centre_id) == ("seeking", counter.centre.pk)
    assert person.number != "X-1"


class TestTwins:
    """A possible duplicate is shown once; a second file of one identity number never comes."""

    def test_same_name_and_birth_is_shown_once(self, counter: Counter) -> None:
        make_seeker(counter.centre, full_name="Lò Thị Mẫu", birth_year=1998)
        warned = counter.post("register", **QUICK)
        assert warned.status_code == 422
        assert "Cùng họ tên, ngày sinh và nơi ở." in warned.content.decode()
        assert counter.post("register", **QUICK, da_xem="1").status_code == 303
        assert Jobseeker.objects.count() == 2

    def test_first_button_of_the_form_never_writes_a_double(self, counter: Counter) -> None:
        make_seeker(counter.centre, full_name="Lò Thị Mẫu", birth_year=1998)
        page = counter.post("register", **QUICK).content.decode()
        form = page[page.index('name="full_name"') :]
        first = form[form.index('<button type="submit"') :].split(">", 1)[0]
        assert "da_xem" not in first

    def test_same_identity_number_leaves_no_way_on(self, counter: Counter) -> None:
        number = citizen_id(1998)
        make_seeker(counter.centre, full_name="Hoàng Văn Khác", birth_year=1998, identity_no=number)
        answers: dict[str, Any] = QUICK | {"identity_no": number}
        page = counter.post("register", **answers).content.decode()
        assert "Mỗi số định danh chỉ có một hồ sơ." in page
        assert "vẫn đăng ký" not in page
        assert counter.post("register", **answers, da_xem="1").status_code == 422
        assert Jobseeker.objects.count() == 1

    def test_file_of_another_centre_stays_unseen(self, counter: Counter) -> None:
        number = citizen_id(1998)
        make_seeker(None, full_name="Hoàng Văn Khác", birth_year=1998, identity_no=number)
        answer = counter.post("register", **QUICK, identity_no=number)
        assert answer.status_code == 422
        assert "Hoàng Văn Khác" not in answer.content.decode()


class TestCard:
    """A scanner types the square code of the card into the search box."""

    @staticmethod
    def line(number: str) -> str:
        address = "Tổ 3, Phường Vĩnh Trại, Thành phố Lạng Sơn, Lạng Sơn"
        return f"{number}||Lò Thị Mẫu|27031998|Nữ|{address}|01012022"

    def test_known_person_is_opened_at_once(self, counter: Counter) -> None:
        number = citizen_id(1998)
        person = make_seeker(counter.centre, birth_year=1998, identity_no=number)
        answer = counter.get("people", q=self.line(number))
        assert answer["Location"] == f"/quay/nguoi/{person.pk}/"

    def test_new_person_finds_the_form_filled_in(self, counter: Counter) -> None:
        line = self.line(citizen_id(1998))
        found = counter.get("people", q=line)
        assert "Lò Thị Mẫu chưa có hồ sơ ở đây." in found.content.decode()
        page = counter.post("register", the=line).content.decode()
        for text in ("Lò Thị Mẫu", "27/03/1998", "Phường Vĩnh Trại", line.split("|")[0]):
            assert f"{text}" in page
        assert '<option value="female" selected>' in page
        assert Jobseeker.objects.count() == 0

    @pytest.mark.parametrize("line", ["", "a|b|c", "|||||||", "1|2|3|4|5|6", "\0|" * 9])
    def test_anything_else_is_no_card(self, counter: Counter, line: str) -> None:
        assert counter.get("people", q=line).status_code == 200
        assert counter.post("register", the=line).status_code == 200
