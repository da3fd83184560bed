"""``sanviec benefits simulate``: a reform against the law, by hand and over files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from sanviec.cli import main
from sanviec.engines.benefits import decide, load_law, read_facts
from sanviec.engines.benefits.law import reformed
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import parse_parameters

REFORM = """
share_percent:
  unit: percent
  title_vi: Tỷ lệ hưởng
  values:
    - {value: 70, valid_from: 2026-07-01, status: provisional, reference: Phương án A}
minimum_wage_vnd_month_region_1:
  unit: VND/month
  title_vi: Mức lương tối thiểu vùng I
  values:
    - {value: 5000000, valid_from: 2026-01-01, status: provisional, reference: Phương án A}
"""
# Before the reform; 60 → 70 %; capped by a lower minimum wage; nothing known of the wage.
ROWS: list[dict[str, Any]] = [
    {"decided_on": "2026-03-02", "region": "II", "average_wage_vnd": 10_000_000},
    {"decided_on": "2026-08-03", "region": "II", "average_wage_vnd": 10_000_000},
    {"decided_on": "2026-03-02", "region": "I", "average_wage_vnd": 90_000_000},
    {"decided_on": "2026-03-02", "region": "I", "average_wage_vnd": None},
]
for _row in ROWS:
    _row |= {"contribution_months": 48, "last_contribution_month": "2026-02"}


def simulated(folder: Path, claims: Path, reform: str = REFORM) -> tuple[int, Any]:
    changes, out = folder / "phuong_an.yaml", folder / "ra.json"
    changes.write_text(reform, encoding="utf-8")
    arguments = ["--claims", str(claims), "--parameters", str(changes), "--out", str(out)]
    code = 0
    try:
        main(["benefits", "simulate", *arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None


@pytest.fixture(params=["typed.parquet", "texts.parquet", "claims.csv", "claims.jsonl"])
def claims(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the rows as a file of each format."""
    path = tmp_path / request.param
    table = pa.Table.from_pylist(ROWS)
    if request.param == "typed.parquet":
        days = pa.array([date.fromisoformat(row["decided_on"]) for row in ROWS])
        table = table.set_column(0, "decided_on", days)
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    elif path.suffix == ".csv":
        pyarrow.csv.write_csv(table, path)
    else:
        path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return path


def test_winners_losers_and_totals(tmp_path: Path, claims: Path) -> None:
    code, told = simulated(tmp_path, claims)
    assert code == 0
    assert (told["claims"], told["determined"], told["unchanged"]) == (4, 3, 1)
    assert told["law"]["total_vnd"] == 4 * (6_000_000 + 6_000_000 + 26_550_000)
    assert told["reform"]["total_vnd"] == 4 * (6_000_000 + 7_000_000 + 25_000_000)
    assert told["winners"] == {"claims": 1, "difference_vnd": 4_000_000}
    assert told["losers"] == {"claims": 1, "difference_vnd": -6_200_000}
    assert told["difference_vnd"] == -2_200_000
    assert told["regions"]["I"] == {"claims": 1, "difference_vnd": -6_200_000}
    assert told["law"]["digest"] != told["reform"]["digest"]


def test_one_value_for_all_days(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    old = ROWS[0] | {"decided_on": "2019-03-01", "separated_on": "2019-02-01"}
    path.write_text("\n".join(map(json.dumps, [old | {"wage_regime": "employer"}, ROWS[1]])))
    _, told = simulated(tmp_path, path, "entitlement_most: 3")
    assert told["difference_vnd"] == -12_000_000
    assert told["losers"]["claims"] == 2
    assert (told["law"]["benefit_months"], told["reform"]["benefit_months"]) == (8, 6)


def test_unusable_values_are_counted_and_left_out(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "claims.jsonl"
    bad = [
        {"decided_on": "2026-02-30"},
        {"region": "V"},
        {"average_wage_vnd": -1},
        {"contribution_months": 481},
        {"last_contribution_month": "2026-13"},
    ]
    rows = [ROWS[0], *(ROWS[0] | change for change in bad)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    code, told = simulated(tmp_path, path)
    assert (code, told["claims"], told["determined"]) == (2, 1, 1)
    assert capsys.readouterr().err.count("1 dòng có giá trị không dùng được") == 5


HEAD = "decided_on,region,average_wage_vnd,contribution_months,last_contribution_month"
GOOD_ROW = "2026-03-02,II,10000000,48,2026-02"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-03-02,II,1e30,48,2026-02", "(hồ sơ thứ 2: “1e30”). Cần số nguyên từ 100000 đến"),
        ("2026-03-02,II," + "9" * 25 + ",48,2026-02", "Cột average_wage_vnd: 1 dòng"),
        ("2026-03-02,II,inf,48,2026-02", "“inf”"),
        ("2026-03-02,II,99999,48,2026-02", "“99999”"),
        ("2026-03-02,V,10000000,48,2026-02", "“V”). Cần một trong: I, II, III, IV"),
        ("01/03/2026,II,10000000,48,2026-02", "“01/03/2026”). Cần ngày dạng 2026-01-31"),
        ("2026-03-02,II,10000000,48,2026-2", "“2026-2”). Cần tháng dạng 2026-01"),
        ("2026-03-02,II,10000000,abc,2026-02", "“abc”). Cần số nguyên từ 0 đến 480"),
        (GOOD_ROW + ",thừa", "1 dòng không đọc được, đã bỏ qua (“2026-03-02,II,"),
    ],
)
def test_an_odd_row_is_told_and_harms_no_other(
    tmp_path: Path, capsys: Any, row: str, told: str
) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("\n".join([HEAD, GOOD_ROW, row, GOOD_ROW]), encoding="utf-8")
    code, record = simulated(tmp_path, path)
    assert (code, record["claims"], record["determined"]) == (2, 2, 2)
    assert told in capsys.readouterr().err


def test_a_line_that_is_no_json_harms_no_other(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "claims.jsonl"
    mixed = ROWS[0] | {"contribution_months": "bốn mươi"}
    lines = [json.dumps(ROWS[0]), "{", json.dumps(mixed), "[1]", json.dumps(ROWS[1])]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, record = simulated(tmp_path, path)
    assert (code, record["claims"], record["determined"]) == (2, 2, 2)
    told = capsys.readouterr().err
    assert "2 dòng không đọc được, đã bỏ qua (2: “{”; 4: “[1]”)" in told
    assert "Cột contribution_months: 1 dòng" in told


def test_whole_numbers_with_a_fraction_of_nothing_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    row = "2026-03-02,II,10000000.00,48.0,2026-02"
    path.write_text("\n".join([HEAD, row]), encoding="utf-8")
    assert simulated(tmp_path, path)[1]["determined"] == 1


def test_kinds_of_columns_that_no_number_fits(tmp_path: Path) -> None:
    days = ["2026-03-02"] * 3
    wages = pa.array([2**63 + 5, 10_000_000, None], pa.uint64())
    table = {"decided_on": days, "average_wage_vnd": wages, "region": pa.array([["I"]] * 3)}
    path = tmp_path / "claims.parquet"
    pyarrow.parquet.write_table(pa.table(table), path)
    assert simulated(tmp_path, path)[1]["claims"] == 0
    table["region"] = pa.array(["I", "II", "II"]).dictionary_encode()
    pyarrow.parquet.write_table(pa.table(table), path)
    assert simulated(tmp_path, path)[1]["claims"] == 2


def test_a_file_without_a_claim_is_told(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "claims.csv").write_text(HEAD + "\n", encoding="utf-8")
    assert simulated(tmp_path, tmp_path / "claims.csv")[0] == 2
    assert "Không có hồ sơ nào để so sánh" in capsys.readouterr().err


def test_claims_that_cannot_be_determined_are_told(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "claims.jsonl"
    bare = {"decided_on": "2026-03-02", "contribution_months": 48}
    path.write_text(json.dumps(bare), encoding="utf-8")
    code, told = simulated(tmp_path, path, "entitlement_most: 3")
    assert (code, told["claims"], told["determined"]) == (2, 1, 0)
    assert "1/1 hồ sơ chưa đủ dữ kiện" in capsys.readouterr().err
    path.write_text("\n".join(map(json.dumps, [bare, ROWS[0]])), encoding="utf-8")
    assert simulated(tmp_path, path, "entitlement_most: 3")[0] == 0
    assert "1/2 hồ sơ chưa đủ dữ kiện" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reform", "told"),
    [
        ("tro_cap: {}", "cần đúng ba trường unit"),
        ("share: 60", "Luật không có tham số “share”"),
        ("entitlement_step_months: 0", "số thì lớn hơn 0"),
        ("entitlement_most: nhiều", "Giá trị “nhiều” của entitlement_most"),
        ("entitlement_most: 3.5", "phải là số nguyên, chữ hoặc có/không"),
        ("share_percent: 60\nshare_percent: 70", "khóa share_percent được ghi hai lần"),
        (REFORM.replace("share_percent", "share"), "Luật không có tham số “share”"),
        ("[", "dòng 1, cột 2: sai cú pháp YAML"),
        (
            REFORM.replace("2026-07-01", "2026-02-30"),
            "“2026-02-30” không phải ngày hoặc số có thật",
        ),
        ("cap_multiple: " + "9" * 30, "nhiều nhất 1000"),
        ("base_salary_vnd_month: 1000000001", "nhiều nhất 1000000000"),
    ],
)
def test_a_wrong_reform_is_told(tmp_path: Path, capsys: Any, reform: str, told: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    assert simulated(tmp_path, path, reform) == (2, None)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.txt", "", "cần .parquet"),
        ("x.parquet", "xx", "Không đọc được tệp x.parquet"),
        ("x.csv", "region\nI\n", "thiếu cột decided_on"),
        ("x.csv", "decided_on,decided_on\n2026-01-01,2026-01-01\n", "hai cột decided_on"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, capsys: Any, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert simulated(tmp_path, tmp_path / name) == (2, None)
    assert told in capsys.readouterr().err


def test_a_reformed_law_leaves_the_days_before_as_they_were() -> None:
    law = load_law()
    reform = reformed(law, parse_parameters(REFORM, source="test"))
    facts = {key: value for key, value in ROWS[1].items() if value is not None}
    later = decide(read_facts(facts), reform)
    before = decide(read_facts(facts | {"decided_on": "2026-06-30"}), reform)
    assert (before.monthly_amount_vnd, later.monthly_amount_vnd) == (6_000_000, 7_000_000)
    assert later.explanation[-1].in_force == ("2026-07-01", None)
    assert "share_percent" in later.provisional
    assert decide(read_facts(facts), law).monthly_amount_vnd == 6_000_000
    text = REFORM.replace("share_percent", "cap_rule").replace("70", "by_mood")
    changes = parse_parameters(text, source="test")
    with pytest.raises(InputError) as caught:
        reformed(law, changes)
    assert caught.value.code == "rule_unknown"
