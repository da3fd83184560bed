"""``sanviec match --spread``: its options, and what it tells about costs and people."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import click

from sanviec.engines.intake import JobseekerRecord
from sanviec.engines.matching.spread import Shift, Spread, SpreadRule
from sanviec.kernel.errors import InputError
from sanviec.kernel.tables import priority_group, priority_groups

from .files import write_text
from .wording import language, say

_SHOWN: Final = 20
_DEPENDENT: Final = ("per_opening", "promise", "priority_first", "priority_group", "report")
# One figure a line: field of `Exposure`, decimals, Vietnamese and English.
_FIGURES: Final = (
    ("mean_score", 2, "Điểm trung bình của một cặp", "Mean score of a pair"),
    ("mean_best_score", 2, "Điểm trung bình của việc đứng đầu", "Mean score of first places"),
    ("lines", 0, "Số cặp", "Pairs"),
    ("full_lists", 0, "Số người có đủ danh sách", "People with a full list"),
    ("vacancies", 0, "Số việc khác nhau được giới thiệu", "Different vacancies proposed"),
    ("most_lists", 0, "Số danh sách có việc được giới thiệu nhiều nhất", "Most lists of a vacancy"),
    ("over_cap", 0, "Số việc vượt giới hạn", "Vacancies over their limit"),
    ("gini", 3, "Độ chênh lệch lượt giới thiệu (Gini)", "Gini of exposure"),
)


@dataclass(frozen=True, slots=True)
class FairOptions:
    """The options of a spread, checked.

    Args:
        rule: what the engine keeps; who chooses first is not known before the file is read.
        groups: codes of the priority groups that choose first; empty when nobody does.
        report: file for the figures, or None.
    """

    rule: SpreadRule
    groups: tuple[str, ...]
    report: str | None

    def chosen_first(self, people: Sequence[JobseekerRecord]) -> frozenset[str]:
        """The ids of those who belong to one of the groups."""
        groups = set(self.groups)
        return frozenset(person.id for person in people if groups & set(person.priority_groups))


def fair_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a spread on a command."""
    for option in (
        click.option("--report", help="Ghi số liệu của việc chia đều ra tệp .json."),
        click.option(
            "--priority-group",
            multiple=True,
            metavar="MÃ",
            help="Chỉ nhóm này chọn trước (dùng được nhiều lần); mặc định mọi nhóm.",
        ),
        click.option(
            "--priority-first",
            is_flag=True,
            help="Lập danh sách cho người thuộc nhóm ưu tiên trước mọi người khác; điểm không đổi.",
        ),
        click.option(
            "--promise",
            type=click.IntRange(0, 1_000),
            help="Ai có ít việc hơn số này thì được nêu lý do; mặc định 3.",
        ),
        click.option(
            "--per-opening",
            type=click.IntRange(1, 1_000_000),
            help="Mỗi chỉ tiêu của một việc được vào nhiều nhất chừng này danh sách; mặc định 10.",
        ),
        click.option(
            "--spread",
            "is_spread",
            is_flag=True,
            help="Chia đều: không việc nào vào quá nhiều danh sách.",
        ),
    ):
        command = option(command)
    return command


def checked_fair(
    direction: str, files: Sequence[str], options: dict[str, Any]
) -> FairOptions | None:
    """The spread that the options ask for; None when they ask for the exact lists.

    Args:
        direction: of the match.
        files: the inputs and the output, none of which the report may overwrite.
        options: of `fair_options`.

    Raises:
        InputError: options that do not go together, an unknown group, or a report that cannot be
            written.
    """
    if not options["is_spread"]:
        _refuse_alone(options)
        return None
    if direction != "jobseekers":
        raise InputError(
            "--spread chỉ dùng khi xếp việc cho người (--direction jobseekers).",
            f"--spread needs --direction jobseekers, not {direction}",
            code="spread_direction",
        )
    _check_report(options["report"], files)
    chosen = {"per_opening": options["per_opening"], "promised": options["promise"]}
    return FairOptions(
        SpreadRule(**{name: value for name, value in chosen.items() if value is not None}),
        _groups(options["priority_group"], is_first=options["priority_first"]),
        options["report"],
    )


def _refuse_alone(options: dict[str, Any]) -> None:
    for name in _DEPENDENT:
        # A number of 0 was given as well; it is equal to False but is not False.
        if options[name] is None or options[name] is False or options[name] == ():
            continue
        option = f"--{name.replace('_', '-')}"
        raise InputError(
            f"{option} chỉ dùng cùng với --spread.",
            f"{option} needs --spread",
            code="needs_spread",
        )


def _groups(asked: Sequence[str], *, is_first: bool) -> tuple[str, ...]:
    if asked and not is_first:
        raise InputError(
            "--priority-group chỉ dùng cùng với --priority-first.",
            "--priority-group needs --priority-first",
            code="needs_priority_first",
        )
    if not is_first:
        return ()
    return tuple(sorted({priority_group(code).code for code in asked})) or tuple(
        group.code for group in priority_groups()
    )


def _check_report(report: str | None, files: Sequence[str]) -> None:
    if report is None:
        return
    if not report.endswith(".json") or not Path(report).absolute().parent.is_dir():
        raise InputError(
            f"Không ghi được “{report}”. Hãy đặt tên .json trong một thư mục có sẵn.",
            f"cannot write {report}; name a .json file in a folder that exists",
            code="report_target",
        )
    if os.path.realpath(report) in {os.path.realpath(name) for name in files}:
        raise InputError(
            f"Tệp số liệu “{report}” trùng với tệp khác của lệnh. Hãy đặt tên khác.",
            f"the report {report} is another file of this command; choose another name",
            code="output_is_input",
        )


def tell_spread(found: Spread, chosen: FairOptions) -> None:
    """What the spread costs and brings, on standard error and in the report."""
    per_opening = found.rule.per_opening
    say(
        f"Chia đều, mỗi chỉ tiêu vào nhiều nhất {per_opening} danh sách (trước → sau):",
        f"Spread, at most {per_opening} lists for each opening (before → after):",
    )
    for name, decimals, text_vi, text_en in _FIGURES:
        before, after = (
            _number(getattr(side, name), decimals) for side in (found.before, found.after)
        )
        say(f"  {text_vi}: {before} → {after}", f"  {text_en}: {before} → {after}")
    _tell_few_places(found.places_short)
    _tell_shortages(found)
    if chosen.groups:
        _tell_priority(*found.shifts)
    if chosen.report is not None:
        text = json.dumps(_report(found, chosen), ensure_ascii=False, indent=1)
        write_text(Path(chosen.report), f"{text}\n")


def _number(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text if language() == "en" else text.replace(".", ",")


def _tell_few_places(places_short: int) -> None:
    if places_short:
        say(
            f"Mọi việc cộng lại thiếu {places_short} lượt để ai cũng có đủ danh sách; "
            "--per-opening lớn hơn cho thêm lượt.",
            f"All vacancies together are {places_short} places short of full lists; "
            "a greater --per-opening gives more.",
        )


def _tell_shortages(found: Spread) -> None:
    shortages = found.shortages
    if not shortages:
        return
    least = found.promised
    say(f"{len(shortages)} người có ít hơn {least} việc:", f"{len(shortages)} have under {least}:")
    for short in shortages[:_SHOWN]:
        say(
            f"  {short.jobseeker_id}: {short.given} việc; {short.text_vi}.",
            f"  {short.jobseeker_id}: {short.given} vacancies; {short.text_en}.",
        )
    if len(shortages) > _SHOWN:
        rest = len(shortages) - _SHOWN
        say(f"  … và {rest} người khác; --report ghi đủ.", f"  … and {rest} more; see --report.")


def _tell_priority(first: Shift, others: Shift) -> None:
    say(
        f"Nhóm ưu tiên chọn trước: {first.people} người, {first.gained} được điểm cao hơn, "
        f"{first.lost} thấp hơn, cộng lại {first.points:+d} điểm, {first.lines:+d} cặp.",
        f"Priority groups chose first: {first.people} people, {first.gained} better off, "
        f"{first.lost} worse off, {first.points:+d} points in all, {first.lines:+d} pairs.",
    )
    say(
        f"Những người khác: {others.people} người, {others.gained} được điểm cao hơn, "
        f"{others.lost} thấp hơn, cộng lại {others.points:+d} điểm, {others.lines:+d} cặp; "
        f"người thiệt nhiều nhất mất {others.most_lost} điểm.",
        f"All others: {others.people} people, {others.gained} better off, "
        f"{others.lost} worse off, {others.points:+d} points in all, {others.lines:+d} pairs; "
        f"the greatest loss of one person is {others.most_lost} points.",
    )


def _report(found: Spread, chosen: FairOptions) -> dict[str, Any]:
    """The figures; who belongs to a group is nobody's business here, only how many."""
    return {
        "per_opening": found.rule.per_opening,
        "promised": found.promised,
        "reach": found.rule.reach,
        "jobseekers": len(found.given),
        "before": asdict(found.before),
        "after": asdict(found.after),
        "places_short": found.places_short,
        "shortages": [
            {**asdict(short), "text_vi": short.text_vi, "text_en": short.text_en}
            for short in found.shortages
        ],
        "priority": _priority(found, chosen.groups),
    }


def _priority(found: Spread, groups: Sequence[str]) -> dict[str, Any] | None:
    if not groups:
        return None
    first, others = found.shifts
    return {"groups": list(groups), "first": asdict(first), "others": asdict(others)}
