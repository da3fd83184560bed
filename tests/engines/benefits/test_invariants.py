"""What holds for every claim: monotone, within the cap, nothing lost, no start by waiting."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.benefits import Law, load_law
from sanviec.engines.benefits.law import UNDERSTOOD
from sanviec.kernel.calendars import add_months, load_calendar
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import Parameters, load_general_parameters, parse_parameters
from tests.engines.benefits.claims import random_claim
from tests.engines.benefits.worked import decided

days = st.dates(date(2015, 6, 1), date(2027, 6, 30))
months = st.integers(12, 240)
wages = st.integers(1_000_000, 120_000_000)
regions = st.sampled_from(["I", "II", "III", "IV"])
quick = settings(max_examples=60, deadline=None)


def claim(on: date, **facts: Any) -> dict[str, Any]:
    """Give facts whose amount is determined."""
    base = {"decided_on": on.isoformat(), "separated_on": on.isoformat(), "wage_regime": "employer"}
    return base | {"region": "I", "last_contribution_month": on.isoformat()[:7]} | facts


@quick
@given(days, months, st.integers(0, 60))
def test_more_months_never_give_less(on: date, count: int, more: int) -> None:
    less = decided(claim(on, contribution_months=count, average_wage_vnd=9_000_000))
    greater = decided(claim(on, contribution_months=count + more, average_wage_vnd=9_000_000))
    assert less["entitlement_months"] <= greater["entitlement_months"] <= 12
    assert less["monthly_amount_vnd"] == greater["monthly_amount_vnd"]


@quick
@given(days, wages, st.integers(0, 10_000_000), regions)
def test_a_higher_wage_never_gives_less_and_the_cap_holds(
    on: date, wage: int, more: int, region: str
) -> None:
    less = decided(claim(on, average_wage_vnd=wage, region=region))
    greater = decided(claim(on, average_wage_vnd=wage + more, region=region))
    assert less["monthly_amount_vnd"] <= greater["monthly_amount_vnd"] <= greater["cap_vnd"]


@quick
@given(days, months)
def test_months_and_reserve_are_the_contributions(on: date, count: int) -> None:
    record = decided(claim(on, contribution_months=count))
    settled = 12 * record["entitlement_months"]
    assert settled + record["reserved_months"] >= min(count, 144)
    if 36 <= count <= 144:
        assert settled + record["reserved_months"] == count


@quick
@given(days, months, st.integers(0, 400))
def test_an_early_end_keeps_what_was_not_received(on: date, count: int, later: int) -> None:
    start = on + timedelta(days=20)
    event = {"on": (start + timedelta(days=later)).isoformat(), "kind": "new_job", "notified": True}
    benefit = {"starts_on": start.isoformat()}
    record = decided(claim(on, contribution_months=count, benefit=benefit, status_events=[event]))
    used = 12 * len(record["months"])
    cut = count if on < date(2021, 1, 1) else min(count, 144)
    assert record["reserved_months"] == max(0, cut - used)
    is_over = len(record["months"]) == record["entitlement_months"] > 0
    is_over = is_over and record["months"][-1]["to"] < event["on"]
    assert record["ended_on"] == (None if is_over else event["on"])


@quick
@given(days, st.integers(0, 20), st.integers(0, 20))
def test_filing_later_never_starts_earlier(on: date, first: int, more: int) -> None:
    early, late = (on + timedelta(days=n) for n in (first, first + more))
    decision = on + timedelta(days=60)
    starts = [
        decided({"decided_on": decision.isoformat(), "filed_on": filed.isoformat()})["starts_on"]
        for filed in (early, late)
    ]
    assert starts[0] <= starts[1]
    assert load_calendar().is_working_day(date.fromisoformat(starts[0]))


@quick
@given(days, months)
def test_benefit_months_follow_one_another(on: date, count: int) -> None:
    record = decided(claim(on, contribution_months=count, benefit={"starts_on": on.isoformat()}))
    spans = [(date.fromisoformat(m["from"]), date.fromisoformat(m["to"])) for m in record["months"]]
    assert spans[0][0] == on
    assert len(spans) == record["entitlement_months"]
    for number, (first, last) in enumerate(spans, 1):
        assert 27 <= (last - first).days <= 31
        assert abs((last + timedelta(days=1) - add_months(on, number)).days) <= 1
    for before, after in pairwise(spans):
        assert before[1] + timedelta(days=1) == after[0]


@quick
@given(st.integers(0, 2**32))
def test_every_figure_has_its_line_and_the_same_facts_give_the_same_bytes(seed: int) -> None:
    facts = random_claim(Random(seed))
    facts.pop("benefit", None)  # only it can contradict the rest
    record = decided(facts)
    assert json.dumps(record) == json.dumps(decided(facts))
    lines = {line["key"]: line for line in record["explanation"]}
    for key in ("regime", "monthly_amount_vnd", "cap_vnd", "last_filing_day", "reserved_months"):
        if record[key] is not None:
            assert lines[key]["value"] == record[key]
    for line in [*record["explanation"], *record["refusals"]]:
        assert line["article"]
        assert line["text_vi"] != line["text_en"]
    known = {*load_law().own.names(), *load_general_parameters().names(), "calendar", "wage_region"}
    assert set(record["provisional"]) <= known


def test_a_word_that_no_rule_stands_behind_is_refused() -> None:
    law = load_law()
    value = "{value: %s, valid_from: 2015-01-01, reference: x, status: verified}"
    body = f"  unit: text\n  title_vi: x\n  values:\n    - {value}\n"
    rules = {key: words[0] for key, words in UNDERSTOOD.items()}
    rules |= {"waiting_rule": "new_job", "insured_rule": "maternity"}

    def built(changed: dict[str, str]) -> Law:
        text = "".join(f"{key}:\n{body % word}" for key, word in (rules | changed).items())
        own: Parameters = parse_parameters(text, source="test")
        return Law(own, law.general, law.calendar)

    assert built({}).get("cap_rule", date(2020, 1, 1)).value == "by_wage_regime"
    for changed in ({"cap_rule": "by_mood"}, {"waiting_rule": "party"}, {"insured_rule": "party"}):
        with pytest.raises(InputError) as caught:
            built(changed)
        assert caught.value.field in changed


def test_every_open_question_is_written_down() -> None:
    own = load_law().own
    values = [value for key in own.names() for value in own.history(key)]
    assert [v.key for v in values if v.status == "provisional" and not v.note] == []
    assert sum(v.status == "provisional" for v in values) < len(values) / 2


PAGE = Path(__file__).parents[3] / "docs" / "law" / "unemployment_insurance.md"


def test_the_page_of_the_law_names_each_parameter_and_only_rules_that_exist() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [key for key in load_law().own.names() if f"`{key}`" not in page] == []
    package = Path(str(files("sanviec.engines.benefits")))
    named = re.findall(r"`([a-z_]+)\.(_?[a-z_0-9]+)`", page)
    assert len(named) > 25
    for module, function in named:
        if (path := package / f"{module}.py").is_file():
            assert f"def {function}(" in path.read_text(encoding="utf-8"), (module, function)


def test_the_digest_is_of_what_the_law_says() -> None:
    law = load_law()
    fewer = Law(law.own, law.general, type(law.calendar)([], first_year=2013, last_year=2035))
    assert law.digest == Law(law.own, law.general, law.calendar).digest
    assert len({law.digest, fewer.digest}) == 2
