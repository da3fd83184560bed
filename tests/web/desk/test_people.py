"""Finding a person and everything that the counter does with a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanviec.apps.jobseekers.models import Consent, Document, Jobseeker, Merge
from sanviec.apps.jobseekers.selectors import who_looked
from sanviec.apps.jobseekers.services import close_jobseeker, pause_jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from tests.apps.factories import citizen_id, make_jobseeker, make_staff
from tests.web.factories import BY_SYSTEM, make_seeker

from .conftest import Counter

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


class TestSearch:
    def test_enter_on_a_single_hit_opens_the_file(self, counter: Counter) -> None:
        person = make_seeker(counter.centre, phone="0912345678")
        answer = counter.get("people", q="0912 345 678")
        assert answer["Location"] == f"/quay/nguoi/{person.pk}/"

    def test_several_are_listed_without_clear_numbers(self, counter: Counter) -> None:
        for number in ("0912345678", "0987654321"):
            make_seeker(counter.centre, phone=number)
        page = counter.get("people", q="hoang thi").content.decode()
        assert page.count("Hoàng Thị Mẫu") == 2
        assert "0912345678" not in page
        assert "09•••••678" in page

    @pytest.mark.parametrize(("count", "is_told"), [(19, False), (20, True)])
    def test_a_list_that_is_cut_says_so(
        self, counter: Counter, monkeypatch: pytest.MonkeyPatch, count: int, is_told: bool
    ) -> None:
        found = [make_seeker(counter.centre)] * count
        monkeypatch.setattr("sanviec.web.desk.people.search_people", lambda actor, text: found)
        page = counter.get("people", q="hoang").content.decode()
        assert ("Đây là 20 người đầu tiên." in page) == is_told

    def test_htmx_gets_the_list_alone(self, counter: Counter) -> None:
        make_seeker(counter.centre)
        answer = counter.client.get("/quay/nguoi/", {"q": "hoang"}, headers={"HX-Request": "true"})
        assert "Hoàng Thị Mẫu" in answer.content.decode()
        assert "<html" not in answer.content.decode()

    @pytest.mark.parametrize("text", ["zzz", "%", "\0", "' OR 1=1 --", "x" * 5_000, "•", "-1"])
    def test_nobody_found_offers_to_register(self, counter: Counter, text: str) -> None:
        answer = counter.get("people", q=text)
        assert answer.status_code == 200

    def test_people_of_another_centre_are_not_found(self, counter: Counter) -> None:
        make_seeker(None, full_name="Nông Văn Xa", phone="0912345678")
        for text in ("nong van xa", "0912345678"):
            assert "Nông Văn Xa" not in counter.get("people", q=text).content.decode()


class TestFile:
    def test_matches_stand_beside_the_person_with_reasons(self, counter: Counter) -> None:
        vacancy = counter.vacancy
        page = counter.get("person", counter.person.pk).content.decode()
        assert "Việc phù hợp (1)" in page
        assert vacancy.title in page
        assert "Giới thiệu" in page
        assert 'class="sv-points"' in page

    def test_who_looks_for_no_work_is_not_offered_to_be_introduced(self, counter: Counter) -> None:
        assert counter.vacancy
        button = 'gioi-thieu/">'
        assert button in counter.get("person", counter.person.pk).content.decode()
        pause_jobseeker(jobseeker=counter.person, **BY_SYSTEM)
        page = counter.get("person", counter.person.pk).content.decode()
        assert button not in page
        assert "Hồ sơ này đang không tìm việc." in page

    def test_without_consent_there_is_no_search(self, counter: Counter) -> None:
        assert counter.vacancy
        person = make_jobseeker(counter.centre, residence_code="05977")
        page = counter.get("person", person.pk).content.decode()
        assert "chưa đồng ý dùng hồ sơ" in page
        assert "Việc phù hợp (0)" in page

    def test_numbers_are_masked(self, counter: Counter) -> None:
        number = citizen_id()
        person = make_seeker(
            counter.centre, phone="0912345678", identity_no=number, email="hoa@example.vn"
        )
        for name in ("person", "edit_person", "merge"):
            page = counter.get(name, person.pk).content.decode()
            assert [x for x in ("0912345678", number, "hoa@example.vn") if x in page] == []


class TestReveal:
    def test_clear_number_is_shown_and_kept_on_record(self, counter: Counter) -> None:
        person = make_seeker(counter.centre, phone="0912345678")
        answer = counter.post("reveal", person.pk, truong="phone")
        assert "0912345678" in answer.content.decode()
        entry = AuditEntry.objects.get(action="jobseeker.revealed")
        assert (entry.object_id, entry.actor_id) == (str(person.pk), counter.officer.user.pk)
        assert "Phục vụ tại quầy" in entry.data
        assert "0912345678" not in entry.data

    def test_htmx_gets_the_number_alone(self, counter: Counter) -> None:
        person = make_seeker(counter.centre, phone="0912345678")
        answer = counter.client.post(
            f"/quay/nguoi/{person.pk}/hien/",
            {"truong": "phone"},
            headers={"HX-Request": "true"},
        )
        assert 'href="tel:0912345678"' in answer.content.decode()
        assert "<html" not in answer.content.decode()

    @pytest.mark.parametrize("field", ["", "state", "user_id", "full_name", "__class__"])
    def test_other_fields_are_not_there(self, counter: Counter, field: str) -> None:
        assert counter.post("reveal", counter.person.pk, truong=field).status_code == 404
        assert not AuditEntry.objects.filter(action="jobseeker.revealed").exists()


class TestState:
    @pytest.mark.parametrize(
        ("event", "state"), [("pause", "paused"), ("renew", "seeking"), ("close", "closed")]
    )
    def test_event_is_done(self, counter: Counter, event: str, state: str) -> None:
        assert counter.post("person_state", counter.person.pk, viec=event).status_code == 303
        assert Jobseeker.objects.get(pk=counter.person.pk).state == state

    def test_what_does_not_go_is_said(self, counter: Counter) -> None:
        pause_jobseeker(jobseeker=counter.person, **BY_SYSTEM)
        answer = counter.client.post(
            f"/quay/nguoi/{counter.person.pk}/trang-thai/", {"viec": "pause"}, follow=True
        )
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]

    @pytest.mark.parametrize("event", ["", "place", "expire", "merge", "drop table"])
    def test_other_events_are_not_there(self, counter: Counter, event: str) -> None:
        assert counter.post("person_state", counter.person.pk, viec=event).status_code == 404


class TestConsent:
    def test_given_and_withdrawn(self, counter: Counter) -> None:
        person = make_jobseeker(counter.centre)
        counter.post("consent", person.pk, muc_dich="matching", dong_y="1")
        assert Consent.objects.in_force().count() == 1
        counter.post("consent", person.pk, muc_dich="matching", dong_y="0")
        assert Consent.objects.in_force().count() == 0
        assert Consent.objects.count() == 1

    def test_closed_file_takes_no_consent(self, counter: Counter) -> None:
        person = make_jobseeker(counter.centre)
        close_jobseeker(jobseeker=person, **BY_SYSTEM)
        answer = counter.post("consent", person.pk, muc_dich="matching", dong_y="1")
        assert (answer.status_code, Consent.objects.count()) == (303, 0)

    def test_unknown_purpose_is_not_there(self, counter: Counter) -> None:
        assert counter.post("consent", counter.person.pk, muc_dich="sell").status_code == 404


class TestPapers:
    @pytest.mark.parametrize(
        ("content", "kind", "count"),
        [
            (PNG, "cv", 1),
            (b"MZ" + b"0" * 40, "cv", 0),
            (PNG, "passport", 0),
            (PNG + b"0" * 10 * 1024 * 1024, "cv", 0),
            (b"", "cv", 0),
        ],
        ids=["a photo", "a program", "no such kind", "too large", "empty"],
    )
    def test_paper(self, counter: Counter, content: bytes, kind: str, count: int) -> None:
        upload = SimpleUploadedFile("cv.png", content)
        answer = counter.post("add_document", counter.person.pk, tep=upload, loai=kind)
        assert (answer.status_code, Document.objects.count()) == (303, count)
        page = counter.get("person", counter.person.pk).content.decode()
        assert ("cv.png (" in page) == bool(count)

    def test_a_paper_is_handed_out_and_the_person_learns_of_it(self, counter: Counter) -> None:
        upload = SimpleUploadedFile("cv.png", PNG)
        counter.post("add_document", counter.person.pk, tep=upload, loai="cv")
        answer = counter.post("open_document", Document.objects.get().pk)
        assert answer.content == PNG
        assert answer["Content-Type"] == "image/png"
        assert answer["Content-Disposition"] == 'attachment; filename="cv.png"'
        (look,) = who_looked(counter.person)
        assert (look.fields, look.reason) == (("Giấy tờ",), "Sơ yếu lý lịch")

    def test_no_file_is_said(self, counter: Counter) -> None:
        answer = counter.post("add_document", counter.person.pk, loai="cv")
        assert (answer.status_code, Document.objects.count()) == (303, 0)


class TestEdit:
    ANSWERS = {"full_name": "Lò Thị Mới", "wished_titles": "phụ bếp", "residence": "Hà Nội"}

    def test_answers_are_saved(self, counter: Counter) -> None:
        answer = counter.post("edit_person", counter.person.pk, **self.ANSWERS)
        person = Jobseeker.objects.get(pk=counter.person.pk)
        assert answer.status_code == 303
        assert (person.full_name, person.residence_code) == ("Lò Thị Mới", "01")

    def test_wrong_answers_come_back(self, counter: Counter) -> None:
        answers = self.ANSWERS | {"wage": "nhiều"}
        answer = counter.post("edit_person", counter.person.pk, **answers)
        assert answer.status_code == 422
        assert "Chưa rõ mức lương “nhiều”." in answer.content.decode()

    def test_nothing_else_can_be_posted(self, counter: Counter, sign_in: Any) -> None:
        person = counter.person
        before = {f.name: getattr(person, f.name) for f in person._meta.fields}
        forged = {"state": "closed", "centre": "x", "user": 1, "number": "X", "valid_until": "2030"}
        counter.post("edit_person", person.pk, **self.ANSWERS, **forged)
        after = Jobseeker.objects.get(pk=person.pk)
        for name in ("state", "centre", "user", "number", "valid_until"):
            assert getattr(after, name) == before[name]


class TestMerge:
    @pytest.fixture
    def pair(self, counter: Counter) -> tuple[Jobseeker, Jobseeker]:
        return counter.person, make_seeker(counter.centre)

    def test_two_files_become_one_and_two_again(
        self, counter: Counter, pair: tuple[Jobseeker, Jobseeker]
    ) -> None:
        kept, merged = pair
        answer = counter.post("merge", kept.pk, ho_so=str(merged.pk), ly_do="cùng số điện thoại")
        assert answer.status_code == 303
        assert Jobseeker.objects.get(pk=merged.pk).state == "merged"
        assert f"/quay/nguoi/{kept.pk}/" in counter.get("person", merged.pk).content.decode()
        assert merged.number in counter.get("person", kept.pk).content.decode()
        assert counter.post("undo_merge", kept.pk).status_code == 303
        assert Jobseeker.objects.get(pk=merged.pk).state == "seeking"

    def test_a_reason_is_asked(self, counter: Counter, pair: tuple[Jobseeker, Jobseeker]) -> None:
        answer = counter.post("merge", pair[0].pk, ho_so=str(pair[1].pk), ly_do=" ")
        assert (answer.status_code, Merge.objects.count()) == (303, 0)

    @pytest.mark.parametrize("other", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_rubbish_is_not_there(self, counter: Counter, other: str) -> None:
        assert counter.post("merge", counter.person.pk, ho_so=other).status_code == 404

    def test_file_of_another_centre_is_not_there(self, counter: Counter) -> None:
        other = make_seeker()
        answer = counter.post("merge", counter.person.pk, ho_so=str(other.pk), ly_do="x")
        assert (answer.status_code, Merge.objects.count()) == (404, 0)

    def test_receptionist_does_not_merge(
        self, counter: Counter, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(make_staff(Role.RECEPTIONIST, counter.centre).user)
        assert client.get(f"/quay/nguoi/{counter.person.pk}/gop/").status_code == 404

    def test_nothing_to_undo_is_not_there(self, counter: Counter) -> None:
        assert counter.post("undo_merge", counter.person.pk).status_code == 404
