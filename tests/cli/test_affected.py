"""``sanviec benefits affected``: a decree as one entry, and the claims that it changes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from sanviec.cli import main

# What a decree of next year would be: one entry with a value for each region.
DECREE = """
minimum_wage_vnd_month:
  unit: VND/month
  title_vi: Mức lương tối thiểu tháng
  members: {region_1: vùng I, region_2: vùng II, region_3: vùng III, region_4: vùng IV}
  values:
    - {value: [5700000, 5100000, 4450000, 3950000], valid_from: 2027-01-01,
       status: provisional, reference: Nghị định thử 1/2026/NĐ-CP}
"""
WORK = {"decided_on": "2027-03-01", "contribution_months": 48}
CLAIMS: list[dict[str, Any]] = [
    {"case_id": "vượt trần", "last_contribution_month": "2027-01", "average_wage_vnd": 90_000_000},
    {"case_id": "dưới trần", "last_contribution_month": "2027-01", "average_wage_vnd": 10_000_000},
    {"case_id": "đóng 2026", "last_contribution_month": "2026-12", "average_wage_vnd": 90_000_000},
]  # fmt: skip
for _claim in CLAIMS:
    _claim |= WORK | {"region": "I", "wage_regime": "employer"}


def listed(folder: Path, claims: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
    changes, out = folder / "nghi_dinh.yaml", folder / "ra.jsonl"
    changes.write_text(DECREE, encoding="utf-8")
    arguments = ["--claims", str(claims), "--parameters", str(changes), "--out", str(out), *options]
    code = 0
    try:
        main(["benefits", "affected", *arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    return code, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["ho_so.jsonl", "ho_so.parquet", "ho_so.csv"])
def test_a_new_minimum_wage_changes_who_is_above_the_cap(
    tmp_path: Path, capsys: Any, name: str
) -> None:
    path, table = tmp_path / name, pa.Table.from_pylist(CLAIMS)
    if path.suffix == ".jsonl":
        path.write_text("\n".join(map(json.dumps, CLAIMS)), encoding="utf-8")
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    else:
        pyarrow.csv.write_csv(table, path)
    code, (first, second) = listed(tmp_path, path)
    assert code == 0
    assert (first["case_id"], first["line"]) == ("vượt trần", 1)
    assert first["changed"]["monthly_amount_vnd"] == {"law": 26_550_000, "reform": 28_500_000}
    assert first["changed"]["total_vnd"] == {"law": 106_200_000, "reform": 114_000_000}
    assert second["case_id"] == "dưới trần"
    assert second["changed"] == {"cap_vnd": {"law": 26_550_000, "reform": 28_500_000}}
    assert "3 hồ sơ, 2 hồ sơ đổi kết quả, 0 hồ sơ có lỗi" in capsys.readouterr().err


def test_a_bad_claim_is_told_and_the_others_compared(tmp_path: Path) -> None:
    path = tmp_path / "ho_so.jsonl"
    lines = ["xx", json.dumps({"case_id": 7, "region": "V"}), json.dumps(CLAIMS[0])]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, (broken, wrong, good) = listed(tmp_path, path)
    assert code == 2
    assert (broken["line"], broken["error"]["code"]) == (1, "not_json")
    assert (wrong["case_id"], wrong["error"]["field"]) == (7, "region")
    assert good["error"] is None


@pytest.mark.parametrize("packed", [False, True])
def test_an_odd_cell_of_a_table_harms_no_other_row(tmp_path: Path, packed: bool) -> None:
    head = "case_id,contribution_months,last_contribution_month,average_wage_vnd,region"
    rows = ["a,48,2027-01,90000000,I", "b,nhiều,2027-01,1,I", "c,48,2027-01,1,I,9", ",,,,"]
    text = "\n".join([head, *rows])
    path = tmp_path / ("ho_so.csv.gz" if packed else "ho_so.csv")
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    code, (good, word, long) = listed(tmp_path, path, "--on", "2027-03-01")
    assert code == 2
    assert good["changed"]["monthly_amount_vnd"] == {"law": 26_550_000, "reform": 28_500_000}
    assert (word["line"], word["error"]["field"]) == (2, "contribution_months")
    assert "“nhiều”" in word["error"]["text_vi"]
    assert "6 ô, dòng tiêu đề có 5" in long["error"]["text_vi"]


def test_a_claim_without_its_day_is_decided_on_the_day_asked(tmp_path: Path) -> None:
    path = tmp_path / "ho_so.jsonl"
    claim = {key: value for key, value in CLAIMS[0].items() if key != "decided_on"}
    path.write_text(json.dumps(claim), encoding="utf-8")
    assert [one["case_id"] for one in listed(tmp_path, path, "--on", "2027-03-01")[1]] == [
        "vượt trần"
    ]
