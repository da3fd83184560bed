"""What goes to the agency and what comes back of it, in the fields of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.utils import timezone

from sanviec.apps.claims.agency import connected_agency
from sanviec.engines.benefits.values import day, missing, must_be, rows, text, whole, word

from .enums import PayOutcome
from .folding import Answer
from .lines import lines_of
from .models import PayList

MOST_VND = 10**12
MOST_ANSWERS = 5_000


@dataclass(frozen=True, slots=True)
class Answers:
    """One page of answers; ``cursor`` is where the next one begins."""

    answers: tuple[Answer, ...]
    cursor: str
    has_more: bool


class PayAgency(Protocol):
    """What pay lists need of an adapter (SANVIEC_AGENCY)."""

    def fetch_answers(self, list_id: str, cursor: str) -> Answers:
        """What was paid of a list since ``cursor``.

        Raises:
            AgencyError: why it is not known.
        """
        ...


def pay_agency() -> PayAgency:
    """The adapter that the settings name.

    Raises:
        AgencyError: no address is set.
    """
    return cast(PayAgency, connected_agency())


def list_content(pay_list: PayList) -> dict[str, Any]:
    """An approved list as it is sent; the same list gives the same content."""
    on = pay_list.approved_at
    return {
        "id": str(pay_list.pk),
        "number": pay_list.number,
        "centre": pay_list.centre.code,
        "month": f"{pay_list.month:%Y-%m}",
        "approved_on": None if on is None else timezone.localdate(on).isoformat(),
        "total_vnd": pay_list.total_vnd,
        "rows_sha256": pay_list.rows_sha256,
        "rows": [
            {
                "reference": line.reference,
                "insurance_no": line.insurance_no,
                "full_name": line.full_name,
                "claim": line.claim,
                "decision": line.decision,
                "benefit_month": line.month,
                "from": line.first_on.isoformat(),
                "to": line.last_on.isoformat(),
                "amount_vnd": line.amount_vnd,
                "article": line.article,
            }
            for line in lines_of(pay_list)
        ],
    }


def read_answers(data: Any) -> Answers:
    """One page of answers out of plain data.

    Raises:
        InputError: a field is missing, of the wrong kind or impossible; ``field`` names it.
    """
    if not isinstance(data, dict):
        raise must_be("answers", data, "đối tượng JSON {…}", "a JSON object {…}")
    cursor, listed = data.get("cursor"), rows(data, "answers")
    if not isinstance(cursor, str) or not 0 < len(cursor) <= 200:
        raise must_be("cursor", cursor, "chữ, không trống", "words, not empty")
    if listed is None:
        raise missing("answers", "cần danh sách, có thể trống", "a list is needed")
    if len(listed) > MOST_ANSWERS:
        raise must_be("answers", len(listed), f"không quá {MOST_ANSWERS} dòng", "fewer entries")
    found = tuple(read_answer(row, f"answers[{number}].") for number, row in enumerate(listed))
    return Answers(found, cursor, data.get("has_more") is True)


def read_answer(row: Mapping[str, Any], place: str = "") -> Answer:
    """One answer.

    Raises:
        InputError: a field is missing, of the wrong kind or impossible; ``field`` names it.
    """
    outcome = word(row, "outcome", PayOutcome.values, place)
    if outcome is None:
        raise missing(f"{place}outcome", "cần biết kết quả", "the outcome must be said")
    on = day(row, "on", place)
    if on is None:
        raise missing(f"{place}on", "cần ngày", "the day is needed")
    amount = whole(row, "amount_vnd", MOST_VND, place)
    if outcome == PayOutcome.PAID and not amount:
        raise missing(f"{place}amount_vnd", "cần số tiền đã chi", "what was paid must be said")
    return Answer(
        answer_id=_id(row, "id", 120, place),
        reference=_id(row, "reference", 60, place),
        outcome=PayOutcome(outcome),
        amount_vnd=(amount or 0) if outcome == PayOutcome.PAID else 0,
        on=on,
        reason=" ".join((text(row, "reason") or "").replace("\0", "").split())[:300],
    )


def _id(row: Mapping[str, Any], name: str, longest: int, place: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= longest or "\0" in value:
        raise must_be(
            place + name, value, f"mã, không quá {longest} chữ", f"an id of at most {longest}"
        )
    return value.strip()
