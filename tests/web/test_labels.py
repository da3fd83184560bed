"""Every code that is shown has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import sanviec.apps
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.web.labels import action_title, ethnic_choices, label_table

APPS = Path(sanviec.apps.__path__[0])
ACT = re.compile(
    r"(account|centre|consent|document|employer|employer_contact|follow_up|import|jobseeker|ledger"
    r"|membership|place_alias|referral|service_point|vacancy|work_period)\.[a-z_]+"
)
# Keys of blind indexes and of texts; they look like acts.
OTHERS = {"jobseeker.identity", "jobseeker.phone"}


def acts_in(path: Path) -> Iterator[str]:
    """The names of acts that stand in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = ACT.fullmatch(node.value)
            if found and node.value not in OTHERS:
                yield node.value


def test_every_act_of_the_audit_chain_has_words() -> None:
    named = {act for path in APPS.rglob("services*/**/*.py") for act in acts_in(path)}
    named |= {act for path in APPS.rglob("services.py") for act in acts_in(path)}
    made = {f"import.{state}" for state in IMPORT_STATES.states}
    made -= {"import.waiting", "import.applying"}
    made |= {"consent.merged", "workperiod.unmerged", "jobseeker.merged"}
    assert len(named) > 30
    assert sorted(act for act in named | made if action_title(act) == act) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("field", ["priority_group", "language", "education", "task", "role"])
def test_tables_are_full_in_both_languages(field: str, language: str) -> None:
    with override(language):
        table = label_table(field)
        assert table
        assert all(str(title).strip() for title in table.values())


@pytest.mark.parametrize(("language", "word"), [("vi", "Người nước ngoài"), ("en", "Foreigner")])
def test_peoples_keep_their_names_and_foreigners_are_a_word(language: str, word: str) -> None:
    with override(language):
        names = dict(ethnic_choices())
    assert (names["54"], names["55"]) == ("Rơ-măm", word)
