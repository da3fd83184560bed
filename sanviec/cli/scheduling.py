"""``sanviec schedule``: an exchange session in, who meets whom at which time and table out."""

from __future__ import annotations

import json
import math
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from sanviec.engines.scheduling import Plan, read_instance, schedule
from sanviec.engines.scheduling.reading import strange_fields
from sanviec.kernel.errors import InputError

from .files import write_told
from .json_reading import NotJson, parse_json
from .paths import check_output, check_suffix
from .wording import say


class _Seconds(click.FloatRange):
    """Seconds in a range; “not a number” lies in none, though comparing does not show it."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        found = super().convert(value, param, ctx)
        if math.isnan(found):
            self.fail(f"{found} is not a number of seconds.", param, ctx)
        return found


@click.command("schedule")
@click.argument("instance")
@click.option("--out", required=True, help="Tệp kết quả (.json); - là đầu ra chuẩn.")
@click.option(
    "--seconds",
    default=60.0,
    show_default=True,
    type=_Seconds(0, 86_400),
    help="Thời gian tìm nhiều nhất khi giờ có mặt của mọi người đan xen nhau.",
)
def schedule_file(instance: str, out: str, seconds: float) -> None:
    """Xếp lịch phỏng vấn của một phiên giao dịch việc làm.

    Ví dụ: sanviec schedule phien.json --out lich.json
    """
    check_output(out, instance, is_table=False)
    check_suffix(out, ".json")
    data = _read(instance)
    session = read_instance(data)
    for name in strange_fields(data):
        say(f"Bỏ qua trường lạ “{name}”.", f"Unknown field {name!r} is not used.")
    started = time.perf_counter()
    plan = schedule(session, seconds=seconds)
    text = json.dumps(_record(plan, time.perf_counter() - started), ensure_ascii=False)
    if out == "-":
        click.echo(text)
    else:
        write_told(Path(out), text)
    _tell(plan)


def _read(path: str) -> Any:
    """The data of a file or of standard input, its numbers exact.

    Raises:
        InputError: there is no such file, or it is not JSON.
    """
    name = "-" if path == "-" else Path(path).name
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return parse_json(raw, Decimal)
    except OSError as error:
        raise InputError(
            f"Không đọc được tệp {name}. Hãy kiểm tra đường dẫn và quyền đọc.",
            f"cannot read {name}: {error}",
            code="file",
        ) from error
    except NotJson as error:
        raise InputError(
            f"Tệp {name} không phải JSON đúng: {error.text_vi}.",
            f"{name} is not JSON: {error.text_en}",
            code="not_json",
        ) from error


def _record(plan: Plan, seconds: float) -> dict[str, Any]:
    return {
        "interviews": [one._asdict() for one in plan.interviews],
        "total_score": _number(plan.total_score),
        "served": plan.served,
        "priority_served": plan.priority_served,
        "kept": plan.kept,
        "optimal": plan.is_optimal,
        "bound": _number(plan.bound),
        "seconds": round(seconds, 6),
    }


def _number(value: Decimal) -> int | float:
    """A score as JSON has it: whole where it is whole."""
    return int(value) if value == int(value) else float(value)


def _tell(plan: Plan) -> None:
    proven_vi = "tốt nhất" if plan.is_optimal else f"chưa chắc tốt nhất, không vượt {plan.bound}"
    proven_en = "optimal" if plan.is_optimal else f"not proven, at most {plan.bound}"
    say(
        f"{len(plan.interviews)} cuộc phỏng vấn, {plan.served} người được gặp, "
        f"tổng điểm {plan.total_score} ({proven_vi}).",
        f"{len(plan.interviews)} interviews, {plan.served} people met, "
        f"total score {plan.total_score} ({proven_en}).",
    )
