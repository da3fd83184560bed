"""Known-item search: titles as people mistype them; any vacancy of that title answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from bench.quality_questions import Question
from sanviec.kernel.text import fold

_LETTERS = "abcdeghiklmnopqrstuvxy"
_SEED = 2026
_SHORTEST, _LONGEST = 3, 15


def mistyped_titles(titles: Mapping[str, str], count: int) -> Iterator[Question]:
    """Each drawn title five times: as written, and with slips.

    Args:
        titles: id to title.
        count: how many different titles are drawn.
    """
    rng = Random(_SEED)
    by_title: dict[str, set[str]] = {}
    for item, title in titles.items():
        by_title.setdefault(fold(title), set()).add(item)
    written = {fold(title): title for title in sorted(titles.values())}
    long_enough = sorted(t for t in by_title if _SHORTEST <= len(t.split()) <= _LONGEST)
    for number, plain in enumerate(rng.sample(long_enough, min(count, len(long_enough)))):
        gold = (frozenset(by_title[plain]),)
        for place, (group, text) in enumerate(_variants(written[plain], rng).items()):
            yield Question(f"K{number:03}{'abcde'[place]}", group, "test", text, gold)


def _variants(title: str, rng: Random) -> dict[str, str]:
    plain = fold(title)
    return {
        "title as written": title,
        "without diacritics": plain,
        "without diacritics, one slip": with_slip(plain, rng),
        "with diacritics, one slip": with_slip(title.lower(), rng),
        "without diacritics, two words swapped": with_swap(plain, rng),
    }


def with_slip(text: str, rng: Random) -> str:
    """One letter of a longer word dropped, doubled, replaced or changed with its neighbour."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return text
    place = rng.choice(long)
    word = words[place]
    at = rng.randrange(1, len(word) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[place] = rng.choice(slips)
    return " ".join(words)


def with_swap(text: str, rng: Random) -> str:
    """Two neighbouring words in the other order."""
    words = text.split()
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)
