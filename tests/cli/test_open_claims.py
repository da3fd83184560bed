"""A new wage decree against the claims of the database: who is affected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sanviec.cli import main
from tests.apps.claims.factories import make_claim
from tests.apps.factories import make_seeker

pytestmark = pytest.mark.django_db
# So much that the cap decides: it follows the minimum wage of the last contribution month.
WELL_PAID = ({"from": "2023-07", "to": "2026-10", "wage_vnd": 60_000_000, "paid": True},)
DECREE = """
minimum_wage_vnd_month:
  unit: VND/month
  title_vi: Mức lương tối thiểu tháng
  members: {region_1: vùng I, region_2: vùng II, region_3: vùng III, region_4: vùng IV}
  values:
    - value: [6000000, 5500000, 5000000, 4500000]
      valid_from: 2026-10-01
      status: provisional
      reference: Nghị định giả định
"""


def test_open_claims_that_a_decree_changes_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capped = make_claim(until="filed", contributions=WELL_PAID)
    running = make_claim(make_seeker(capped.centre), until="receiving")
    make_claim(make_seeker(capped.centre))
    facts, decree, out = (tmp_path / name for name in ("mo.jsonl", "nd.yaml", "doi.jsonl"))
    decree.write_text(DECREE, encoding="utf-8")

    main(["benefits", "open-claims", "--out", str(facts)])
    assert "2 hồ sơ đang mở" in capsys.readouterr().err
    written = [json.loads(line) for line in facts.read_text(encoding="utf-8").splitlines()]
    main(
        ["benefits", "affected", "--claims", str(facts), "--parameters", str(decree)]
        + ["--out", str(out)]
    )

    assert {row["case_id"] for row in written} == {capped.number, running.number}
    assert "full_name" not in facts.read_text(encoding="utf-8")
    changed = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    named = {row["case_id"]: row["changed"] for row in changed}
    assert named[capped.number]["monthly_amount_vnd"]["reform"] == 25_000_000
    assert "monthly_amount_vnd" not in named.get(running.number, {})
