"""Templates: none unused, partials declare what they take, nothing inline, nothing unescaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, engines

from tests.architecture.sources import (
    PACKAGE,
    python_files,
    read,
    template_files,
    template_name,
    tree,
)

REFERENCE = re.compile(r"""\{%\s*(include|extends)\s+["']([^"']+)["']""")
FIRST_LINE = re.compile(r"\{# .+ #\}$")
BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "429.html"}
FORBIDDEN = {
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])", re.IGNORECASE
    ),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "unescaped output": re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off"),
    "foreign address loaded": re.compile(
        r"<(?:script|img|iframe|link)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE
    ),
}


@pytest.mark.parametrize("path", template_files(), ids=template_name)
def test_template_is_clean(path) -> None:
    assert forbidden_in(read(path)) == []


def test_partials_declare_what_they_take_and_carry_an_underscore() -> None:
    undeclared = [
        template_name(path)
        for path in template_files()
        if path.name.startswith("_") and not FIRST_LINE.match(read(path).split("\n", 1)[0])
    ]
    assert undeclared == [], "first line: {# What it is. Takes: a, b. #}"
    included = {name for path in template_files() for name in referenced(read(path), "include")}
    ours = {template_name(path) for path in template_files()}
    bare = [name for name in included & ours if not name.rsplit("/", 1)[-1].startswith("_")]
    assert bare == [], "a partial's name starts with _"


def test_no_template_is_unused() -> None:
    used = [re.compile(pattern) for pattern in named_in_python()]
    named = {name for path in template_files() for name in referenced(read(path))}
    unused = [
        name
        for name in map(template_name, template_files())
        if name not in named | BY_DJANGO
        and not any(pattern.fullmatch(name) for pattern in used)
        and not overrides_a_library(name)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p style="color:red">', ["inline style"]),
        ("<script>alert(1)</script>", ["inline script"]),
        ('<script src="/static/a.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<a onclick="go()">', ["inline handler"]),
        ("{{ text|safe }}", ["unescaped output"]),
        ('<script src="https://cdn.example/x.js"></script>', ["foreign address loaded"]),
        ('<p class="style">on = off</p>', []),
    ],
)
def test_forbidden_parts_are_recognised(source: str, expected: list[str]) -> None:
    assert forbidden_in(source) == expected


def forbidden_in(source: str) -> list[str]:
    """Return the names of the forbidden parts that a template holds."""
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]


def referenced(source: str, kind: str = "") -> Iterator[str]:
    """Yield the templates that a template includes or extends."""
    for found_kind, name in REFERENCE.findall(source):
        if not kind or kind == found_kind:
            yield name


@cache
def named_in_python() -> frozenset[str]:
    """Return patterns of the template names in our Python; `{…}` in an f-string fits anything."""
    patterns = set()
    for path in python_files("sanviec"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and _is_template_name(node.value):
                patterns.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                patterns.add(_pattern_of(node))
    return frozenset(pattern for pattern in patterns if pattern.endswith(r"\.html"))


def _pattern_of(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in node.values
    )


def _is_template_name(value: object) -> bool:
    return isinstance(value, str) and value.endswith(".html")


def overrides_a_library(name: str) -> bool:
    """Whether a library has a template of this name, so that the library uses ours."""
    return any(
        _exists(loader, origin)
        for loader in engines["django"].engine.template_loaders
        for origin in loader.get_template_sources(name)
        if not Path(origin.name).is_relative_to(PACKAGE)
    )


def _exists(loader, origin) -> bool:
    try:
        loader.get_contents(origin)
    except TemplateDoesNotExist:
        return False
    return True


def test_queue_numbers_have_no_thousands_dot() -> None:
    """The ticket says 1094: a number that is called is never written "Số 1.094"."""
    wrong = [
        f"{path.name}: {line.strip()[:80]}"
        for path in template_files()
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"queue_no(?!\|unlocalised)\b\s*(?:\}\}|%\}|\w+=)", line)
    ]
    assert wrong == []
