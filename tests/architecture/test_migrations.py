"""Migrations say their purpose, keep schema and data apart, and import no living code."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import name_of, python_files, tree

MIGRATIONS = [path for path in python_files("sanviec/apps") if path.match("migrations/0*.py")]
DATA = {"RunPython", "RunSQL"}
# The module of custom fields is named by Django itself in every migration that has one.
FROZEN = {"sanviec.apps.platform.fields"}


def imported(module: ast.Module) -> set[str]:
    """Return the names of our own modules that a file imports."""
    names = {
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}
    return {name for name in names if name.split(".")[0] == "sanviec"}


def living_code(module: ast.Module) -> set[str]:
    """Return our modules that a migration must not import."""
    return {name for name in imported(module) - FROZEN if ".migrations" not in name}


def operations(module: ast.Module) -> set[str]:
    """Return the names of the migration operations in a file."""
    return {
        node.func.attr
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "migrations"
    }


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_migration_is_named_apart_and_frozen(path) -> None:
    module = tree(path)
    found = operations(module)
    assert not re.search(r"_auto_|_alter_.*_and_more$", path.stem), "name the purpose"
    assert not (found & DATA and found - DATA - {"swappable_dependency"}), "split schema and data"
    assert living_code(module) == set(), "copy what the migration needs"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from sanviec.apps.platform.fields import X", set()),
        ("from sanviec.apps.vacancies.models import V", {"sanviec.apps.vacancies.models"}),
        ("import sanviec.kernel.text", {"sanviec.kernel.text"}),
        ("from django.db import models", set()),
    ],
)
def test_living_code_is_recognised(source: str, expected: set[str]) -> None:
    assert living_code(ast.parse(source)) == expected
