"""What a list tells of its rows: the quick reading says what the rows themselves say."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanviec.apps.payments.agency import list_content
from sanviec.apps.payments.lines import Line, lines_of
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.payments.writing import write_pay_list
from tests.apps import factories as lower

from .factories import answer, make_list, make_receiving, take

pytestmark = pytest.mark.django_db
OWN = "0123456789"


def make_answered() -> PayList:
    """Two rows, one of a person whose insurance number is another than the identity number."""
    centre = lower.make_centre()
    make_receiving(centre)
    make_receiving(centre, insurance_no=OWN)
    pay_list = make_list(centre, until="approved")
    first = pay_list.rows.order_by("number")[0]
    take(pay_list, answer(first, "returned", reason="=Sai số tài khoản"))
    return PayList.objects.get(pk=pay_list.pk)


def plain(row: PayRow) -> Line:
    """The same out of the rows of five models."""
    return Line(
        reference=row.reference,
        full_name=row.full_name,
        own_insurance_no=row.claim.insurance_no,
        identity_no=row.claim.jobseeker.identity_no,
        claim=row.claim.number,
        decision=row.decision.number,
        month=row.month.number,
        first_on=row.month.first_on,
        last_on=row.month.last_on,
        amount_vnd=row.amount_vnd,
        article=row.article,
        state=row.state,
        state_reason=row.state_reason,
        paid_vnd=row.paid_vnd,
        answered_on=row.answered_on,
    )


def test_lines_say_what_the_rows_say_in_one_query() -> None:
    pay_list = make_answered()

    with CaptureQueriesContext(connection) as queries:
        lines = list(lines_of(pay_list))

    assert len(queries) == 1
    assert lines == [plain(row) for row in pay_list.rows.on_list().order_by("number")]
    numbers = {line.insurance_no for line in lines}
    assert numbers == {OWN, next(line.identity_no for line in lines if not line.own_insurance_no)}


def test_the_file_tells_the_answer_and_runs_nothing() -> None:
    pay_list = make_answered()

    text = write_pay_list(pay_list, "csv").decode("utf-8-sig")

    first, second, total = csv.DictReader(io.StringIO(text))
    assert (first["Kết quả"], first["Số tiền đã chi"]) == ("Tiền bị trả lại", "0")
    assert first["Lý do"] == "'=Sai số tài khoản"
    assert (second["Kết quả"], second["Ngày"]) == ("", "")
    assert (total["Họ và tên"], total["Số tiền"]) == ("Tổng cộng 2 dòng", "9600000")


def test_the_agency_is_told_each_row_with_its_number() -> None:
    pay_list = make_answered()

    told: list[dict[str, Any]] = list_content(pay_list)["rows"]

    rows = list(pay_list.rows.order_by("number"))
    assert [row["reference"] for row in told] == [row.reference for row in rows]
    assert OWN in {row["insurance_no"] for row in told}
    assert told[0]["from"] == rows[0].month.first_on.isoformat()
