"""Money as people write it: "15tr", "7 triệu rưỡi", "1,000 USD", "25.000đ", with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

_COUNTING = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_DIGIT_WORDS = {word: value for value, word in enumerate(_COUNTING) if value} | {
    "tu": 4,
    "lam": 5,
    "nham": 5,
}
# "cu" is the slang "củ"; "cu nhan" is a bachelor. "man" is ten thousand yen.
_SCALES: tuple[tuple[str, int], ...] = (
    (r"ty|billion", 1_000_000_000),
    (r"chuc (?:trieu|tr|cu)", 10_000_000),
    (r"tram (?:nghin|ngan|k)", 100_000),
    (r"trieu|trd|tr|cu(?! nhan)|million|mil|mio|m", 1_000_000),
    (r"man", 10_000),
    (r"nghin|ngan|k", 1_000),
)
_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("VND", r"vnd|viet nam dong|dong|d|₫"),
    ("USD", r"us ?\$|usd|\$|do la(?: my)?|dollars?|do(?= ?(?:/|mot|moi|tro|[^\w ]|$))"),
    ("JPY", r"jpy|yen|¥|円"),
    ("KRW", r"krw|won|₩"),
    ("TWD", r"twd|ntd|nt\$|dai te"),
    ("EUR", r"eur|euro|€"),
)
_SCALE = "|".join(pattern for pattern, _ in _SCALES)
_CURRENCY = "|".join(pattern for _, pattern in _CURRENCIES)
# Digits of other scripts are no number here: int() reads them, people at the counter do not.
_DIGITS = (
    r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]{1,3}(?: [0-9]{3}){2,}"
    r"|[0-9]+(?:[.,][0-9]+)?"
)
# "10^15" and "10**15" state one number, and neither 10 nor 15.
_NO_POWER_BEFORE = r"(?<!\^)(?<!\^ )(?<![0-9]\*\*)"
_NO_POWER_AFTER = r"(?! ?\^| ?\*\*[0-9])"
_DIGIT_WORD = "|".join(_DIGIT_WORDS)
_SPELT = rf"(?:(?:{_DIGIT_WORD}) )?muoi(?: (?:{_DIGIT_WORD}))?|{_DIGIT_WORD}"
_AMOUNT = re.compile(
    rf"(?<![^\W_])(?<![.,]){_NO_POWER_BEFORE}"
    r"(?P<before>us ?\$|usd|nt\$|\$|¥|€|₫)? ?"
    rf"(?P<number>{_DIGITS}|(?:{_SPELT})(?= (?:trieu|cu|chuc|tram|nghin|ngan|ty)\b))"
    rf"(?: ?(?P<scale>{_SCALE})(?![^\W\d_])"
    r"(?P<tail>(?<=tr)\d{1,3}|(?<=trieu)\d{1,3})?(?P<half> ruoi\b)?)?"
    rf"(?: ?(?P<after>{_CURRENCY})(?![\w²]))?"
    rf"(?![\w%²]|[.,]\d| ?%){_NO_POWER_AFTER}"
)
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_MILLIONS_IN_FULL = re.compile(r"[1-9]\d{0,2}([.,])\d{3}\1\d{3}")
_VAGUE = frozenset({"m", "k", "d", "mil"})
# No advertisement states so many amounts, or so large ones; a table of numbers is no wage.
_MOST_AMOUNTS = 500
_LONGEST_AMOUNT = 80


@dataclass(frozen=True, slots=True)
class Amount:
    """One written amount.

    Args:
        number: The figure as written, before its scale.
        scale: What "triệu", "tr", "k" … multiply it by; None when nothing is written.
        currency: ISO 4217 code; None when nothing is written.
        is_certain: Whether it can hardly be anything but money; "20m" may be metres.
        start: First character in the folded text.
        end: Character after the last.
    """

    number: Fraction
    scale: int | None
    currency: str | None
    is_certain: bool
    start: int
    end: int

    @property
    def value(self) -> Fraction:
        """The figure times its scale, in its currency."""
        return self.number * (self.scale or 1)

    @property
    def has_unit(self) -> bool:
        """Whether a scale or a currency is written."""
        return self.scale is not None or self.currency is not None


def find_amounts(folded: str) -> list[Amount]:
    """Give every number that may be money in folded text, in order.

    Bare numbers are included (`has_unit` is False); percentages and areas are not. At most 500
    numbers are read, and none that is longer than 80 characters.
    """
    found: list[Amount] = []
    for hit in islice(_AMOUNT.finditer(folded), _MOST_AMOUNTS):
        if hit.end() - hit.start() > _LONGEST_AMOUNT:
            continue
        amount = _read(hit)
        if found and _continues(found[-1], amount, folded):
            amount = _joined(found.pop(), amount)
        found.append(amount)
    return found


def _continues(first: Amount, second: Amount, folded: str) -> bool:
    """Whether two amounts are one, as in "8 triệu 500 nghìn"."""
    is_smaller = first.scale == 1_000_000 and second.scale == 1_000 and second.number < 1000
    return is_smaller and not folded[first.end : second.start].strip()


def _joined(first: Amount, second: Amount) -> Amount:
    number = first.number + second.value / (first.scale or 1)
    return replace(first, number=number, currency=second.currency, end=second.end)


def _read(hit: re.Match[str]) -> Amount:
    scale = _scale(hit["scale"])
    number = _number(hit["number"], scale)
    if hit["tail"]:
        number += Fraction(int(hit["tail"]), 10 ** len(hit["tail"]))
    if hit["half"]:
        number += Fraction(1, 2)
    if scale == 1_000_000 and number >= 100_000:
        scale = None  # "9.000.000 triệu" is nine million: the unit was written twice
    currency = _currency(hit["before"] or hit["after"])
    if scale == 10_000:
        currency = "JPY"
    units = {hit["scale"], hit["before"], hit["after"]} - {None}
    is_certain = bool(units - _VAGUE) or bool(_MILLIONS_IN_FULL.fullmatch(hit["number"]))
    return Amount(number, scale, currency, is_certain, hit.start(), hit.end())


def _scale(text: str | None) -> int | None:
    return next((value for pattern, value in _SCALES if text and re.fullmatch(pattern, text)), None)


def _currency(text: str | None) -> str | None:
    return next((code for code, p in _CURRENCIES if text and re.fullmatch(p, text)), None)


def _number(text: str, scale: int | None) -> Fraction:
    if not text[0].isdigit():
        return Fraction(_spelt(text))
    if _GROUPED.fullmatch(text) and not _is_decimal_million(text, scale):
        return Fraction(re.sub(r"[., ]", "", text))
    whole, _, decimals = text.replace(",", ".").rpartition(".")
    return Fraction(f"{whole.replace('.', '')}.{decimals}") if whole else Fraction(decimals)


def _is_decimal_million(text: str, scale: int | None) -> bool:
    """Whether one separator before three digits is a decimal point: "1.500 triệu", "15.000 tr"."""
    return scale is not None and scale >= 1_000_000 and len(re.findall(r"[., ]", text)) == 1


def _spelt(text: str) -> int:
    tens, ten, units = text.partition("muoi")
    if not ten:
        return _DIGIT_WORDS[text]
    return _DIGIT_WORDS.get(tens.strip(), 1) * 10 + _DIGIT_WORDS.get(units.strip(), 0)
