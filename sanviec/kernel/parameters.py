"""Numbers that law and circumstance change: each value with its day, unit and reference."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import yaml

from sanviec.kernel.errors import InputError
from sanviec.kernel.package_data import read_text

Scalar: TypeAlias = int | str | bool
Status: TypeAlias = Literal["verified", "provisional"]

_TWICE = "key written twice: "
_NO_VALUE = "no such value: "
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_REQUIRED = {"value", "valid_from", "reference", "status"}
_ALLOWED = _REQUIRED | {"valid_to", "note"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a parameter and the days on which it is in force.

    Args:
        key: Stable name, such as `minimum_working_age_years`.
        value: The value: a whole number, a text or a yes/no. Decimals are written as text.
        unit: What it counts, such as `VND/month`; a text or yes/no value has the unit `text`.
        valid_from: First day in force.
        valid_to: Last day in force; None while nothing follows.
        reference: Law, article, clause; or who set it when no law does.
        status: `verified` when read in the cited text, otherwise `provisional`.
        title_vi: What it is, for people who check it.
        note: What else a reader must know.
    """

    key: str
    value: Scalar
    unit: str
    valid_from: date
    valid_to: date | None
    reference: str
    status: Status
    title_vi: str
    note: str = ""

    def is_in_force(self, on: date) -> bool:
        """Tell whether the value counts on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Parameters:
    """Dated parameters by key; on any day a key has one value or none.

    Args:
        history: All values of every key, ascending by day and without overlap.
    """

    def __init__(self, history: Mapping[str, tuple[Parameter, ...]]) -> None:
        self._history = dict(history)

    def names(self) -> tuple[str, ...]:
        """Give all keys in order."""
        return tuple(sorted(self._history))

    def history(self, key: str) -> tuple[Parameter, ...]:
        """Give every value the key ever had, the oldest first.

        Raises:
            InputError: There is no such key.
        """
        if key not in self._history:
            raise InputError(
                f"Không có tham số “{key}”.", f"unknown parameter {key!r}", code="parameter_unknown"
            )
        return self._history[key]

    def get(self, key: str, on: date) -> Parameter:
        """Give the value in force on the day, with its unit and reference.

        Raises:
            InputError: There is no such key, or it has no value on that day.
        """
        found = next((p for p in reversed(self.history(key)) if p.is_in_force(on)), None)
        if found is None:
            raise InputError(
                f"Tham số “{key}” chưa có giá trị cho ngày {on:%d/%m/%Y}. "
                "Hãy bổ sung giá trị trước khi tính.",
                f"parameter {key!r} has no value on {on.isoformat()}",
                code="parameter_not_in_force",
            )
        return found

    def integer(self, key: str, on: date) -> int:
        """Give the whole number in force on the day.

        Raises:
            InputError: No value is in force, or it is not a whole number.
        """
        value = self.get(key, on).value
        if isinstance(value, bool) or not isinstance(value, int):
            raise InputError(
                f"Tham số “{key}” không phải là số nguyên.",
                f"parameter {key!r} is {value!r}, not an int",
                code="parameter_not_integer",
            )
        return value


def parse_parameters(text: str, *, source: str) -> Parameters:
    """Give the parameters written in a YAML text.

    Each key has `unit`, `title_vi` and `values`: a list of `value`, `valid_from`, `reference`,
    `status` and, when needed, `valid_to` and `note`. A value ends the day before the next one.

    What one decree sets for several regions stands together: `members` names the endings of their
    keys and titles, and each `value` is a list with one for each member.

    Args:
        text: The YAML text.
        source: Name of the file, for messages.

    Raises:
        InputError: Anything is missing, misspelt, written twice or overlapping.
    """
    content = load_yaml(text, source=source)
    if not isinstance(content, dict):
        raise _bad(source, "không phải một bảng tham số", "not a table of parameters")
    history: dict[str, tuple[Parameter, ...]] = {}
    for written, body in content.items():
        for key, one in _members(source, written, body):
            values = _history(source, key, one)
            if values[0].key in history:
                raise _bad(source, f"{key} được ghi hai lần", f"{key} stands twice")
            history[values[0].key] = values
    return Parameters(history)


def _members(source: str, key: object, body: object) -> Iterator[tuple[object, object]]:
    """Give the parameters that an entry stands for: itself, or one for each of its members."""
    if not isinstance(body, dict) or "members" not in body:
        yield key, body
        return
    members, entries = body["members"], body.get("values")
    rows = entries if isinstance(members, dict) and isinstance(entries, list) else []
    lists = [row["value"] for row in rows if isinstance(row, dict) and _is_list(row)]
    if not rows or len(lists) < len(rows) or {len(one) for one in lists} != {len(members)}:
        raise _bad(
            source,
            f"{key}: members cần tên và tiêu đề, mỗi value cần đủ giá trị cho từng thành viên",
            f"{key}: members needs names and titles, each value as many values as members",
        )
    rest = {name: value for name, value in body.items() if name != "members"}
    for place, (ending, title) in enumerate(members.items()):
        values = [row | {"value": row["value"][place]} for row in rows]
        one = rest | {"title_vi": f"{body.get('title_vi')} {title}", "values": values}
        yield f"{key}_{ending}", one


def _is_list(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("value"), list)


def load_yaml(text: str, *, source: str) -> Any:
    """Give what a YAML text says.

    Raises:
        InputError: It is not YAML, or a key is written twice.
    """
    try:
        return yaml.load(text, Loader=_StrictLoader)  # a SafeLoader
    except yaml.YAMLError as problem:
        raise _bad(source, *_unreadable(problem)) from problem


class _StrictLoader(yaml.SafeLoader):
    """Refuses a key written twice, which YAML would let win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, _TWICE + ", ".join(sorted(map(str, twice))), node.start_mark
            )
        return super().construct_mapping(node, deep)

    def construct_scalar_or_refuse(self, node: yaml.ScalarNode) -> Any:
        """Give a day or number; one that there is not, such as 2026-02-30, is refused."""
        plain = yaml.SafeLoader.yaml_constructors[node.tag]
        try:
            return plain(self, node)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(
                None, None, _NO_VALUE + node.value[:40], node.start_mark
            ) from error


for _kind in ("timestamp", "int", "float"):
    _StrictLoader.add_constructor(
        f"tag:yaml.org,2002:{_kind}", _StrictLoader.construct_scalar_or_refuse
    )


def _bad(source: str, problem_vi: str, problem_en: str) -> InputError:
    return InputError(
        f"Tệp tham số {source} có lỗi: {problem_vi}.",
        f"{source}: {problem_en}",
        code="parameters_invalid",
    )


def _unreadable(problem: yaml.YAMLError) -> tuple[str, str]:
    """Give where YAML stopped understanding, and what it says."""
    mark = getattr(problem, "problem_mark", None)
    told = getattr(problem, "problem", None) or str(problem)
    if mark is None:
        return "không phải YAML đúng", f"not readable: {told}"
    twice, value = told.removeprefix(_TWICE), told.removeprefix(_NO_VALUE)
    why = "sai cú pháp YAML"
    if twice != told:
        why = f"khóa {twice} được ghi hai lần"
    elif value != told:
        why = f"“{value}” không phải ngày hoặc số có thật"
    return (
        f"dòng {mark.line + 1}, cột {mark.column + 1}: {why}",
        f"not readable: line {mark.line + 1}, column {mark.column + 1}: {told}",
    )


def _history(source: str, key: object, body: object) -> tuple[Parameter, ...]:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise _bad(source, f"tên tham số không dùng được: {key!r}", f"bad key {key!r}")
    if not isinstance(body, dict) or set(body) != {"unit", "title_vi", "values"}:
        raise _bad(
            source,
            f"{key}: cần đúng ba trường unit, title_vi và values",
            f"{key}: needs exactly unit, title_vi and values",
        )
    entries = body["values"]
    if not isinstance(entries, list) or not entries:
        raise _bad(source, f"{key}: values phải là một danh sách", f"{key}: values is not a list")
    values = [_value(source, key, body, entry) for entry in entries]
    values.sort(key=lambda parameter: parameter.valid_from)
    return _closed(source, values)


def _value(source: str, key: str, body: Mapping[str, Any], entry: object) -> Parameter:
    if not isinstance(entry, dict) or not _REQUIRED <= set(entry) <= _ALLOWED:
        raise _bad(
            source,
            f"{key}: mỗi giá trị cần {', '.join(sorted(_REQUIRED))}; đang là {entry!r}",
            f"{key}: a value needs {sorted(_REQUIRED)}, has {entry!r}",
        )
    parameter = Parameter(
        key=key,
        value=entry["value"],
        unit=str(body["unit"]),
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        reference=str(entry["reference"] or ""),
        status=entry["status"],
        title_vi=str(body["title_vi"]),
        note=str(entry.get("note", "")),
    )
    problem = _problem(parameter)
    if problem:
        raise _bad(source, *(f"{key}: {told}" for told in problem))
    return parameter


def _problem(parameter: Parameter) -> tuple[str, str] | None:
    """Give what is wrong with one value, or None."""
    start, end = parameter.valid_from, parameter.valid_to
    if type(start) is not date or (end is not None and type(end) is not date):
        return (
            "valid_from và valid_to phải là ngày, viết như 2026-01-31",
            "valid_from and valid_to are days, written 2026-01-31",
        )
    if not isinstance(parameter.value, int | str):
        return (
            f"giá trị {parameter.value!r} phải là số nguyên, chữ hoặc có/không",
            f"value {parameter.value!r} is neither a whole number, a text nor yes/no",
        )
    if parameter.status not in ("verified", "provisional"):
        return (
            f"status {parameter.status!r} phải là verified hoặc provisional",
            f"status {parameter.status!r} is neither verified nor provisional",
        )
    if not parameter.reference.strip():
        return "mỗi giá trị cần reference", "a value needs a reference"
    if end is not None and end < start:
        return "valid_to trước valid_from", "valid_to is before valid_from"
    return None


def _closed(source: str, values: list[Parameter]) -> tuple[Parameter, ...]:
    """End each value on the day before the next one starts."""
    closed: list[Parameter] = []
    for this, following in pairwise(values):
        last_day = following.valid_from - timedelta(days=1)
        if this.valid_from == following.valid_from:
            on = this.valid_from.isoformat()
            raise _bad(
                source,
                f"{this.key}: có hai giá trị từ {on}",
                f"{this.key}: two values from {on}",
            )
        if this.valid_to is not None and this.valid_to > last_day:
            on = this.valid_to.isoformat()
            raise _bad(
                source,
                f"{this.key}: {on} chồng lên giá trị tiếp theo",
                f"{this.key}: {on} overlaps the next value",
            )
        closed.append(this if this.valid_to else replace(this, valid_to=last_day))
    return (*closed, values[-1])


@lru_cache(maxsize=1)
def load_general_parameters() -> Parameters:
    """Give the parameters that no single engine owns: rates, ages, terms, minimum wages."""
    name = "parameters/general.yaml"
    return parse_parameters(read_text(name), source=name)
