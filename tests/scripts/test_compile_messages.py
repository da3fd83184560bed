"""Translations are compiled without gettext; fuzzy ones stay out."""

import gettext
from pathlib import Path

from scripts import compile_messages

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Tìm việc"
msgstr "Find a job"

#, fuzzy
msgid "Nộp hồ sơ"
msgstr "Send a file"
"""


def test_catalogue_is_compiled_once_and_fuzzy_stays_out(tmp_path: Path, capsys) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    assert compile_messages.main(tmp_path) == 0
    assert compile_messages.main(tmp_path) == 0
    assert capsys.readouterr().out.count("messages: en") == 1
    with source.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert catalogue.gettext("Tìm việc") == "Find a job"
    assert catalogue.gettext("Nộp hồ sơ") == "Nộp hồ sơ"
