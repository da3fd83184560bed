"""What the libraries say on account pages is Vietnamese too: allauth ships none of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest

from scripts.extract_messages import PACKAGE

CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
# Ways to sign in that are switched off: phone numbers, security keys, codes by mail.
SWITCHED_OFF = re.compile(r"phone|security key|already exists with|passkey", re.IGNORECASE)


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_error_of_account_pages_has_vietnamese(catalogue: polib.POFile) -> None:
    written = {entry.msgid for entry in catalogue if entry.translated()}
    said = {text for name in ("account", "mfa") for text in _errors(name)}
    missing = {text for text in said - written if not SWITCHED_OFF.search(text)}
    assert len(said) > 20, "the library keeps its sentences elsewhere now"
    assert missing == set()


def test_every_word_about_passwords_has_vietnamese(catalogue: polib.POFile) -> None:
    written = {entry.msgid for entry in catalogue if entry.translated()}
    source = _source("django.contrib.auth.password_validation")
    assert set(_sentences(ast.parse(source.read_text(encoding="utf-8")))) - written == set()


def test_vietnamese_is_whole_and_keeps_placeholders(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []
    wrong = []
    for entry in catalogue:
        wanted = sorted(PLACEHOLDER.findall(entry.msgid))
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wrong += [entry.msgid for text in texts if sorted(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def _errors(app: str) -> Iterator[str]:
    """The sentences in the ``error_messages`` of an adapter of allauth."""
    tree = ast.parse(_source(f"allauth.{app}.adapter").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "error_messages":
            yield from _sentences(node)


def _sentences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "ngettext"}:
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


def _source(module: str) -> Path:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)
