"""Collects the Vietnamese sentences of code and templates into the English catalogue.

Django's own makemessages needs GNU gettext; this needs nothing beyond what the product has, so
the test that fails on a missing translation runs everywhere. New sentences come in untranslated,
sentences that nobody says any more go out; translations that stand are never touched.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "sanviec"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
SINGLE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
_CALL = re.compile(
    r"""\b(?P<name>n?p?n?gettext|_)\(\s*u?(?P<first>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    r"""(?:\s*,\s*u?(?P<second>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?"""
)


class Message(NamedTuple):
    """One sentence, with its plural where a count decides."""

    text: str
    plural: str = ""


def messages() -> dict[Message, list[str]]:
    """Every sentence with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            for message in _in_code(path.read_text(encoding="utf-8")):
                found.setdefault(message, []).append(str(path.relative_to(ROOT)))
    for path in sorted((PACKAGE / "templates").rglob("*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            for message in _in_template(path.read_text(encoding="utf-8"), str(path)):
                found.setdefault(message, []).append(str(path.relative_to(ROOT)))
    return found


def _in_code(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        name = aliases.get(name, name)
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        strings = [text for text in texts if isinstance(text, str)]
        if name in SINGLE and strings:
            yield Message(strings[0])
        elif name in PLURAL and len(strings) >= 2:
            yield Message(strings[0], strings[1])


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Local names of the translation functions: ``from … import gettext as _``."""
    return {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname
    }


def _in_template(source: str, path: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for match in _CALL.finditer(templatize(source, origin=path)):
        first = ast.literal_eval(match["first"])
        second = ast.literal_eval(match["second"]) if match["second"] else ""
        yield Message(first, second if match["name"] == "ngettext" else "")


def merge(catalogue: polib.POFile, found: dict[Message, list[str]]) -> polib.POFile:
    """The catalogue with exactly the sentences that are said."""
    known = {Message(entry.msgid, entry.msgid_plural): entry for entry in catalogue}
    merged = polib.POFile(wrapwidth=100)
    merged.metadata = dict(catalogue.metadata)
    for message in sorted(found):
        entry = known.get(message) or _new_entry(message)
        places = sorted(set(found[message]))[:3]
        entry.occurrences = [(place, "") for place in places]
        entry.flags = ["python-format"] if "%(" in message.text else []
        merged.append(entry)
    return merged


def _new_entry(message: Message) -> polib.POEntry:
    if not message.plural:
        return polib.POEntry(msgid=message.text, msgstr="")
    return polib.POEntry(
        msgid=message.text, msgid_plural=message.plural, msgstr_plural={0: "", 1: ""}
    )


def main() -> None:
    """Rewrite the English catalogue and say how many sentences wait for a translation."""
    from django.conf import settings

    settings.configure(USE_I18N=True)
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    catalogue.metadata.setdefault("Content-Type", "text/plain; charset=UTF-8")
    catalogue.metadata.setdefault("Language", "en")
    catalogue.metadata.setdefault("Plural-Forms", "nplurals=2; plural=(n != 1);")
    merged = merge(catalogue, messages())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(CATALOGUE))
    waiting = len(merged.untranslated_entries())
    sys.stdout.write(f"{len(merged)} sentences, {waiting} without English\n")


if __name__ == "__main__":
    main()
