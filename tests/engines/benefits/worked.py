"""Cases written by hand: read from YAML and decided as a line of a file would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sanviec.engines.benefits import decide, decision_record, load_law, read_facts

KNOWN = {"name", "why", "facts", "expected", "refused", "provisional", "needs"}
FOLDER = Path(__file__).with_name("cases")


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each case with a name that a report can show."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            assert case.keys() <= KNOWN, f"{path.name}: {case}"
            yield f"{path.stem}: {case['name']}", plain(case)


def plain(value: Any) -> Any:
    """Give YAML as JSON has it: days as text."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def decided(facts: dict[str, Any]) -> dict[str, Any]:
    """Give the record of the facts' decision."""
    return decision_record(facts.get("case_id"), decide(read_facts(facts), load_law()))
