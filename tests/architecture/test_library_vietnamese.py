"""Django says in Vietnamese why it refuses a password; its own catalogue lacks some of that."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import polib
from django.contrib.auth import password_validation

from tests.architecture.sources import PACKAGE

CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def test_every_word_about_passwords_has_vietnamese() -> None:
    written = {one.msgid for one in polib.pofile(str(CATALOGUE)) if one.translated()}
    source = Path(password_validation.__file__).read_text(encoding="utf-8")
    said = set(_sentences(ast.parse(source)))
    assert "This password is too common." in said
    assert said - written == set()


def _sentences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "ngettext"}:
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))
