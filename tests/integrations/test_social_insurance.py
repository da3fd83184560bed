"""The adapter against its sandbox twin over real HTTP, and every way it goes wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sanviec.apps.claims.agency import AgencyError
from sanviec.integrations.social_insurance.adapter import Agency
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.integrations.social_insurance.transport import Transport
from tests.twin import NUMBER, twin

__all__ = ["twin"]
RECORD: dict[str, Any] = {
    "number": NUMBER,
    "full_name": "Hoàng Thị Mẫu",
    "as_of": "2026-11-20",
    "contributions": [
        {"from": "2023-07", "to": "2026-10", "wage_vnd": 8_000_000, "employer": "Công ty A"}
    ],
    "works": [{"employer": "Công ty B", "since": "2026-11-05"}],
    "pension": "eligible",
}
ROW = {"reference": "CT-1/00001", "amount_vnd": 4_800_000}


def asking(twin: SandboxAgency, **options: Any) -> Agency:
    options = {"timeout": 3.0, "rests": (0.01, 0.01)} | options
    return Agency(Transport(twin.url, options.pop("token", "kín"), **options))


def refused(act: Any) -> AgencyError:
    with pytest.raises(AgencyError) as caught:
        act()
    return caught.value


class TestRecords:
    def test_a_record_comes_as_it_was_told(self, twin: SandboxAgency) -> None:
        twin.people[NUMBER] = RECORD

        record = asking(twin).fetch_record(NUMBER)

        assert (record.full_name, record.as_of) == ("Hoàng Thị Mẫu", date(2026, 11, 20))
        assert record.contributions == (
            {"from": "2023-07", "to": "2026-10", "wage_vnd": 8_000_000},
        )
        assert record.works[0].since == date(2026, 11, 5)
        assert record.pension == "eligible"

    def test_nobody_of_this_number(self, twin: SandboxAgency) -> None:
        error = refused(lambda: asking(twin).fetch_record(NUMBER))

        assert (error.code, error.is_final) == ("agency_unknown", True)
        assert twin.asked == 1

    def test_a_wrong_token_is_said(self, twin: SandboxAgency) -> None:
        error = refused(lambda: asking(twin, token="khác").fetch_record(NUMBER))

        assert error.code == "agency_token"
        assert "SANVIEC_AGENCY_TOKEN" in error.text_vi

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"as_of": "2026-02-30"}, "as_of"),
            ({"contributions": "none"}, "contributions"),
            ({"works": [{"employer": "B"}]}, "works[0].since"),
            ({"pension": "maybe"}, "pension"),
            ({"full_name": 7}, "full_name"),
        ],
    )
    def test_what_breaks_the_contract_names_its_place(
        self, twin: SandboxAgency, change: dict[str, Any], place: str
    ) -> None:
        twin.people[NUMBER] = RECORD | change

        error = refused(lambda: asking(twin).fetch_record(NUMBER))

        assert error.code == "agency_rubbish"
        assert place in error.text_en

    def test_another_number_is_another_person(self, twin: SandboxAgency) -> None:
        twin.people[NUMBER] = RECORD | {"number": "9876543210"}

        assert refused(lambda: asking(twin).fetch_record(NUMBER)).code == "record_of_other"


class TestFaults:
    @pytest.mark.parametrize("fault", ["error", "rubbish", "half", "lost"])
    def test_one_fault_is_got_over(self, twin: SandboxAgency, fault: str) -> None:
        twin.people[NUMBER] = RECORD
        twin.faults.extend([fault])

        assert asking(twin).fetch_record(NUMBER).number == NUMBER
        assert twin.asked == 2

    @pytest.mark.parametrize(
        ("fault", "code"),
        [
            ("error", "agency_away"),
            ("half", "agency_away"),
            ("lost", "agency_away"),
            ("rubbish", "agency_rubbish"),
        ],
    )
    def test_a_fault_that_stays_is_told(self, twin: SandboxAgency, fault: str, code: str) -> None:
        twin.people[NUMBER] = RECORD
        twin.faults.extend([fault] * 3)

        error = refused(lambda: asking(twin).fetch_record(NUMBER))

        assert (error.code, error.is_final, twin.asked) == (code, False, 3)
        assert "tải lên tệp" in error.text_vi

    def test_a_slow_agency_is_not_waited_for(self, twin: SandboxAgency) -> None:
        twin.people[NUMBER] = RECORD
        twin.faults.extend(["slow"])

        assert (
            refused(lambda: asking(twin, timeout=0.1, rests=()).fetch_record(NUMBER)).code
            == "agency_away"
        )

    def test_all_tries_share_one_limit(self, twin: SandboxAgency) -> None:
        twin.people[NUMBER] = RECORD
        twin.faults.extend(["slow"] * 3)

        refused(lambda: asking(twin, timeout=0.3).fetch_record(NUMBER))

        assert twin.asked == 1

    def test_nobody_listens(self) -> None:
        nowhere = Agency(Transport("http://127.0.0.1:9", "", 0.5, rests=()))

        assert refused(lambda: nowhere.fetch_record(NUMBER)).code == "agency_away"


class TestSending:
    def test_one_effect_however_often_it_arrives(self, twin: SandboxAgency) -> None:
        twin.faults.extend(["lost"])
        content = {"approved_on": "2026-12-09", "rows": [ROW]}

        first = asking(twin).send("pay-lists", "a", content)
        again = asking(twin).send("pay-lists", "a", content)

        assert first == again
        assert len(twin.taken) == 1
        assert len(twin.answers["a"]) == 1

    def test_another_content_under_one_id_is_refused(self, twin: SandboxAgency) -> None:
        asking(twin).send("decisions", "a", {"kind": "grant"})

        error = refused(lambda: asking(twin).send("decisions", "a", {"kind": "cancel"}))

        assert (error.code, error.is_final) == ("agency_refused", True)

    def test_what_was_paid_comes_page_by_page(self, twin: SandboxAgency) -> None:
        rows = [ROW | {"reference": f"CT-1/{n:05d}"} for n in range(150)]
        asking(twin).send("pay-lists", "a", {"approved_on": "2026-12-09", "rows": rows})

        first = asking(twin).fetch_answers("a", "")
        second = asking(twin).fetch_answers("a", first.cursor)

        assert (len(first.answers), first.has_more) == (100, True)
        assert (len(second.answers), second.has_more) == (50, False)
        assert first.answers[0].amount_vnd == 4_800_000


def test_the_feed_is_read_on_from_its_cursor(twin: SandboxAgency) -> None:
    event = {"id": "n1", "number": NUMBER, "employer": "Công ty C", "from": "2026-12-15"}
    twin.news.append(event)
    first = asking(twin).fetch_news("")
    twin.news.append(event | {"id": "n2", "contract_months": 12})

    second = asking(twin).fetch_news(first.cursor)

    assert [entry.event_id for entry in first.events] == ["n1"]
    assert [(e.event_id, e.contract_months) for e in second.events] == [("n2", 12)]
