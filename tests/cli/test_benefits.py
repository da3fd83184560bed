"""``sanviec benefits``: lines in and out in order; bad ones told, the others decided."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from sanviec.cli import main

FIELDS = [
    "case_id", "regime", "eligible", "refusals", "monthly_amount_vnd", "cap_vnd",
    "average_wage_vnd", "averaging_months", "entitlement_months", "starts_on", "months",
    "reserved_months", "ended_on", "last_filing_day", "total_vnd", "explanation", "provisional",
    "error",
]  # fmt: skip
GOOD = {"case_id": "A", "decided_on": "2024-03-01", "contribution_months": 41}


def run(*arguments: str) -> int:
    try:
        main(["benefits", *arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def decided(folder: Path, text: str | bytes, *options: str) -> tuple[int, list[dict[str, Any]]]:
    source, target = folder / "vao.jsonl", folder / "ra.jsonl"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    code = run("decide", str(source), "--out", str(target), *options)
    return code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_a_line_has_every_field_of_the_contract(tmp_path: Path) -> None:
    code, (record,) = decided(tmp_path, json.dumps(GOOD))
    assert code == 0
    assert list(record) == FIELDS
    assert (record["case_id"], record["entitlement_months"], record["reserved_months"]) == (
        "A",
        3,
        5,
    )
    line = record["explanation"][-1]
    assert list(line) == ["key", "value", "inputs", "article", "in_force", "text_vi", "text_en"]
    assert line["in_force"] == ["2024-02-15", "2025-12-31"]


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("xx", "line", "not_json"),
        ("[1, 2]", "facts", "wrong_value"),
        ("9" * 5000, "line", "not_json"),
        ("[" * 100_000, "line", "not_json"),
        ({"case_id": "B"}, "decided_on", "missing"),
        ({"decided_on": "2020-02-30"}, "decided_on", "wrong_value"),
        ({"decided_on": "2014-12-31"}, "decided_on", "not_in_force"),
        ({"decided_on": "0001-01-01"}, "decided_on", "wrong_value"),
        ({"separation": "unknown"}, "separation", "wrong_value"),
        ({"separated_on": "2024-03-02"}, "decided_on", "wrong_order"),
        ({"separated_on": "2024-02-02", "filed_on": "2024-02-01"}, "filed_on", "wrong_order"),
        ({"average_wage_vnd": -1}, "average_wage_vnd", "wrong_value"),
        ({"average_wage_vnd": 10**11}, "average_wage_vnd", "wrong_value"),
        ({"average_wage_vnd": 99_999}, "average_wage_vnd", "wrong_value"),
        ({"average_wage_vnd": 0}, "average_wage_vnd", "wrong_value"),
        ({"contribution_months": 1.5}, "contribution_months", "wrong_value"),
        ({"contribution_months": True}, "contribution_months", "wrong_value"),
        ({"months_paid_in_window": 42}, "months_paid_in_window", "contradiction"),
        ({"contributions": {}}, "contributions", "wrong_value"),
        ({"contributions": [5]}, "contributions[0]", "wrong_value"),
        ({"status_events": [{"on": "2024-01-01"}]}, "status_events[0].kind", "missing"),
        ({"status_events": [{"kind": "party"}]}, "status_events[0].kind", "wrong_value"),
        ({"benefit": {"months_received": 4}}, "benefit.months_received", "contradiction"),
        ({"benefit": {"uncollected_months": 4}}, "benefit.uncollected_months", "contradiction"),
        ({"benefit": []}, "benefit", "wrong_value"),
    ],
)
def test_a_bad_line_names_its_field(tmp_path: Path, line: Any, field: str, code: str) -> None:
    if isinstance(line, dict):
        line = json.dumps(({} if "case_id" in line else GOOD) | line)
    good = json.dumps(GOOD)
    status, records = decided(tmp_path, f"{good}\n{line}\n\n{good}")
    assert status == 2
    assert [record["error"] is None for record in records] == [True, False, True]
    error = records[1]["error"]
    assert (error["field"], error["code"]) == (field, code)
    assert error["text_vi"] != error["text_en"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    status, (record, good) = decided(tmp_path, b"\xff\xfe\n" + json.dumps(GOOD).encode())
    assert (status, record["error"]["code"], good["error"]) == (2, "not_json", None)


def test_half_a_character_comes_back_as_it_was(tmp_path: Path) -> None:
    line = '{"case_id": "\\ud800", "decided_on": "\\udfff", "\\ud800": 1}'
    status, (record,) = decided(tmp_path, line)
    assert (status, record["case_id"], record["error"]["field"]) == (2, "\ud800", "decided_on")


def span(first: str, last: str) -> dict[str, Any]:
    return {"from": first, "to": last, "wage_vnd": 5_000_000}


@pytest.mark.parametrize(
    ("spans", "field", "code"),
    [
        ([{"from": "2023-01", "to": "2023-06"}], "contributions[0].wage_vnd", "missing"),
        ([{"to": "2023-06", "wage_vnd": 1}], "contributions[0].from", "missing"),
        ([span("2023-06", "2023-01")], "contributions[0].to", "wrong_order"),
        ([span("2023-13", "2024-01")], "contributions[0].from", "wrong_value"),
        ([span("2024-03", "2024-04")], "contributions[0].to", "in_the_future"),
        ([span("2008-12", "2009-04")], "contributions[0].from", "before_the_law"),
        (
            [span("2023-06", "2023-09"), span("2023-01", "2023-06")],
            "contributions[0].from",
            "overlap",
        ),
    ],
)
def test_bad_contributions(tmp_path: Path, spans: list[Any], field: str, code: str) -> None:
    status, (record,) = decided(tmp_path, json.dumps(GOOD | {"contributions": spans}))
    assert status == 2
    assert (record["error"]["field"], record["error"]["code"]) == (field, code)


def test_what_is_asked_for_leaves_the_rest_decided(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"decided_on": "2026-02-02", "last_contribution_month": "2026-01"}
    facts |= {"average_wage_vnd": 31_000_000, "contribution_months": 40, "workplace": "Huế"}
    status, (record,) = decided(tmp_path, json.dumps(facts))
    assert status == 2
    assert record["entitlement_months"] == 3
    assert record["error"]["field"] == "region"
    assert "Huế" in record["error"]["text_vi"]
    assert "Huế" in record["error"]["text_en"]


def test_lines_of_worked_cases_and_slips(tmp_path: Path, capsys: Any) -> None:
    text = json.dumps({"case_id": "UI", "facts": {"decided_on": "2024-03-01", "salary": 5}})
    status, (record,) = decided(tmp_path, text, "--lang", "en")
    assert (status, record["case_id"]) == (0, "UI")
    told = capsys.readouterr().err
    assert "'salary'" in told
    assert "1 lines, 0 with an error." in told


@pytest.mark.parametrize(
    ("change", "field", "meant"),
    [
        ({"contribution_month": 41}, "contribution_month", "contribution_months"),
        ({"Contribution Months": 41}, "Contribution Months", "contribution_months"),
        ({"benefit": {"start_on": "2024-03-01"}}, "benefit.start_on", "benefit.starts_on"),
        ({"status_events": [{"kind": "death", "On": "x"}]}, "status_events[].On", "[].on"),
    ],
)
def test_a_misspelt_field_is_named_and_the_rest_decided(
    tmp_path: Path, change: dict[str, Any], field: str, meant: str
) -> None:
    facts = {"decided_on": "2024-03-01", "average_wage_vnd": 5_000_000} | change
    status, (record,) = decided(tmp_path, json.dumps(facts))
    error = record["error"]
    assert status == 2
    assert (error["code"], error["field"]) == ("unknown_field", field)
    assert meant in error["text_vi"]
    assert meant in error["text_en"]
    assert record["monthly_amount_vnd"] == 3_000_000


def test_a_misspelt_day_of_the_decision_is_named(tmp_path: Path) -> None:
    status, (record,) = decided(tmp_path, '{"Decided_On": "2024-03-01", "decided_on": null}')
    assert (status, record["error"]["field"]) == (2, "Decided_On")
    assert "Hãy sửa tên thành decided_on" in record["error"]["text_vi"]


def test_an_unknown_reason_leaves_open_only_whether_one_is_entitled(tmp_path: Path) -> None:
    facts = {"decided_on": "2024-03-01", "separation": "nghỉ chơi", "contribution_months": 41}
    facts |= {"average_wage_vnd": 5_000_000, "separated_on": "2024-02-01"}
    status, (record,) = decided(tmp_path, json.dumps(facts))
    assert (status, record["eligible"], record["entitlement_months"]) == (2, None, 3)
    assert (record["monthly_amount_vnd"], record["last_filing_day"]) == (3_000_000, "2024-05-02")
    assert record["error"]["field"] == "separation"
    assert "“nghỉ chơi”" in record["error"]["text_vi"]
    status, (record,) = decided(tmp_path, json.dumps(facts | {"filed_on": "2024-01-01"}))
    assert (record["entitlement_months"], record["error"]["field"]) == (None, "separation")


def test_a_line_has_its_number_in_the_file(tmp_path: Path) -> None:
    good = json.dumps(GOOD)
    _, (_, record, _) = decided(tmp_path, f"{good}\n\n  \n{{\n{good}")
    assert record["error"]["text_vi"].startswith("Dòng 4 không phải JSON dùng được (cột 2: ")


def test_values_are_quoted_as_the_file_has_them(tmp_path: Path) -> None:
    _, (record,) = decided(tmp_path, json.dumps(GOOD | {"contribution_months": True}))
    assert "nhưng đang là true." in record["error"]["text_vi"]
    _, (record,) = decided(tmp_path, json.dumps(GOOD | {"contributions": {"from": "2020-01"}}))
    assert '{"from": "2020-01"}' in record["error"]["text_vi"]


def test_standard_input_and_output(monkeypatch: Any, capsys: Any) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("decide") == 0
    assert json.loads(capsys.readouterr().out)["reserved_months"] == 5


def test_nothing_is_left_when_the_file_cannot_be_read(tmp_path: Path, capsys: Any) -> None:
    assert run("decide", str(tmp_path / "khong.jsonl"), "--out", str(tmp_path / "ra.jsonl")) == 2
    assert "Không đọc được tệp khong.jsonl" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_parameters_of_a_day(capsys: Any) -> None:
    assert run("parameters", "--on", "2025-12-31", "--json") == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    found = {line["key"]: line for line in lines}
    assert found["cap_rule"]["value"] == "by_wage_regime"
    assert found["minimum_wage_vnd_month_region_4"]["value"] == 3_450_000
    assert found["waiting_days"]["in_force"] == ["2015-01-01", "2025-12-31"]
    assert all(line["article"] and (line["note"] or line["status"] == "verified" or "wage" in key)
               for key, line in found.items())  # fmt: skip


def test_parameters_for_people(capsys: Any) -> None:
    assert run("parameters", "--on", "2026-01-01") == 0
    told = capsys.readouterr().out
    assert "Tỷ lệ hưởng trên tiền lương bình quân: 60 % (01/01/2026–…;" in told
    assert "[tạm dùng]\n    ? " in told
    assert run("parameters", "--on", "2010-01-01") == 2


def test_the_region_of_a_workplace(capsys: Any) -> None:
    assert run("region", "quan 1 tp hcm", "--on", "2026-02-01", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["region"], found["decree"]) == ("I", "293/2025/NĐ-CP")
    assert (found["source"], found["status"]) == ("copy", "provisional")
    assert run("region", "Huyện Thống Nhất, Đồng Nai", "--on", "2024-06-30") == 0
    assert capsys.readouterr().out.startswith("Vùng II: Huyện Thống Nhất (Nghị định 38/2022/NĐ-CP")
    assert run("region", "Xưởng may số 3", "--on", "2026-02-01") == 2
    assert "Chưa biết chắc vùng của “Xưởng may số 3”" in capsys.readouterr().err
