"""Pages of unemployment insurance say things as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanviec.apps.platform.enums import Role
from tests.apps.claims.factories import make_claim
from tests.apps.factories import make_staff
from tests.web.doors import _COURSE
from tests.web.factories import make_seeker

from .test_journey import text_of
from .test_rest_of_the_case import officer_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_the_year_of_birth_is_a_year(sign_in: SignIn) -> None:
    person = make_seeker(birth_year=1994, birth_date=None)
    officer = sign_in(make_staff(Role.CLAIMS_OFFICER, person.centre).user)

    page = text_of(officer.get(reverse("web:claims:find"), {"q": person.full_name}))

    assert "sinh 1994" in page


def test_who_is_refused_reads_no_amount(sign_in: SignIn) -> None:
    claim = make_claim(until="accepted", separation="unlawful_resignation")
    page = text_of(officer_of(sign_in, claim).get(reverse("web:claims:claim", args=[claim.pk])))

    assert "Không đủ điều kiện hưởng" in page
    assert "Mức hưởng một tháng" not in page


def test_rules_not_compared_are_counted_and_folded(sign_in: SignIn) -> None:
    claim = make_claim(until="accepted")
    page = text_of(officer_of(sign_in, claim).get(reverse("web:claims:claim", args=[claim.pk])))

    summary = re.search(r">([0-9]+) quy định chưa đối chiếu được với văn bản gốc<", page)
    assert summary is not None
    folded = page[summary.end() : page.index("</details>", summary.end())]
    assert folded.count("<li>") == int(summary[1]) > 0


def test_a_file_of_another_kind_is_named_as_the_page_asks(sign_in: SignIn) -> None:
    claim = make_claim(until="accepted")
    target = reverse("web:claims:record_file", args=[claim.pk])
    upload = {"file": SimpleUploadedFile("so.jpg", b"chu")}

    page = text_of(officer_of(sign_in, claim).post(target, upload, follow=True))

    assert "Hãy chọn tệp JSON, CSV hoặc XLSX" in page


def test_a_course_that_ends_before_it_begins(sign_in: SignIn) -> None:
    claim = make_claim(until="receiving")
    target = reverse("web:claims:new_training", args=[claim.pk])
    wrong = _COURSE | {"first_on": "2027-02-28", "last_on": "2026-12-01"}

    page = text_of(officer_of(sign_in, claim).post(target, wrong))

    assert 'href="#id_last_on">Ngày cuối 01/12/2026 trước ngày đầu 28/02/2027' in page


def test_who_signs_too_late_is_told_so(sign_in: SignIn) -> None:
    claim = make_claim(until="proposed")
    decision = claim.decisions.get()
    ticked = {"quyet_dinh": str(decision.pk)}
    batch = reverse("web:claims:sign_batch")
    first, second = (sign_in(make_staff(Role.APPROVER, claim.centre).user) for _number in range(2))
    first.post(batch, ticked)

    page = text_of(second.post(batch, ticked, follow=True))

    assert "1 quyết định đã đánh dấu không còn chờ ký: đã được ký hoặc trả lại" in page


def test_a_signature_says_what_comes_next(sign_in: SignIn) -> None:
    claim = make_claim(until="proposed")
    approver = sign_in(make_staff(Role.APPROVER, claim.centre).user)
    act = reverse("web:claims:decision_act", args=[claim.decisions.get().pk])

    page = text_of(approver.post(act, {"viec": "sign"}, follow=True))

    assert "Đã ký. Văn bản đang được làm và ký số." in page
