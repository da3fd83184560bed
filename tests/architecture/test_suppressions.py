"""Each silenced warning gives its reason, and their number may only fall."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import name_of, python_files, read, template_files

ALLOWED = tomllib.loads(Path(__file__).with_name("allowances.toml").read_text(encoding="utf-8"))
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|ruff:\s*noqa|mypy:|pragma:)|djlint:\s*off")
WITH_REASON = re.compile(
    r"#\s*noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+(#|-|–|—)?\s*\w+|#\s*type: ignore\[[\w, -]+\]\s+# \w+"
)


def test_suppressions_are_few_and_explained() -> None:
    found = [
        (name_of(path), line.strip())
        for path in [*python_files("sanviec"), *template_files()]
        for line in read(path).splitlines()
        if SUPPRESSION.search(line)
    ]
    assert [where for where in found if not WITH_REASON.search(where[1])] == [], "say why"
    most = ALLOWED["suppressions"]["most"]
    assert len(found) == most, f"{most} in allowances.toml: the number may fall, not grow"


@pytest.mark.parametrize(
    ("line", "is_explained"),
    [
        ("x = 1  # noqa: E501", False),
        ("x = 1  # noqa: E501  a quoted form's own words", True),
        ("x = y()  # type: ignore", False),
        ("x = y()  # type: ignore[no-any-return]  # the library's stub is wrong", True),
    ],
)
def test_reason_is_recognised(line: str, is_explained: bool) -> None:
    assert SUPPRESSION.search(line)
    assert bool(WITH_REASON.search(line)) is is_explained
