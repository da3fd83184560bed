"""Small text files that travel inside the package."""

from __future__ import annotations

import csv
from importlib.resources import files


def read_text(name: str) -> str:
    """Give the text of a file below `sanviec/kernel/data`, such as `languages.csv`."""
    return (files("sanviec.kernel") / "data" / name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a CSV file below `sanviec/kernel/data`, by column heading."""
    return list(csv.DictReader(read_text(name).splitlines()))
