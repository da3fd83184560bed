"""From the answers of the estimator to what the law says, and the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanviec.engines.benefits import Decision, Facts, Law, decide, load_law
from sanviec.web.forms.estimator import EARLIER, NOT_SURE, Answers, month_of
from sanviec.web.law_words import titles_of_doubts
from sanviec.web.texts import with_plain_days

_CONTRACTS: Final = {
    "indefinite": ("indefinite", None),
    "long": ("definite", 12),
    "short": ("seasonal", None),
}
_REASONS_SHOWN: Final = frozenset(
    {
        "regime",
        "months_paid_in_window",
        "entitlement_months",
        "average_wage_vnd",
        "wage_region",
        "cap_vnd",
        "monthly_amount_vnd",
        "last_filing_day",
        "starts_on",
        "reserved_months",
        "total_vnd",
        "separation",
    }  # fmt: skip
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the sum: the sentence and the article behind it."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the result page shows.

    Args:
        decision: The engine's answer to the facts.
        filed_on: The day that the dossier is taken to be handed in.
        lowest_vnd, highest_vnd: The amount a month, or its bounds where the region is not known.
        reasons: Why, step by step.
        refusals: Conditions that are not met.
        open_points: What somebody must look at before the answer is sure.
        doubts: Titles of the rules that were not compared with their text.
        papers: What to bring.
        ends_on: Last day of the last month, None where it is not known.
    """

    decision: Decision
    filed_on: date
    lowest_vnd: int | None
    highest_vnd: int | None
    reasons: tuple[Reason, ...]
    refusals: tuple[Reason, ...]
    open_points: tuple[str, ...]
    doubts: tuple[str, ...]
    papers: tuple[str, ...]
    ends_on: date | None

    @property
    def is_late(self) -> bool:
        """Whether the last day to file is over."""
        last = self.decision.last_filing_day
        return last is not None and last < self.filed_on


def facts_of(answers: Answers, today: date) -> Facts:
    """The facts of a claim that is handed in as soon as it can be: today, or after the job."""
    filed = load_law().calendar.next_working_day(max(today, answers["left_on"]))
    contract, contract_months = _CONTRACTS[answers["contract"]]
    region = answers.get("region")
    return Facts(
        decided_on=filed,
        filed_on=filed,
        separated_on=answers["left_on"],
        separation=None if answers["how"] == NOT_SURE else answers["how"],
        pension=answers["pension"],
        contract=contract,
        contract_months=contract_months,
        contribution_months=answers["total_months"],
        months_paid_in_window=answers.get("window_months"),
        last_contribution_month=_last_month(answers),
        average_wage_vnd=answers["wage"],
        workplace=answers.get("workplace"),
        region=None if region == NOT_SURE else region,
    )


def _last_month(answers: Answers) -> int | None:
    left = month_of(answers["left_on"])
    return {"same": left, "before": left - 1, EARLIER: left - 2}[answers["last_month"]]


def estimate_of(answers: Answers, today: date) -> Estimate:
    """Put the engine's answer into what the page shows."""
    law, facts = load_law(), facts_of(answers, today)
    decision = decide(facts, law)
    lowest, highest = _amounts(decision, facts, law)
    months = decision.months
    return Estimate(
        decision=decision,
        filed_on=facts.filed_on or today,
        lowest_vnd=lowest,
        highest_vnd=highest,
        reasons=tuple(_reasons(decision)),
        refusals=tuple(Reason(_chosen(one), one.article) for one in decision.refusals),
        open_points=tuple(_open_points(answers)),
        doubts=tuple(titles_of_doubts(decision.provisional, facts.decided_on)),
        papers=papers_for(answers["how"]),
        ends_on=months[-1][1] if months else None,
    )


def _amounts(decision: Decision, facts: Facts, law: Law) -> tuple[int | None, int | None]:
    """The amount a month; where only the region is open, from the lowest to the highest one."""
    if decision.monthly_amount_vnd is not None or facts.region is not None:
        return decision.monthly_amount_vnd, decision.monthly_amount_vnd
    both = [decide(replace(facts, region=one), law).monthly_amount_vnd for one in ("IV", "I")]
    return both[0], both[1]


def _reasons(decision: Decision) -> Iterator[Reason]:
    for line in decision.explanation:
        if line.key in _REASONS_SHOWN:
            yield Reason(_chosen(line), line.article)


def _chosen(told: Any) -> str:
    return with_plain_days(told.text_en if get_language() == "en" else told.text_vi)


def _open_points(answers: Answers) -> Iterator[str]:
    if answers["how"] == NOT_SURE:
        yield _("Bạn nghỉ việc theo cách nào: hãy mang giấy tờ nơi làm đã đưa cho bạn.")
    if answers["last_month"] == EARLIER:
        yield _("Vì sao những tháng cuối không đóng: ốm đau, thai sản, tạm hoãn hay lý do khác.")
    if answers.get("region") == NOT_SURE:
        yield _("Nơi bạn làm thuộc vùng lương tối thiểu nào, để biết mức tối đa.")


def papers_for(how: str) -> tuple[str, ...]:
    """What to bring, by how the job ended.

    Source: Decree 28/2015 art. 16 as amended by Decree 61/2020; the list of Decree 374/2025 was
        not at hand, so the page says to ask.
    """
    ending = {
        "contract_ended": _("Hợp đồng lao động đã hết hạn hoặc đã làm xong việc"),
        "mutual_agreement": _("Thỏa thuận chấm dứt hợp đồng, hoặc quyết định thôi việc"),
        "disciplinary_dismissal": _("Quyết định sa thải hoặc kỷ luật buộc thôi việc"),
    }
    other = _("Quyết định thôi việc, hoặc thông báo chấm dứt hợp đồng")
    return (
        _("Căn cước hoặc căn cước điện tử"),
        f"{ending.get(how, other)} {_('(bản chính, hoặc bản sao kèm bản chính)')}",
        _("Sổ bảo hiểm xã hội đã chốt"),
        _("Đơn đề nghị hưởng trợ cấp thất nghiệp: có sẵn ở trung tâm"),
    )
