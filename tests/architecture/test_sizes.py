"""Functions, modules and templates keep their budgets; what is over stands in allowances.toml.

The list may only shrink: an entry fails when its file has come within the budget, and when it
has grown past the size that was allowed.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import PACKAGE, name_of, python_files, read, template_files, tree

FUNCTION_LINES = 60
MODULE_LINES = 600
TEST_MODULE_LINES = 800
TEMPLATE_LINES = 150
ALLOWED = tomllib.loads(Path(__file__).with_name("allowances.toml").read_text(encoding="utf-8"))


def test_budgets_are_kept_except_where_allowed() -> None:
    over = dict(oversized())
    allowed = {entry["what"]: entry["lines"] for entry in ALLOWED["size"]}
    grown = {what: lines for what, lines in over.items() if lines > allowed.get(what, 0)}
    assert grown == {}, "split these; see rules 7 and 8 in CONTRIBUTING.md"


def test_allowances_only_shrink() -> None:
    over = dict(oversized())
    allowed = {entry["what"]: entry["lines"] for entry in ALLOWED["size"]}
    stale = {what: over.get(what, 0) for what, lines in allowed.items() if over.get(what) != lines}
    assert stale == {}, "lower or remove these entries of allowances.toml"
    assert all(entry["why"] for entry in ALLOWED["size"])


def test_long_function_is_measured_without_its_docstring() -> None:
    lines = ['def f():\n    """One.\n\n    Two.\n    """\n', *["    a = 1\n"] * 61]
    node = ast.parse("".join(lines)).body[0]
    assert function_lines(node) == 62


def oversized() -> Iterator[tuple[str, int]]:
    """Yield (what, lines) of everything over its budget."""
    for path in python_files():
        is_migration = "migrations" in path.parts
        budget = MODULE_LINES if path.is_relative_to(PACKAGE) else TEST_MODULE_LINES
        yield from _over(name_of(path), len(read(path).splitlines()), budget)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_migration:
                what = f"{name_of(path)}::{node.name}"
                yield from _over(what, function_lines(node), FUNCTION_LINES)
    for path in template_files():
        yield from _over(name_of(path), len(read(path).splitlines()), TEMPLATE_LINES)


def function_lines(node: ast.stmt) -> int:
    """Return the lines of a function without its docstring, which may be as long as it needs."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node, clean=False) is None:
        return total
    docstring = node.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def _over(what: str, lines: int, budget: int) -> Iterator[tuple[str, int]]:
    if lines > budget:
        yield what, lines
