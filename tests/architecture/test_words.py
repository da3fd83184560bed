"""Words: every model stands in the glossary, no file is called utils, TODO names an issue."""

from __future__ import annotations

import re

from django.apps import apps

from tests.architecture.sources import ROOT, name_of, python_files, read

GLOSSARY = ROOT / "docs" / "glossary.md"
IDENTIFIER = re.compile(r"`(\w+)")
DRAWER_NAMES = {"utils.py", "helpers.py", "misc.py", "common.py"}
TODO = re.compile(r"#.*\b(TODO|FIXME|XXX)\b(?!.*#\d+)")
VIETNAMESE = re.compile(
    r"[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.I
)


def test_every_model_stands_in_the_glossary() -> None:
    known = set(IDENTIFIER.findall(GLOSSARY.read_text(encoding="utf-8")))
    ours = [model for model in apps.get_models() if model.__module__.startswith("sanviec.")]
    missing = sorted({model.__name__ for model in ours} - known)
    assert missing == [], "write these nouns into docs/glossary.md first"


def test_no_module_is_a_drawer_for_everything() -> None:
    assert [name_of(path) for path in python_files() if path.name in DRAWER_NAMES] == []


def test_todo_names_an_issue() -> None:
    assert [
        f"{name_of(path)}: {line.strip()}"
        for path in python_files()
        for line in read(path).splitlines()
        if TODO.search(line) and path.name != "test_words.py"
    ] == []


def test_file_names_are_plain_english_letters() -> None:
    assert [name_of(path) for path in python_files() if VIETNAMESE.search(path.name)] == []
