"""The tables of phrases are well formed, agree with one another and reach enough trades."""

import re
import unicodedata
from collections import defaultdict

import pytest

from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.occupations.model import Phrase
from sanviec.kernel.occupations.source import KINDS, alias_files, read_aliases
from sanviec.kernel.occupations.tokens import marked_form, tokenise
from sanviec.kernel.occupations.wording import abbreviations, head_words, superior

FILES = alias_files()
PHRASES: dict[str, tuple[Phrase, ...]] = {name: tuple(read_aliases(name)) for name in FILES}


def _key(phrase: Phrase) -> tuple[str, ...]:
    return tuple(marked_form(token.surface) for token in tokenise(phrase.text, abbreviations()))


def test_core_phrases_are_there() -> None:
    assert "aliases_core.csv" in FILES


@pytest.mark.parametrize("name", FILES)
def test_rows_are_clean(name: str) -> None:
    for phrase in PHRASES[name]:
        assert phrase.text == unicodedata.normalize("NFC", " ".join(phrase.text.split()))
        assert re.fullmatch(r"\d{4}", phrase.code)
        assert phrase.kind in KINDS
        assert _key(phrase), phrase


@pytest.mark.parametrize("name", FILES)
def test_every_code_is_a_unit_group(name: str) -> None:
    units = {group.code for group in load_occupations().all()}
    assert [phrase for phrase in PHRASES[name] if phrase.code not in units] == []


def test_no_phrase_stands_for_two_groups() -> None:
    codes = defaultdict(set)
    for phrases in PHRASES.values():
        for phrase in phrases:
            codes[_key(phrase)].add((phrase.code, phrase.text))
    assert [seen for seen in codes.values() if len({code for code, _ in seen}) > 1] == []


def test_there_are_enough_phrases() -> None:
    assert len({_key(phrase) for phrases in PHRASES.values() for phrase in phrases}) >= 2000


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_finds_its_own_group(name: str) -> None:
    index = load_occupations()
    lost = []
    for phrase in PHRASES[name]:
        found = index.find(phrase.text, 1)
        if not found or found[0].code != phrase.code or not found[0].is_exact:
            lost.append((phrase.text, phrase.code, found))
    assert lost == []


def test_heads_and_short_forms_are_clean() -> None:
    ranks = {"staff", "worker", "technician", "lead", "manager", "aide"}
    roles = ranks | {"link", "person", "engineer"}
    assert {role for _, role, _ in head_words()} == roles
    assert {place for _, _, place in head_words()} == {"before", "after", "both"}


def test_every_group_has_superiors_that_exist() -> None:
    index = load_occupations()
    for group in index.all():
        lead, manager = superior(group.code, "lead"), superior(group.code, "manager")
        engineer = superior(group.code, "engineer")
        assert lead is not None
        assert index.get(lead).level == 4
        assert manager is not None
        assert index.get(manager).level == 4
        assert manager[0] == "1" or group.code[0] == "0"
        assert engineer is None or (engineer[0] == "2" and index.get(engineer).level == 4)
