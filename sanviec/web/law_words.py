"""Words and figures of the law in force, for pages; the words are in Vietnamese as the law is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sanviec.engines.benefits import load_law
from sanviec.kernel.errors import InputError

_OWN_TITLES = {
    "wage_region": "Vùng lương tối thiểu của nơi làm việc",
    "calendar": "Lịch nghỉ lễ, Tết",
}


def titles_of_doubts(keys: Iterable[str], on: date) -> list[str]:
    """Titles of what was not compared with its text, each once.

    A decision of long ago may name a rule that the law no longer has; it is shown by its key.
    """
    return list(dict.fromkeys(_title(key, on) for key in keys))


def _title(key: str, on: date) -> str:
    if key in _OWN_TITLES:
        return _OWN_TITLES[key]
    try:
        return load_law().get(key, on).title_vi
    except InputError:
        return key


def law_number(key: str, on: date) -> int:
    """A whole number of the law of unemployment insurance in force on a day.

    Raises:
        InputError: there is no such figure on that day.
    """
    return int(load_law().get(key, on).value)


def law_article(key: str, on: date) -> str:
    """Where the law in force on a day says it.

    Raises:
        InputError: there is no such rule on that day.
    """
    return load_law().get(key, on).reference
