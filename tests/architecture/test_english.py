"""English is complete: no sentence without it, none fuzzy, none left over, placeholders equal."""

from __future__ import annotations

import re
import sys

import polib
import pytest

from tests.architecture.sources import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from extract_messages import CATALOGUE, Message, messages  # a script, not a module

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_sentence_stands_in_the_catalogue(catalogue: polib.POFile) -> None:
    said = set(messages())
    written = {Message(entry.msgid, entry.msgid_plural) for entry in catalogue}
    assert said - written == set(), "run scripts/extract_messages.py and translate"
    assert written - said == set(), "nobody says these any more"


def test_every_sentence_has_english(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_placeholders_are_the_same(catalogue: polib.POFile) -> None:
    wrong = []
    for entry in catalogue:
        wanted = sorted(PLACEHOLDER.findall(entry.msgid))
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        wrong += [entry.msgid for text in texts if sorted(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []
