"""A decision, or why there is none, as plain data with the fields of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanviec.kernel.errors import InputError

from .model import Decision, Line
from .months import written

_EMPTY: dict[str, Any] = {
    "regime": None,
    "eligible": None,
    "refusals": [],
    "monthly_amount_vnd": None,
    "cap_vnd": None,
    "average_wage_vnd": None,
    "averaging_months": None,
    "entitlement_months": None,
    "starts_on": None,
    "months": None,
    "reserved_months": None,
    "ended_on": None,
    "last_filing_day": None,
    "total_vnd": None,
    "explanation": [],
    "provisional": [],
}


def decision_record(case_id: str | int | None, decision: Decision) -> dict[str, Any]:
    """Give a decision as JSON has it: days ISO, months `2020-07`, unknown null."""
    need = decision.need
    months, averaged = decision.months, decision.averaging_months
    return {
        "case_id": case_id,
        "regime": decision.regime,
        "eligible": decision.eligible,
        "refusals": [
            {"rule": r.rule, "article": r.article, "text_vi": r.text_vi, "text_en": r.text_en}
            for r in decision.refusals
        ],
        "monthly_amount_vnd": decision.monthly_amount_vnd,
        "cap_vnd": decision.cap_vnd,
        "average_wage_vnd": decision.average_wage_vnd,
        "averaging_months": None if averaged is None else [written(month) for month in averaged],
        "entitlement_months": decision.entitlement_months,
        "starts_on": _day(decision.starts_on),
        "months": None
        if months is None
        else [{"from": first.isoformat(), "to": last.isoformat()} for first, last in months],
        "reserved_months": decision.reserved_months,
        "ended_on": _day(decision.ended_on),
        "last_filing_day": _day(decision.last_filing_day),
        "total_vnd": decision.total_vnd,
        "explanation": [_line(line) for line in decision.explanation],
        "provisional": list(decision.provisional),
        "error": None
        if need is None
        else _error(need.code, need.field, need.text_vi, need.text_en),
    }


def error_record(case_id: str | int | None, error: InputError) -> dict[str, Any]:
    """Give the record of a claim that cannot be decided: all fields null, and the error."""
    told = _error(error.code, error.field, error.text_vi, error.text_en)
    return {"case_id": case_id, **_EMPTY, "error": told}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "value": line.value,
        "inputs": line.inputs,
        "article": line.article,
        "in_force": list(line.in_force),
        "text_vi": line.text_vi,
        "text_en": line.text_en,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _error(code: str, field: str | None, text_vi: str, text_en: str) -> dict[str, Any]:
    return {"code": code, "field": field, "text_vi": text_vi, "text_en": text_en}
