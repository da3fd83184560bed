"""Our own lint rules, each with a good and a bad line: saves, translations, tests, slow tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, name_of, python_files, tree

SLOW_LIST = ROOT / "tests" / "slow.txt"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
ASSERTING = ("assert", "expect", "raises", "warns", "fail", "validate", "check")


def bare_saves(module: ast.Module) -> Iterator[ast.Call]:
    """Yield a bare `.save()`: it writes back columns that others have changed meanwhile."""
    for call in calls(module):
        is_save = isinstance(call.func, ast.Attribute) and call.func.attr == "save"
        named = {keyword.arg for keyword in call.keywords}
        if is_save and not call.args and not named & {"update_fields", "force_insert"}:
            yield call


def broken_translations(module: ast.Module) -> Iterator[ast.Call]:
    """Yield gettext of an f-string: the catalogue can never hold that sentence."""
    for call in calls(module):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in GETTEXT and call.args and not isinstance(call.args[0], ast.Constant | ast.Name):
            yield call


def idle_tests(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield tests that can only fail by accident."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            names = {getattr(c.func, "attr", getattr(c.func, "id", "")) for c in calls(node)}
            asserts = any(isinstance(inner, ast.Assert) for inner in ast.walk(node))
            if not asserts and not any(name.startswith(ASSERTING) for name in names):
                yield node


def slow_tests(path: Path) -> Iterator[str]:
    """Yield `file::test` for each test marked slow, or the file when all of it is."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _is_slow(node.decorator_list):
            yield f"{name_of(path)}::{node.name}"
        is_mark = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
        if is_mark and _is_slow([node.value]):
            yield name_of(path)


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call below a node."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def _is_slow(expressions: list[ast.expr]) -> bool:
    return any("mark.slow" in ast.unparse(expression) for expression in expressions)


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (bare_saves, "claim.save()", "claim.save(update_fields=['state'])"),
        (bare_saves, "claim.save(using='default')", "Claim(pk=1).save(force_insert=True)"),
        (broken_translations, "_(f'Chào {x}')", "_('Chào %(x)s') % {'x': x}"),
        (broken_translations, "_('Chào {}'.format(x))", "gettext(label)"),
        (idle_tests, "def test_a(): pass", "def test_a(): assert 1"),
        (idle_tests, "def test_a(): run()", "def test_a(): assert_clean(page)"),
    ],
)
def test_rule_knows_bad_from_good(rule, bad: str, good: str) -> None:
    assert list(rule(ast.parse(bad)))
    assert list(rule(ast.parse(good))) == []


def test_services_name_the_fields_they_save() -> None:
    services = [path for path in python_files("sanviec/apps") if "services" in str(path)]
    assert places(bare_saves, services) == []


def test_translations_are_whole_sentences() -> None:
    assert places(broken_translations, python_files("sanviec")) == []


def test_every_test_asserts_something() -> None:
    assert places(idle_tests, python_files("tests")) == []


def test_slow_tests_are_named_in_the_list() -> None:
    marked = {name for path in python_files("tests") for name in slow_tests(path)}
    listed = {line.split("  #")[0].strip() for line in SLOW_LIST.read_text().splitlines()}
    assert marked == listed - {""}, "tests/slow.txt and the marks must agree"


def places(rule, paths: list[Path]) -> list[str]:
    """Return `file:line` of each breach of a rule."""
    return [f"{name_of(path)}:{node.lineno}" for path in paths for node in rule(tree(path))]
