"""Words of job titles that tell nothing about the trade."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def words_with_role(role: str) -> frozenset[str]:
    """Give the syllables, folded as `tokens.folded_form` gives them, that play a role in titles.

    Args:
        role: "filler" for levels and hours that may stand inside a phrase; "turn" for what leads
            over to the place or the conditions.
    """
    table = files("sanviec.kernel.occupations") / "data" / "words.csv"
    rows = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
    return frozenset(row["word"] for row in rows if row["role"] == role)
