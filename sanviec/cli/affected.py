"""``sanviec benefits affected``: the claims that a new decree changes, each with what changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sanviec.engines.benefits import Law, decide, decision_record, load_law, read_facts
from sanviec.engines.benefits.law import reformed
from sanviec.kernel.errors import InputError

from .benefits import case_id_of, facts_of, lines_of, parsed_line, written_record
from .claim_rows import rows_of
from .files import progressing, writing
from .simulating import changes_of
from .wording import say

COMPARED: Final = (
    "regime", "eligible", "monthly_amount_vnd", "cap_vnd", "average_wage_vnd",
    "entitlement_months", "starts_on", "reserved_months", "ended_on", "last_filing_day",
    "total_vnd",
)  # fmt: skip


def list_affected(claims: str, parameters: str, out: str, on: date) -> bool:
    """Write a line for each claim that the changes affect; False when some could not be decided.

    Raises:
        InputError: a file cannot be read or written, or the changes are wrong.
    """
    law = load_law()
    reform = reformed(law, changes_of(parameters, law))
    read = affected = wrong = 0
    with writing(out) as target:
        for record in progressing(_compared(claims, (law, reform), on), "benefits"):
            read += 1
            wrong += record["error"] is not None
            affected += bool(record["changed"])
            if record["changed"] or record["error"]:
                target.write(written_record(record) + "\n")
    say(
        f"{read} hồ sơ, {affected} hồ sơ đổi kết quả, {wrong} hồ sơ có lỗi.",
        f"{read} claims, {affected} change, {wrong} with an error.",
    )
    return not wrong


def _compared(claims: str, laws: tuple[Law, Law], on: date) -> Iterator[dict[str, Any]]:
    """Each claim under both laws: its id, what differs, or what is wrong with it."""
    for number, line in _rows(claims):
        case_id = None
        try:
            if isinstance(line, InputError):
                raise line
            data = facts_of(parsed_line(line, number) if isinstance(line, bytes) else line)
            case_id = case_id_of(data)
            if isinstance(data, dict):
                data = {"decided_on": on.isoformat()} | data
            facts = read_facts(data)
            now, then = (decision_record(case_id, decide(facts, law)) for law in laws)
        except InputError as error:
            told = {"code": error.code, "field": error.field}
            told |= {"text_vi": error.text_vi, "text_en": error.text_en}
            yield {"line": number, "case_id": case_id, "changed": {}, "error": told}
            continue
        changed = {
            name: {"law": now[name], "reform": then[name]}
            for name in COMPARED
            if now[name] != then[name]
        }
        yield {"line": number, "case_id": case_id, "changed": changed, "error": None}


def _rows(path: str) -> Iterator[tuple[int, bytes | dict[str, Any] | InputError]]:
    """The claims of a file, numbered: lines of JSON, or rows of a table without empty cells."""
    if not path.lower().endswith((".parquet", ".csv", ".csv.gz")):
        yield from lines_of(path)
        return
    yield from rows_of(path)
