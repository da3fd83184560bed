"""``sanviec benefits``: claims for unemployment insurance decided from files; the law in force."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

import click

from sanviec.engines.benefits import (
    Law,
    decide,
    decision_record,
    error_record,
    load_law,
    read_facts,
)
from sanviec.engines.benefits.reading import slips, strange_fields
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import Parameter
from sanviec.kernel.wage_regions import SOURCES

from .django_setup import start_with_database
from .encodings import in_utf8
from .files import progressing, today, writing
from .json_reading import NotJson, parse_json
from .parameter_words import value_words
from .paths import STANDARD, check_output, check_suffix
from .wording import language, say, worded

_MOST_STRANGE: Final = 20


@click.group("benefits")
def benefits() -> None:
    """Bảo hiểm thất nghiệp: tính theo luật đang áp dụng, từng bước có điều luật."""


@benefits.command("decide")
@click.argument("facts", default=STANDARD)
@click.option("--out", default=STANDARD, help="Tệp kết quả (.jsonl); - là đầu ra chuẩn.")
def decide_file(facts: str, out: str) -> None:
    """Tính trợ cấp của từng hồ sơ trong tệp JSON Lines, theo đúng thứ tự dòng.

    Ví dụ: sanviec benefits decide ho_so.jsonl --out ket_qua.jsonl
    """
    check_output(out, facts, is_table=False)
    check_suffix(out, ".jsonl")
    law = load_law()
    tally = Tally()
    with writing(out) as target:
        _decide_all(lines_of(facts), target, law, tally)
    tally.tell()
    if tally.wrong:
        sys.exit(2)


class Tally:
    """What a run met: lines, lines with an error, fields that mean nothing."""

    def __init__(self) -> None:
        self.lines = 0
        self.wrong = 0
        self.strange: dict[str, None] = {}

    def tell(self) -> None:
        """Say on standard error what the run met."""
        for name in list(self.strange)[:_MOST_STRANGE]:
            say(f"Bỏ qua trường lạ “{name}”.", f"Unknown field {name!r} is not used.")
        say(
            f"{self.lines} dòng, {self.wrong} dòng có lỗi.",
            f"{self.lines} lines, {self.wrong} with an error.",
        )


def lines_of(path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file or of standard input with their numbers, empty ones left out.

    Raises:
        InputError: there is no such file.
    """
    try:
        with sys.stdin.buffer if path == STANDARD else Path(path).open("rb") as source:
            numbered = enumerate(in_utf8(source), start=1)
            yield from ((number, line) for number, line in numbered if line.strip())
    except OSError as error:
        name = Path(path).name
        raise InputError(
            f"Không đọc được tệp {name}. Hãy kiểm tra đường dẫn và quyền đọc.",
            f"cannot read {name}: {error.strerror}",
            code="file",
        ) from error


def _decide_all(lines: Iterator[tuple[int, bytes]], target: TextIO, law: Law, tally: Tally) -> None:
    for number, line in progressing(lines, "benefits"):
        tally.lines += 1
        record = _decided(number, line, tally, law)
        tally.wrong += record["error"] is not None
        target.write(written_record(record) + "\n")


def written_record(record: dict[str, Any]) -> str:
    """Give a record as a line; half a character, which JSON can hold, stays escaped."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return line


def _decided(number: int, line: bytes, tally: Tally, law: Law) -> dict[str, Any]:
    """Give the record of one line: a decision, or what is wrong with it."""
    case_id, data = None, None
    try:
        data = facts_of(parsed_line(line, number))
        case_id = case_id_of(data)
        record = decision_record(case_id, decide(read_facts(data), law))
    except InputError as error:
        record = _without_the_reason(data, error, law) or error_record(case_id, error)
    return _with_slip(record, data, tally)


def _without_the_reason(data: Any, error: InputError, law: Law) -> dict[str, Any] | None:
    """Give all that does not hang on why the job ended, where only that word is not known.

    The law's reasons are many and the list of words is open: whether the person is entitled stays
    open with such a word, cap and amount, months and last day do not.
    """
    if error.field != "separation" or error.code != "wrong_value":
        return None
    rest = {name: value for name, value in data.items() if name != "separation"}
    try:
        record = decision_record(case_id_of(data), decide(read_facts(rest), law))
    except InputError:
        return None  # nothing can be said of the rest either
    return record | {"error": error_record(None, error)["error"]}


def _with_slip(record: dict[str, Any], data: Any, tally: Tally) -> dict[str, Any]:
    """Name a field that was misspelt, unless another error is nearer to what is wrong."""
    strange, error = strange_fields(data), record["error"]
    tally.strange |= dict.fromkeys(sorted(strange))
    if not strange or (error is not None and error["code"] != "missing"):
        return record
    for name, meant in slips(data).items():
        text_vi = f"{name}: không có trường này. Hãy sửa tên thành {meant} rồi gửi lại dòng này."
        text_en = f"{name}: there is no such field. Write {meant} and send this line again."
        told = {"code": "unknown_field", "field": name, "text_vi": text_vi, "text_en": text_en}
        return record | {"error": told}
    return record


def parsed_line(line: bytes, number: int) -> Any:
    """Give what a line holds.

    Raises:
        InputError: it is not JSON.
    """
    try:
        return parse_json(line.rstrip())
    except NotJson as error:
        raise InputError(
            f"Dòng {number} không phải JSON dùng được ({_in_line(error.text_vi)}). Mỗi dòng là một "
            "đối tượng {…} bằng UTF-8; hãy sửa rồi gửi lại dòng này.",
            f"line {number} is not JSON ({_in_line(error.text_en)}); each line is one object {{…}} "
            "in UTF-8. Correct it and send it again.",
            field="line",
            code="not_json",
        ) from error


def _in_line(told: str) -> str:
    """Leave out the line within the line, which is always the first."""
    return told.removeprefix("dòng 1, ").removeprefix("line 1, ")


def facts_of(data: Any) -> Any:
    """Give the facts of a line: the line itself, or its `facts` as worked cases have it."""
    if isinstance(data, dict) and isinstance(data.get("facts"), dict):
        return {"case_id": data.get("case_id"), **data["facts"]}
    return data


def case_id_of(data: Any) -> str | int | None:
    found = data.get("case_id") if isinstance(data, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


@benefits.command("simulate")
@click.option("--claims", required=True, help="Tệp hồ sơ (.parquet, .csv, .csv.gz, .jsonl).")
@click.option("--parameters", required=True, help="Tệp giá trị khác (.yaml), viết như law.yaml.")
@click.option("--out", default=STANDARD, help="Tệp kết quả (.json); - là đầu ra chuẩn.")
def simulate(claims: str, parameters: str, out: str) -> None:
    """So sánh luật hiện có với một phương án sửa đổi trên nhiều hồ sơ: ai được thêm, ai bị bớt.

    Mọi hồ sơ được coi là đủ điều kiện; chỉ các con số thay đổi.

    Ví dụ: sanviec benefits simulate --claims ho_so.parquet --parameters phuong_an.yaml
    """
    from .simulating import simulate_file  # heavy: only those who simulate pay for it

    check_output(out, claims, parameters, is_table=False)
    check_suffix(out, ".json")
    if not simulate_file(claims, parameters, out):
        sys.exit(2)


@benefits.command("affected")
@click.option("--claims", required=True, help="Tệp hồ sơ (.jsonl như decide, .parquet, .csv).")
@click.option("--parameters", required=True, help="Tệp giá trị mới (.yaml), viết như law.yaml.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày quyết định, nếu hồ sơ chưa có.")
@click.option("--out", default=STANDARD, help="Tệp kết quả (.jsonl); - là đầu ra chuẩn.")
def affected(claims: str, parameters: str, on: Any, out: str) -> None:
    """Liệt kê những hồ sơ mà quy định mới làm đổi kết quả, và đổi thế nào.

    Ví dụ: sanviec benefits affected --claims dang_mo.jsonl --parameters nghi_dinh.yaml
    """
    from .affected import list_affected  # heavy, as simulate is

    check_output(out, claims, parameters, is_table=False)
    check_suffix(out, ".jsonl")
    if not list_affected(claims, parameters, out, on.date() if on else today()):
        sys.exit(2)


@benefits.command("open-claims")
@click.option("--out", default=STANDARD, help="Tệp kết quả (.jsonl); - là đầu ra chuẩn.")
def open_claims(out: str) -> None:
    """Ghi dữ kiện của mọi hồ sơ đang giải quyết hoặc đang hưởng, để dùng cho lệnh affected.

    Ví dụ: sanviec benefits open-claims --out dang_mo.jsonl
    """
    check_output(out, is_table=False)
    check_suffix(out, ".jsonl")
    start_with_database()
    from sanviec.apps.claims.selectors.open_facts import open_facts

    count = 0
    with writing(out) as target:
        for facts in open_facts(on=today()):
            target.write(json.dumps(facts, ensure_ascii=False) + "\n")
            count += 1
    say(f"{count} hồ sơ đang mở.", f"{count} open claims.")


@benefits.command("parameters")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày; mặc định hôm nay.")
@click.option("--json", "as_json", is_flag=True, help="In JSON Lines thay vì chữ cho người đọc.")
def print_parameters(on: Any, as_json: bool) -> None:
    """In mọi con số và quy tắc đang áp dụng vào một ngày, kèm điều luật.

    Ví dụ: sanviec benefits parameters --on 2026-01-01
    """
    day: date = on.date() if on else today()
    found = load_law().all_in_force(day)
    if not found:
        raise InputError(
            f"Chưa có luật nào được cài đặt cho ngày {day:%d/%m/%Y}.",
            f"no law is carried for {day.isoformat()}",
            field="--on",
            code="not_in_force",
        )
    write: Callable[[Parameter], str] = _as_json if as_json else _as_text
    for parameter in found:
        click.echo(write(parameter))


@benefits.command("region")
@click.argument("workplace")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày; mặc định hôm nay.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def print_region(workplace: str, on: Any, as_json: bool) -> None:
    """In vùng lương tối thiểu của một nơi làm việc vào một ngày, theo danh mục của nghị định.

    Ví dụ: sanviec benefits region "phường Dĩ An, Bình Dương" --on 2026-01-01
    """
    day: date = on.date() if on else today()
    found = load_law().region_of(workplace, day)
    if found is None:
        raise InputError(
            f"Chưa biết chắc vùng của “{workplace[:60]}” vào ngày {day:%d/%m/%Y}. Hãy ghi đến tận "
            "xã, phường và tỉnh, hoặc xem phụ lục của nghị định.",
            f"the region of {workplace[:60]!r} on {day.isoformat()} is not known for sure; write "
            "it down to the commune and province, or see the annex of the decree",
            field="WORKPLACE",
            code="region_unknown",
        )
    record = {
        "region": found.region,
        "place": found.place,
        "place_code": found.place_code,
        "decree": found.decree.decree,
        "reference": found.decree.reference,
        "source": found.source,
        "status": found.status,
    }
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    read = worded(SOURCES[found.source], found.source)
    told = worded("Vùng", "Region")
    click.echo(f"{told} {found.region}: {found.place} ({found.decree.reference}; {read})")


def _as_json(parameter: Parameter) -> str:
    ends = parameter.valid_to
    record = {
        "key": parameter.key,
        "value": parameter.value,
        "unit": parameter.unit,
        "in_force": [parameter.valid_from.isoformat(), ends.isoformat() if ends else None],
        "article": parameter.reference,
        "status": parameter.status,
        "title_vi": parameter.title_vi,
        "note": parameter.note,
    }
    return json.dumps(record, ensure_ascii=False)


def _as_text(parameter: Parameter) -> str:
    is_english = language() == "en"
    start = f"{parameter.valid_from:%d/%m/%Y}"
    end = f"{parameter.valid_to:%d/%m/%Y}" if parameter.valid_to else "…"
    is_open = parameter.status == "provisional"
    mark = (" [provisional]" if is_english else " [tạm dùng]") if is_open else ""
    title = parameter.key if is_english else parameter.title_vi
    value = value_words(parameter, language())
    told = f"{title}: {value} ({start}–{end}; {parameter.reference}){mark}"
    return f"{told}\n    ? {parameter.note}" if is_open and parameter.note else told
