"""``sanviec benefits simulate``: what a reform would cost, over a file of claims."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from sanviec.engines.benefits import Law, load_law
from sanviec.engines.benefits.columns import Figures, decide_columns, tables_of
from sanviec.engines.benefits.kinds import REGIONS
from sanviec.engines.benefits.law import reformed
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import Parameters, load_yaml, parse_parameters

from .claim_columns import ClaimFile, read_claims
from .claim_rows import Unusable
from .files import writing
from .wording import say

_NEEDED: Final = (
    "decided_on, contribution_months, average_wage_vnd, wage_regime, region, separated_on, "
    "last_contribution_month"
)


def simulate_file(claims: str, parameters: str, out: str) -> bool:
    """Write what a reform would change; False when some rows could not be used.

    Raises:
        InputError: a file cannot be read or written, or the reform is wrong.
    """
    law = load_law()
    reform = reformed(law, changes_of(parameters, law))
    found = read_claims(claims)
    record = compared(found, law, reform)
    with writing(out) as target:
        target.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    is_told = _tell_open(record)
    for column, rows in found.bad.items():
        _tell_unusable(column, rows)
    return not found.bad and not is_told


def _tell_unusable(column: str, rows: Unusable) -> None:
    """Say which rows are left out, and what to write instead; without a column, whole lines."""
    shown = "; ".join(
        f"{number}: “{value}”" if number else f"“{value}”" for number, value in rows.first
    )
    vi, en = rows.expected
    if not column:
        say(
            f"{rows.count} dòng không đọc được, đã bỏ qua ({shown}). Cần {vi}.",
            f"{rows.count} lines cannot be read and are left out ({shown}). Expected {en}.",
        )
        return
    say(
        f"Cột {column}: {rows.count} dòng có giá trị không dùng được, đã bỏ qua (hồ sơ thứ "
        f"{shown}). Cần {vi}.",
        f"Column {column}: {rows.count} rows hold a value that cannot be used and are left out "
        f"(claim {shown}). Expected {en}.",
    )


def _tell_open(record: dict[str, Any]) -> bool:
    """Say how many claims lack a fact for their total; True when that is every one."""
    missing = record["claims"] - record["determined"]
    if not record["claims"]:
        say("Không có hồ sơ nào để so sánh.", "There is no claim to compare.")
    if missing:
        say(
            f"{missing}/{record['claims']} hồ sơ chưa đủ dữ kiện để tính tổng tiền nên không nằm "
            f"trong so sánh. Hãy kiểm tra các cột {_NEEDED}.",
            f"{missing}/{record['claims']} claims lack a fact for their total and are left out. "
            f"Check the columns {_NEEDED}.",
        )
    return record["determined"] == 0


def changes_of(path: str, law: Law) -> Parameters:
    """The values of a reform: written like the law's own, or `key: value` for all days.

    Raises:
        InputError: the file cannot be read, or a value in it is wrong.
    """
    name = Path(path).name
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Không đọc được tệp {name}. Hãy kiểm tra đường dẫn; tệp phải là YAML bằng UTF-8.",
            f"cannot read {name}: {error}",
            field="--parameters",
            code="file",
        ) from error
    try:
        content = load_yaml(text, source=name)
        short = content if isinstance(content, dict) else {}
        short = {key: value for key, value in short.items() if not isinstance(value, dict)}
        if short:
            written = {key: _on_all_days(law, key, value) for key, value in short.items()}
            text = yaml.safe_dump(content | written, allow_unicode=True)
        return parse_parameters(text, source=name)
    except InputError as error:
        raise InputError(
            f"{error.text_vi} Hãy viết mỗi tham số như trong law.yaml, hoặc “tên: giá trị”.",
            f"{error.text_en}; write each parameter as in law.yaml, or key: value",
            field="--parameters",
            code=error.code,
        ) from error


def _on_all_days(law: Law, key: Any, value: Any) -> dict[str, Any]:
    """One value instead of every one that a parameter has."""
    days = [one.valid_from for one in law.history(key)] if key in law.names() else [date.min]
    return {
        "unit": "-",
        "title_vi": str(key),
        "values": [
            {"value": value, "valid_from": day, "reference": "-", "status": "provisional"}
            for day in days
        ],
    }


def compared(found: ClaimFile, law: Law, reform: Law) -> dict[str, Any]:
    """Totals under both laws, and who gains or loses how much."""
    now, then = (decide_columns(found.columns, tables_of(one)) for one in (law, reform))
    is_known = (now.total_vnd >= 0) & (then.total_vnd >= 0)
    change = np.where(is_known, then.total_vnd - now.total_vnd, 0)
    return {
        "claims": len(is_known),
        "determined": int(is_known.sum()),
        "law": _sums(now, is_known) | {"digest": law.digest},
        "reform": _sums(then, is_known) | {"digest": reform.digest},
        "difference_vnd": int(change.sum()),
        "winners": _moved(change, change > 0),
        "losers": _moved(change, change < 0),
        "unchanged": int((is_known & (change == 0)).sum()),
        "regions": {
            name: _moved(change, is_known & (found.region == place))
            for place, name in enumerate(REGIONS)
        },
    }


def _sums(figures: Figures, is_known: Any) -> dict[str, Any]:
    return {
        "total_vnd": int(figures.total_vnd[is_known].sum()),
        "benefit_months": int(figures.entitlement_months[is_known].sum(dtype=np.int64)),
        "reserved_months": int(figures.reserved_months[is_known].sum(dtype=np.int64)),
    }


def _moved(change: Any, chosen: Any) -> dict[str, int]:
    return {"claims": int(chosen.sum()), "difference_vnd": int(change[chosen].sum())}
