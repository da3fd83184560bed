"""The articles of each kind of decision, in the words that its document uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import ClaimDecision
from sanviec.kernel.dong import format_vnd, spell_vnd

from .wording import Clause

Facts = tuple[tuple[str, str], ...]
ABOUT: dict[str, str] = {
    DecisionKind.GRANT: "hưởng trợ cấp thất nghiệp",
    DecisionKind.REFUSE: "không hưởng trợ cấp thất nghiệp",
    DecisionKind.CANCEL: "hủy quyết định hưởng trợ cấp thất nghiệp",
    DecisionKind.SUSPEND: "tạm dừng hưởng trợ cấp thất nghiệp",
    DecisionKind.RESUME: "tiếp tục hưởng trợ cấp thất nghiệp",
    DecisionKind.TERMINATE: "chấm dứt hưởng trợ cấp thất nghiệp",
    DecisionKind.RESERVE: "bảo lưu thời gian đóng do không đến nhận trợ cấp thất nghiệp",
    DecisionKind.REPLACE: "thay thế quyết định về trợ cấp thất nghiệp",
}
# Whose article a decision rests on beside those of the answer, by the day it takes effect.
RULES: dict[str, str] = {
    DecisionKind.CANCEL: "cancelled_rule",
    DecisionKind.SUSPEND: "suspension_rule",
    DecisionKind.RESUME: "suspension_rule",
}
# Which steps of the answer a kind of decision tells.
_AMOUNT = {
    "regime",
    "contribution_months",
    "months_paid_in_window",
    "insured_at_separation",
    "average_wage_vnd",
    "contribution_ceiling",
    "cap_vnd",
    "monthly_amount_vnd",
    "entitlement_months",
    "starts_on",
    "months",
    "reserved_months",
}
STEPS: dict[str, frozenset[str]] = {
    DecisionKind.GRANT: frozenset(_AMOUNT),
    DecisionKind.REFUSE: frozenset(
        {"regime", "separation", "months_paid_in_window", "insured_at_separation"}
        | {"last_filing_day", "reserved_months"}
    ),
    DecisionKind.CANCEL: frozenset({"regime", "reserved_months"}),
    DecisionKind.SUSPEND: frozenset({"regime", "suspended_months"}),
    DecisionKind.RESUME: frozenset({"regime", "suspended_months"}),
    DecisionKind.TERMINATE: frozenset(
        {"regime", "suspended_months", "ended_on", "reserved_months"}
    ),
    DecisionKind.RESERVE: frozenset({"regime", "reserved_months"}),
    DecisionKind.REPLACE: frozenset({"regime", "reserved_months"}),
}
# What follows when a decision of a kind falls away.
_FALLEN: dict[str, str] = {
    DecisionKind.GRANT: "Mức hưởng và số tháng hưởng được áp dụng từ tháng hưởng đầu tiên. Phần "
    "chênh lệch so với số tiền đã chi được chi bổ sung hoặc thu hồi theo quy định.",
    DecisionKind.REFUSE: "Hồ sơ đề nghị hưởng trợ cấp thất nghiệp được giải quyết lại từ đầu.",
    DecisionKind.SUSPEND: "Việc hưởng trợ cấp thất nghiệp được tính như chưa tạm dừng.",
    DecisionKind.TERMINATE: "Người lao động tiếp tục hưởng trợ cấp thất nghiệp theo quyết định "
    "hưởng đã có.",
    DecisionKind.CANCEL: "Quyết định hưởng trợ cấp thất nghiệp có hiệu lực trở lại và người lao "
    "động được đến nhận.",
}


@dataclass(frozen=True, slots=True)
class Before:
    """The decision to pay that a later one changes."""

    number: str
    signed_on: date

    def __str__(self) -> str:
        return f"Quyết định số {self.number} ngày {self.signed_on:%d/%m/%Y}"


def clauses_of(decision: ClaimDecision, person: Facts, before: Before | None) -> tuple[Clause, ...]:
    """The articles; the last one is the same for every kind."""
    named = _NAMED[decision.kind](decision, person, before)
    return (*named, _LAST)


def _grant(decision: ClaimDecision, person: Facts, _before: Before | None) -> list[Clause]:
    told = decision.outcome
    first, last = told["months"][0]["from"], told["months"][-1]["to"]
    amount = told["monthly_amount_vnd"]
    facts = (
        *person,
        ("Tiền lương bình quân làm căn cứ", f"{format_vnd(told['average_wage_vnd'])} đồng/tháng"),
        ("Mức hưởng hằng tháng", f"{format_vnd(amount)} đồng"),
        ("Bằng chữ", spell_vnd(amount)),
        ("Số tháng hưởng", f"{told['entitlement_months']} tháng"),
        ("Thời gian hưởng", f"từ ngày {_day(first)} đến ngày {_day(last)}"),
        ("Thời gian đóng được bảo lưu", _kept(told)),
    )
    return [
        Clause("Người lao động có tên dưới đây được hưởng trợ cấp thất nghiệp:", facts),
        Clause(
            "Trong thời gian hưởng, hằng tháng người lao động thông báo về việc tìm kiếm việc làm "
            "với trung tâm dịch vụ việc làm và thông báo ngay khi có việc làm hoặc có thay đổi "
            "khác làm chấm dứt hưởng. " + _collecting(decision)
        ),
    ]


def _collecting(decision: ClaimDecision) -> str:
    claim = decision.claim
    if claim.collect_from is None or claim.collect_by is None:
        return ""
    return (
        f"Người lao động nhận quyết định này từ ngày {claim.collect_from:%d/%m/%Y} đến hết ngày "
        f"{claim.collect_by:%d/%m/%Y}; quá thời hạn đó mà không đến nhận thì quyết định bị hủy "
        "theo quy định."
    )


def _refuse(decision: ClaimDecision, person: Facts, _before: Before | None) -> list[Clause]:
    reasons = tuple(
        f"{refusal['text_vi']} ({refusal['article']})" for refusal in decision.outcome["refusals"]
    )
    return [
        Clause("Không giải quyết hưởng trợ cấp thất nghiệp đối với:", person),
        Clause("Lý do:", points=reasons),
        Clause(f"Thời gian đóng được bảo lưu: {_kept(decision.outcome)}."),
    ]


def _cancel(decision: ClaimDecision, person: Facts, before: Before | None) -> list[Clause]:
    return [
        Clause(f"Hủy {_named(before)} về việc hưởng trợ cấp thất nghiệp đối với:", person),
        Clause(f"Lý do: {_sentence(decision.reason)}"),
        Clause(
            f"Thời gian đóng bảo hiểm thất nghiệp được bảo lưu: {_kept(decision.outcome)}. Không "
            "chi trả trợ cấp theo quyết định đã hủy."
        ),
    ]


def _suspend(decision: ClaimDecision, person: Facts, before: Before | None) -> list[Clause]:
    return [
        Clause(
            f"Tạm dừng hưởng trợ cấp thất nghiệp theo {_named(before)}, từ ngày "
            f"{decision.effective_on:%d/%m/%Y}, đối với:",
            person,
        ),
        Clause(f"Lý do: {_sentence(decision.reason)}"),
        Clause(
            "Người lao động được tiếp tục hưởng khi còn thời gian hưởng và thực hiện thông báo về "
            "việc tìm kiếm việc làm hằng tháng. Tháng bị tạm dừng không được chi trả."
        ),
    ]


def _resume(decision: ClaimDecision, person: Facts, before: Before | None) -> list[Clause]:
    return [
        Clause(
            f"Tiếp tục hưởng trợ cấp thất nghiệp theo {_named(before)}, từ ngày "
            f"{decision.effective_on:%d/%m/%Y}, đối với:",
            person,
        ),
        Clause(f"Lý do: {_sentence(decision.reason)}"),
    ]


def _terminate(decision: ClaimDecision, person: Facts, before: Before | None) -> list[Clause]:
    told = decision.outcome
    ended = next((line for line in told["explanation"] if line["key"] == "ended_on"), None)
    facts = list(person)
    if ended and ended["inputs"].get("months_used") is not None:
        facts.append(("Số tháng đã tính hưởng", f"{ended['inputs']['months_used']} tháng"))
    facts.append(("Thời gian đóng được bảo lưu", _kept(told)))
    reasons = tuple(
        _sentence(text) for text in (ended["text_vi"] if ended else "", decision.reason) if text
    )
    return [
        Clause(
            f"Chấm dứt hưởng trợ cấp thất nghiệp theo {_named(before)}, từ ngày "
            f"{decision.effective_on:%d/%m/%Y}, đối với:",
            tuple(facts),
        ),
        Clause("Lý do:", points=reasons),
    ]


def _reserve(decision: ClaimDecision, person: Facts, before: Before | None) -> list[Clause]:
    facts = (*person, ("Thời gian đóng được bảo lưu", _kept(decision.outcome)))
    return [
        Clause(
            "Bảo lưu thời gian đóng bảo hiểm thất nghiệp tương ứng với các tháng không đến nhận "
            f"tiền theo {_named(before)}, đối với:",
            facts,
        ),
        Clause(f"Lý do: {_sentence(decision.reason)}"),
    ]


def _corrected(told: dict[str, Any]) -> Facts:
    amount = told["monthly_amount_vnd"]
    return (
        ("Tiền lương bình quân làm căn cứ", f"{format_vnd(told['average_wage_vnd'])} đồng/tháng"),
        ("Mức hưởng hằng tháng tính lại", f"{format_vnd(amount)} đồng"),
        ("Bằng chữ", spell_vnd(amount)),
        ("Số tháng hưởng", f"{told['entitlement_months']} tháng"),
        ("Thời gian đóng được bảo lưu", _kept(told)),
    )


def _replace(decision: ClaimDecision, person: Facts, _before: Before | None) -> list[Clause]:
    old = decision.replaces
    assert old is not None, "a decision of this kind names the one that falls away"
    day = f" ngày {timezone.localdate(old.signed_at):%d/%m/%Y}" if old.signed_at else ""
    return [
        Clause(
            f"Thay thế Quyết định số {old.number}{day} về việc {ABOUT[old.kind]}, đối với:",
            (*person, *_corrected(decision.outcome)) if old.kind == DecisionKind.GRANT else person,
        ),
        Clause(f"Lý do: {_sentence(decision.reason)}"),
        Clause(_FALLEN[old.kind]),
    ]


_LAST = Clause(
    "Quyết định này có hiệu lực kể từ ngày ký. Người có tên tại Điều 1, cơ quan bảo hiểm xã hội và "
    "các bộ phận có liên quan chịu trách nhiệm thi hành. Người lao động không đồng ý với quyết "
    "định này có quyền khiếu nại theo quy định của pháp luật."
)
_NAMED: dict[str, Callable[[ClaimDecision, Facts, Before | None], list[Clause]]] = {
    DecisionKind.GRANT: _grant,
    DecisionKind.REFUSE: _refuse,
    DecisionKind.CANCEL: _cancel,
    DecisionKind.SUSPEND: _suspend,
    DecisionKind.RESUME: _resume,
    DecisionKind.TERMINATE: _terminate,
    DecisionKind.RESERVE: _reserve,
    DecisionKind.REPLACE: _replace,
}


def _named(before: Before | None) -> str:
    # What was decided elsewhere and handed over may have no decision here.
    return str(before) if before else "quyết định hưởng đã có"


def _kept(told: dict[str, Any]) -> str:
    return f"{told['reserved_months'] or 0} tháng"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _sentence(text: str) -> str:
    text = text.strip() or "Theo hồ sơ"
    return text if text.endswith((".", "!", "?")) else f"{text}."
