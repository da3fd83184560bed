"""A number that names something is not grouped: stand 1048 is not “gian 1.048”, 1990 no “1.990”."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ground.templates import WATCHED

NAMING = r"(?:stand_no|queue_no|device_no|birth_year|card_birth_year)"
SHOWN = re.compile(rf"(?:\{{\{{ |\bno=|\bn=)[\w.]*\b{NAMING}\b(?!_)(?P<filters>[^\s}}]*)")
TEMPLATES = sorted(Path(WATCHED, "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_number_that_names_is_written_without_dots(template: Path) -> None:
    shown = SHOWN.finditer(template.read_text(encoding="utf-8"))
    assert [found[0] for found in shown if "unlocalised" not in found["filters"]] == []


def test_the_search_finds_what_it_looks_for() -> None:
    seen = [SHOWN.search(text) for text in ("{{ a.stand_no }}", 'with no=x.queue_no|default:"–"')]
    assert all(found and "unlocalised" not in found["filters"] for found in seen)
