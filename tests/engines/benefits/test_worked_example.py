"""The example that docs/algorithms/benefits.md works out by hand."""

from __future__ import annotations

from typing import Any

from tests.engines.benefits.worked import decided

LAN: dict[str, Any] = {
    "decided_on": "2026-03-16",
    "separated_on": "2026-02-27",
    "separation": "contract_ended",
    "contract": "definite",
    "contract_months": 36,
    "region": "II",
    "filed_on": "2026-03-02",
    "contributions": [
        {"from": "2021-03", "to": "2025-04", "wage_vnd": 9_000_000, "paid": True},
        {"from": "2025-05", "to": "2025-10", "paid": False, "reason": "maternity"},
        {"from": "2025-11", "to": "2026-02", "wage_vnd": 12_000_000, "paid": True},
    ],
}


def test_the_claim() -> None:
    record = decided(LAN)
    assert record["eligible"] is True
    lines = {line["key"]: line["value"] for line in record["explanation"]}
    assert (lines["contribution_months"], lines["months_paid_in_window"]) == (54, 18)
    assert record["averaging_months"][:3] == ["2025-03", "2025-04", "2025-11"]
    assert record["average_wage_vnd"] == 11_000_000
    assert (record["cap_vnd"], record["monthly_amount_vnd"]) == (23_650_000, 6_600_000)
    assert (record["entitlement_months"], record["reserved_months"]) == (4, 6)
    assert (record["last_filing_day"], record["starts_on"]) == ("2026-05-27", "2026-03-17")
    assert record["months"][-1] == {"from": "2026-06-17", "to": "2026-07-16"}
    assert record["total_vnd"] == 26_400_000


def test_the_new_job() -> None:
    job = {"on": "2026-05-04", "kind": "new_job", "contract_months": 12, "notified": True}
    record = decided(LAN | {"status_events": [job]})
    assert (record["ended_on"], len(record["months"])) == ("2026-05-04", 2)
    assert (record["total_vnd"], record["reserved_months"]) == (13_200_000, 30)
    silent = decided(LAN | {"status_events": [job | {"notified": False}]})
    assert (silent["total_vnd"], silent["reserved_months"]) == (13_200_000, 6)
