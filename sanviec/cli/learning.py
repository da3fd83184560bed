"""``sanviec learn``: weights from recorded outcomes, and how fairly lists and hires fall."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np

from sanviec.engines.matching.learning import (
    RATES,
    TERMS,
    GroupFigures,
    HeldOut,
    Learned,
    group_figures,
    learn,
    most_points,
    outcomes_fingerprint,
    publishable,
    ratios,
    report_of,
)
from sanviec.engines.matching.learning.words import DIMENSIONS, GROUPS, HEADINGS, TERM_NAMES
from sanviec.engines.matching.weights_data import weights_to_data
from sanviec.kernel.errors import InputError

from .django_setup import start_with_database
from .files import today, write_told
from .learning_words import worded_row
from .versions import LearnedFrom, check_who_and_why, keep_proposal
from .wording import language, say, worded

_DAY = click.DateTime(["%Y-%m-%d"])
_SEED = 20_251
# What `--propose` without a file stands for.
_DATABASE = ""
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("learn")
@click.option("--from", "first", type=_DAY, help="Ngày giới thiệu đầu tiên; mặc định từ đầu.")
@click.option("--to", "last", type=_DAY, help="Ngày giới thiệu cuối cùng; mặc định hôm nay.")
@click.option("--on", type=_DAY, help="Ngày tính; mặc định hôm nay.")
@click.option("--report", type=_FILE, help="Ghi cả báo cáo thành tệp JSON.")
@click.option(
    "--propose",
    is_flag=False,
    flag_value=_DATABASE,
    metavar="[TỆP]",
    help="Lưu bảng điểm học được thành bản đề xuất; có TỆP thì ghi thành tệp JSON.",
)
@click.option("--by", help="Tên đăng nhập của người đề xuất.")
@click.option("--reason", help="Lý do đề xuất.")
@click.option("--json", "as_json", is_flag=True, help="In JSON thay vì bảng cho người đọc.")
def learn_weights(**options: Any) -> None:
    """Học bảng điểm từ kết quả giới thiệu; xem việc gợi ý có công bằng không.

    Không thay đổi việc xếp hạng. Có --propose thì lưu một bản đề xuất nếu không có lý do từ chối;
    người thứ hai xem và áp dụng bằng: sanviec weights adopt. Có --propose TỆP thì chỉ ghi ra tệp,
    dùng với: sanviec match --weights TỆP

    Ví dụ: sanviec learn --from 2026-01-01 --propose --by lan --reason "Kết quả năm 2026"
    """
    start_with_database()
    if options["propose"] == _DATABASE:
        # Before a minute of learning, not after it.
        check_who_and_why(options["by"], options["reason"])
    from sanviec.apps.referrals.outcomes import first_referral_on, outcomes_between, population_on
    from sanviec.apps.weights.selectors import weights_in_force

    on = options["on"].date() if options["on"] else today()
    first = options["first"].date() if options["first"] else first_referral_on() or on
    last = options["last"].date() if options["last"] else on
    _check_period(first, last)
    outcomes = outcomes_between(first, last)
    population = population_on(on, outcomes.counted)
    found = learn(
        outcomes.learnable,
        weights_in_force().weights,
        rng=np.random.default_rng(_SEED),
        population=population,
    )
    shown = publishable(group_figures(population, population.index, outcomes.counted))
    period = {"from": first, "to": last, "on": on, "without_consent": outcomes.without_consent}
    told = json.dumps(report_of(found, shown, period), ensure_ascii=False, indent=1, default=str)
    if options["report"]:
        write_told(options["report"], told)
    if options["as_json"]:
        click.echo(told)
    else:
        _show(found, shown, period)
    learned = LearnedFrom(found, first, last, outcomes_fingerprint(outcomes.learnable), told)
    _conclude(learned, options)


def _check_period(first: date, last: date) -> None:
    if first > last:
        raise InputError(
            f"--from {first} sau --to {last}. Hãy đổi lại hai ngày.",
            f"--from {first} is after --to {last}; change the two days",
            field="--from",
            code="period_order",
        )


def _conclude(learned: LearnedFrom, options: dict[str, Any]) -> None:
    found, target = learned.found, options["propose"]
    for refusal in found.refusals:
        say(f"Từ chối: {refusal.text_vi}", f"Refused: {refusal.text_en}")
    if found.is_refused:
        say("Giữ nguyên bảng điểm đang dùng.", "The weights in force stay.")
        if target is not None:
            sys.exit(2)
        return
    if target is None:
        say(
            "Không có lý do từ chối. Thêm --propose để lưu bản đề xuất.",
            "Nothing speaks against it. Add --propose to keep it as a proposal.",
        )
    elif target == _DATABASE:
        keep_proposal(learned, by=options["by"], reason=options["reason"])
    else:
        assert found.learned is not None
        write_told(Path(target), json.dumps(weights_to_data(found.learned), indent=1))
        say(f"Đã ghi bảng điểm: {target}", f"Weights written: {target}")


def _show(found: Learned, shown: list[GroupFigures], period: dict[str, Any]) -> None:
    click.echo(
        worded(
            f"Giới thiệu từ {period['from']:%d/%m/%Y} đến {period['to']:%d/%m/%Y}: "
            f"{found.outcomes} lượt, {found.decided} lượt đã có kết quả, {found.hires} lượt được "
            f"nhận, {found.comparisons} cặp so sánh được; bỏ ra {period['without_consent']} lượt "
            "của người không đồng ý thống kê.",
            f"Introductions from {period['from']} to {period['to']}: {found.outcomes} visits, "
            f"{found.decided} decided, {found.hires} hires, {found.comparisons} comparisons; "
            f"{period['without_consent']} left out for want of consent to statistics.",
        )
    )
    _show_points(found)
    _show_checks(found)
    _show_fairness(shown)


def _show_points(found: Learned) -> None:
    if found.learned is None:
        return
    click.echo(worded("\nMục\tĐang dùng\tHọc được", "\nTerm\tIn force\tLearned"))
    rows = zip(TERMS, most_points(found.current), most_points(found.learned), strict=True)
    for term, old, new in rows:
        click.echo(f"{worded(*TERM_NAMES[term])}\t{old}\t{new}")


def _show_checks(found: Learned) -> None:
    checks = (
        (found.by_person, "Người để riêng", "People held out"),
        (found.by_time, "Người đến sau", "People who came later"),
    )
    for check, title_vi, title_en in checks:
        if check is not None:
            click.echo(_check_line(check, worded(title_vi, title_en)))
    if found.lists is not None:
        changed = f"{100 * found.lists.changed:.1f} %"
        click.echo(
            worded(
                f"Chỗ trong danh sách thay đổi: {changed}",
                f"Places in lists that change: {changed}",
            )
        )


def _check_line(check: HeldOut, title: str) -> str:
    old, new = 100 * check.current, 100 * check.learned
    low, high = 100 * check.gain_low, 100 * check.gain_high
    return worded(
        f"{title}: xếp đúng {old:.1f} % → {new:.1f} % của {check.comparisons} cặp "
        f"(chênh lệch 95 %: {low:+.1f} đến {high:+.1f})",
        f"{title}: right {old:.1f} % → {new:.1f} % of {check.comparisons} comparisons "
        f"(95 % of the difference: {low:+.1f} to {high:+.1f})",
    )


def _show_fairness(shown: list[GroupFigures]) -> None:
    click.echo("\n" + "\t".join(worded(*heading) for heading in HEADINGS))
    best = {rate: ratios(shown, rate) for rate in RATES}
    for row in shown:
        names = worded(*DIMENSIONS[row.dimension]), worded(*GROUPS[row.group])
        against = [best[rate].get((row.dimension, row.group)) for rate in RATES]
        click.echo("\t".join([*names, *worded_row(row, against, language())]))
    click.echo(
        worded(
            "“…”: dưới 5 người, không nêu. Tỷ số so với nhóm cao nhất. Lượt và người đếm riêng.",
            "“…”: fewer than 5 people, not told. Ratios to the best-off group. Visits and persons "
            "are counted apart.",
        )
    )
