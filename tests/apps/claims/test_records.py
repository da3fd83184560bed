"""The record of contributions in the dossier: what it changes, and what a person has to look at."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.agency import record_in_file
from sanviec.apps.claims.agency.comparing import differences
from sanviec.apps.claims.models import Claim, ClaimFlag, InsuranceRecord
from sanviec.apps.platform import audit
from sanviec.engines.intake import write_table
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.kernel.errors import InputError
from tests.twin import NUMBER, record_of, twin

from .factories import NOW, RECORD, fresh, make_claim, officer_of

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
PAID: dict[str, Any] = RECORD[0]


def fetched(claim: Claim) -> InsuranceRecord:
    return services.fetch_record(claim=claim, actor=officer_of(claim), now=NOW)


def uploaded(claim: Claim, name: str, content: bytes) -> InsuranceRecord:
    facts: dict[str, Any] = {"actor": officer_of(claim), "now": NOW}
    return services.upload_record(claim=claim, name=name, content=content, **facts)


def code_of(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def flags(claim: Claim) -> list[tuple[str, str]]:
    return list(claim.flags.order_by("kind", "detail").values_list("kind", "detail"))


class TestFromTheAgency:
    def test_a_record_that_agrees_raises_nothing(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.people[NUMBER] = record_of(claim)

        row = fetched(claim)

        assert row.differences == []
        assert flags(claim) == []
        assert fresh(claim).contributions_from == "Cơ quan BHXH, số liệu đến 20/11/2026"
        assert NUMBER not in json.dumps(row.content)
        assert list(audit.verify()) == []

    def test_what_differs_is_shown_and_the_record_counts(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        spans = [
            PAID | {"to": "2026-06"},
            PAID | {"from": "2026-07", "wage_vnd": 7_000_000},
        ]
        twin.people[NUMBER] = record_of(claim, contributions=spans)

        fetched(claim)

        assert fresh(claim).contributions == spans
        sentence = "07/2026 – 10/2026: khai 8.000.000 đồng, bản ghi 7.000.000 đồng"
        assert flags(claim) == [("record_differs", sentence)]

    def test_clashes_are_for_a_person_to_decide(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.people[NUMBER] = record_of(
            claim,
            contributions=[PAID | {"to": "2026-12"}],
            works=[{"employer": "Công ty Mới", "since": "2026-11-10"}],
            open_claim="TN-HN-2026-000007",
            pension="receiving",
        )

        fetched(claim)

        assert flags(claim) == [
            ("open_claim", "TN-HN-2026-000007"),
            ("pension", "Cơ quan BHXH ghi: Đang hưởng lương hưu"),
            ("record_differs", "11/2026: khai không có, bản ghi 8.000.000 đồng"),
            ("works_elsewhere", "Có đóng sau tháng nghỉ việc: 12/2026 – 12/2026"),
            ("works_elsewhere", "Công ty Mới, đóng từ 10/11/2026"),
        ]
        kept = fresh(claim)
        assert (kept.state, kept.contributions[0]["to"]) == ("filed", "2026-11")

    def test_the_same_record_once_more_changes_nothing(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.people[NUMBER] = record_of(claim, pension="eligible")

        assert fetched(claim) == fetched(claim)
        assert InsuranceRecord.objects.count() == 1
        assert ClaimFlag.objects.count() == 1

    def test_somebody_else_s_record_is_not_taken(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.people[NUMBER] = record_of(claim)
        twin.faults.extend(["wrong_person"])

        assert code_of(lambda: fetched(claim)) == "record_of_other"
        assert not InsuranceRecord.objects.exists()

    def test_an_agency_that_is_away_leaves_the_way_by_file(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.faults.extend(["error"] * 3)

        assert code_of(lambda: fetched(claim)) == "agency_away"
        uploaded(claim, "bhxh.json", json.dumps(record_of(claim)).encode())

        assert InsuranceRecord.objects.get().source == "bhxh.json"

    def test_an_impossible_record_names_its_place(self, twin: SandboxAgency) -> None:
        claim = make_claim(until="filed", insurance_no=NUMBER)
        twin.people[NUMBER] = record_of(claim, contributions=[PAID, PAID])

        with pytest.raises(InputError) as caught:
            fetched(claim)

        assert caught.value.field == "contributions[1].from"
        assert not InsuranceRecord.objects.exists()

    def test_nothing_is_asked_without_number_connection_or_open_dossier(
        self, twin: SandboxAgency, settings: Any
    ) -> None:
        assert code_of(lambda: fetched(make_claim(until="filed"))) == "number_missing"
        decided = make_claim(until="proposed", insurance_no=NUMBER)
        assert code_of(lambda: fetched(decided)) == "claim_not_editable"
        settings.SANVIEC_AGENCY_URL = ""
        claim = make_claim(until="filed", insurance_no=NUMBER)
        assert code_of(lambda: fetched(claim)) == "agency_not_connected"
        assert twin.asked == 0


HEADINGS = ("Số BHXH", "Họ và tên", "Số liệu đến ngày", "Từ tháng", "Đến tháng", "Có đóng")
ROWS = [
    (NUMBER, "Hoàng Thị Mẫu", "20/11/2026", "07/2023", "12/2024", "có", "8.000.000", ""),
    (NUMBER, "Hoàng Thị Mẫu", "20/11/2026", "01/2025", "06/2025", "không", "", "maternity"),
]


class TestFromAFile:
    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_a_table_of_spans(self, suffix: str) -> None:
        out = BytesIO()
        write_table((*HEADINGS, "Tiền lương đóng", "Lý do"), ROWS, out, suffix=suffix)

        record = record_in_file(name=f"bhxh{suffix}", content=out.getvalue())

        assert record.number == NUMBER
        assert record.contributions == (
            {"from": "2023-07", "to": "2024-12", "paid": True, "wage_vnd": 8_000_000},
            {"from": "2025-01", "to": "2025-06", "paid": False, "reason": "maternity"},
        )

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.json", "{", "file_rubbish"),
            ("a.json", "[]", "wrong_value"),
            ("a.csv", "from,to\n", "file_empty"),
            ("a.csv", "number,from\n0123456789,2023-01\n0123456780,2023-02\n", "file_of_two"),
            ("a.csv", "number,from,wage_vnd\n0123456789,2023-01,5\n", "missing"),
        ],
    )
    def test_what_cannot_be_used_says_so(self, name: str, content: str, code: str) -> None:
        assert code_of(lambda: record_in_file(name=name, content=content.encode())) == code


@pytest.mark.parametrize(
    ("declared", "recorded", "told"),
    [
        ([PAID], [PAID], []),
        ([], [PAID | {"paid": False}], []),
        ([PAID], [], ["07/2023 – 10/2026: khai 8.000.000 đồng, bản ghi không có"]),
        (
            [PAID],
            [PAID | {"to": "2026-09"}],
            ["10/2026: khai 8.000.000 đồng, bản ghi không có"],
        ),
        (
            [PAID | {"from": "2026-09", "paid": False}],
            [PAID | {"from": "2026-10"}],
            ["10/2026: khai không đóng, bản ghi 8.000.000 đồng"],
        ),
    ],
)
def test_differences_are_runs_of_months(declared: Any, recorded: Any, told: list[str]) -> None:
    assert [str(found) for found in differences(declared, recorded)] == told
