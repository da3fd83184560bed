"""Known-item search: advertisements as people recall and mistype them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from sanviec.kernel.text import fold

from .asking import Question
from .questions import HALVES, short_name
from .texts import Row

_LETTERS = "abcdeghiklmnopqrstuvxy"
_SEED = 2026
_SHORTEST, _LONGEST = 3, 15
# As people shorten them; not taken from the table that the engine reads.
_SHORT = {
    "nhan vien kinh doanh": "nvkd", "nhan vien": "nv", "kinh doanh": "kd", "ban hang": "bh",
    "cham soc khach hang": "cskh", "truong phong": "tp", "ky thuat vien": "ktv",
    "ky thuat": "kt", "ky su": "ks", "giao vien": "gv", "bat dong san": "bds",
    "xuat nhap khau": "xnk", "hanh chinh nhan su": "hcns", "van phong": "vp", "cong ty": "cty",
    "thuc tap sinh": "tts", "cong nhan": "cn", "quan ly": "ql", "chuyen vien": "cv",
    "cong nghe thong tin": "cntt", "san xuat": "sx", "ha noi": "hn", "ho chi minh": "hcm",
    "tong hop": "th", "ke toan truong": "ktt", "ke toan": "kt",
}  # fmt: skip


def mistyped(rows: Sequence[Row], key: str, count: int, half: str) -> Iterator[Question]:
    """Each drawn advertisement several times, by its title alone and by title and employer.

    The halves have no advertisement in common.
    """
    rng = Random(_SEED)
    by_title: dict[str, set[str]] = {}
    for row in rows:
        by_title.setdefault(fold(row["title"]), set()).add(row[key])
    whose = {(fold(row["title"]), fold(row["company"])): row for row in rows}
    drawn = rng.sample(sorted(filter(_is_fit, whose)), 2 * count)
    for number, (title, company) in enumerate(drawn[HALVES.index(half) :: 2]):
        row = whose[title, company]
        titled = (frozenset(by_title[title]),)
        own = frozenset(r[key] for r in rows if _name(r) == (title, company))
        for group, text in _titles(row["title"], rng).items():
            yield Question(f"K{number:03}{group}", group, half, text, titled)
        for group, text in _with_employer(row["title"], row["company"]).items():
            yield Question(f"K{number:03}{group}", group, half, text, (own,))


def _is_fit(name: tuple[str, str]) -> bool:
    return _SHORTEST <= len(name[0].split()) <= _LONGEST and len(short_name(name[1]).split()) >= 2


def _name(row: Row) -> tuple[str, str]:
    return fold(row["title"]), fold(row["company"])


def _titles(title: str, rng: Random) -> dict[str, str]:
    plain = fold(title)
    return {
        "title as written": title,
        "without marks": plain,
        "without marks, one slip": with_slip(plain, rng),
        "with marks, one slip": with_slip(title.lower(), rng),
        "two words swapped": with_swap(plain, rng),
        "halves swapped": _halves_swapped(plain),
        "abbreviated": abbreviated(plain),
    }


def _with_employer(title: str, company: str) -> dict[str, str]:
    plain, name = fold(title).split(), fold(short_name(company)).split()
    return {
        "title and employer": f"{title} {company}",
        "part of both": " ".join((*plain[:3], *name[:4])),
    }


def abbreviated(text: str) -> str:
    """Common words as people shorten them."""
    for long, short in _SHORT.items():
        text = f" {text} ".replace(f" {long} ", f" {short} ").strip()
    return text


def _halves_swapped(text: str) -> str:
    words = text.split()
    return " ".join((*words[len(words) // 2 :], *words[: len(words) // 2]))


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
