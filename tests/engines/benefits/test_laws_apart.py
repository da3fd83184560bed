"""What a law keeps for the next claim (values of a day, working days) is its own."""

from __future__ import annotations

from datetime import date

from sanviec.engines.benefits import Decision, Law, decide, load_law, read_facts
from sanviec.engines.benefits.law import reformed
from sanviec.kernel.parameters import parse_parameters

REFORM = """
share_percent:
  unit: percent
  title_vi: Mức hưởng
  values:
    - {value: 65, valid_from: 2026-02-01, status: provisional, reference: Phương án A}
filing_months:
  unit: month
  title_vi: Thời hạn nộp
  values:
    - {value: 2, valid_from: 2026-02-01, status: provisional, reference: Phương án A}
"""


def decided(law: Law, on: str) -> Decision:
    """Decide the same claim on a day."""
    facts = {"decided_on": on, "separated_on": "2026-01-15", "wage_regime": "employer"}
    facts |= {"region": "I", "contribution_months": 36, "average_wage_vnd": 10_000_000}
    return decide(read_facts(facts), law)


def test_a_reform_does_not_reach_the_law_it_came_from() -> None:
    law = load_law()
    new = reformed(law, parse_parameters(REFORM, source="test"))
    for _ in range(2):  # the second time from what each of them kept
        assert decided(law, "2026-03-02").monthly_amount_vnd == 6_000_000
        assert decided(new, "2026-03-02").monthly_amount_vnd == 6_500_000
        assert decided(law, "2026-03-02").last_filing_day == date(2026, 4, 15)
        assert decided(new, "2026-03-02").last_filing_day == date(2026, 3, 16)


def test_a_reform_begins_on_its_day() -> None:
    new = reformed(load_law(), parse_parameters(REFORM, source="test"))
    assert decided(new, "2026-01-31").monthly_amount_vnd == 6_000_000
    assert decided(new, "2026-02-01").monthly_amount_vnd == 6_500_000


def test_days_between_two_changes_have_one_table() -> None:
    law = load_law()
    assert law.on(date(2026, 3, 2)) is law.on(date(2026, 3, 3))
    assert law.on(date(2025, 12, 31)) is not law.on(date(2026, 1, 1))
