"""Compile the translations: sanviec/locale/*/LC_MESSAGES/*.po to .mo beside them.

    .venv/bin/python scripts/compile_messages.py

Written with polib, so that a bare machine needs no gettext. The .mo files are not committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "sanviec" / "locale"


def main(locale: Path = LOCALE) -> int:
    """Compile what is newer than its result and return the exit code."""
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        result = source.with_suffix(".mo")
        if not is_current(source, result):
            compile_catalogue(source, result)
    return 0


def is_current(source: Path, result: Path) -> bool:
    """Whether the result is at least as new as its source."""
    return result.is_file() and result.stat().st_mtime >= source.stat().st_mtime


def compile_catalogue(source: Path, result: Path) -> None:
    """Write one .mo; fuzzy and empty messages stay out, as gettext does it."""
    catalogue = polib.pofile(str(source))
    fresh = result.with_suffix(".mo.new")
    catalogue.save_as_mofile(str(fresh))
    fresh.replace(result)
    print(f"messages: {source.parent.parent.name} {catalogue.percent_translated()} % of the words")


if __name__ == "__main__":
    sys.exit(main())
