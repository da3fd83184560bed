"""Vietnamese text typed with fonts of the time before Unicode, put right.

TCVN3 (.VnTime) and VNI (VNI-Times) draw Vietnamese with Western codes, so such text arrives as
Latin-1 letters even in a modern workbook; UTF-8 that was read as Windows-1252 and saved again
arrives so too. A layer is chosen for a file by counting Vietnamese syllables, then applied to
those cells only that gain by it, since one file often mixes both.
Source: TCVN 5712:1993 (VN3) and VNI Windows code tables, compared letter by letter with two
published converters on 2026-11-22.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from sanviec.engines.intake.reading.syllables import marked_tokens, vietnamese_share

_TCVN3_CODES: Final = (
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
)
_TCVN3_LETTERS: Final = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"

_VNI_TEXT: Final = (
    "aù á aø à aû ả aõ ã aï ạ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ eù "
    "é eø è eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ í í ì ì æ ỉ ó ĩ ò ị où ó oø ò oû ỏ "
    "oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ ô ơ ôù ớ ôø ờ ôû ở ôõ ỡ ôï ợ uù ú uø ù uû ủ uõ ũ "
    "uï ụ ö ư öù ứ öø ừ öû ử öõ ữ öï ự yù ý yø ỳ yû ỷ yõ ỹ î ỵ ñ đ"
)
_VNI_PAIRS: Final = _VNI_TEXT.split()

# Fewer different words may be Vietnamese under another alphabet by chance.
_MIN_WORDS: Final = 5
_MIN_SHARE: Final = 0.6
_CAPITALS: Final = re.compile(r"[A-Z]")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class LetterLayer:
    """A way to read text that is Vietnamese under a wrong alphabet."""

    name: str
    label: str
    convert: Callable[[str], str]


def _raise_capitals(match: re.Match[str]) -> str:
    """Capital fonts (.VnTimeH) draw small accented codes as capitals: follow the plain letters."""
    word = match.group()
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return word.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else word


@cache
def _tcvn3_table() -> dict[int, str]:
    return {ord(code): letter for code, letter in zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True)}


def _from_tcvn3(text: str) -> str:
    converted = text.translate(_tcvn3_table())
    return _WORD.sub(_raise_capitals, converted) if _CAPITALS.search(text) else converted


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    small = dict(zip(_VNI_PAIRS[::2], _VNI_PAIRS[1::2], strict=True))
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    title = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    table = title | capital | small
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def _from_vni(text: str) -> str:
    pattern, table = _vni_table()
    return pattern.sub(lambda match: table[match.group()], text)


def _from_double_utf8(text: str) -> str:
    """Undo UTF-8 that was taken for Windows-1252; the text itself if it was not."""
    try:
        return b"".join(map(_western_byte, text)).decode("utf-8")
    except (UnicodeError, ValueError):
        return text


def _western_byte(char: str) -> bytes:
    # Windows-1252 leaves five codes empty; programs pass them through as Latin-1 controls.
    return char.encode("latin-1") if ord(char) < 0x100 else char.encode("cp1252")


LAYERS: Final = (
    LetterLayer("tcvn3", "TCVN3 (.VnTime)", _from_tcvn3),
    LetterLayer("vni", "VNI (VNI-Times)", _from_vni),
    LetterLayer("double-utf-8", "UTF-8 mã hoá hai lần", _from_double_utf8),
)


def layer_named(name: str) -> LetterLayer | None:
    """Give the layer of that name, None if there is none."""
    return next((layer for layer in LAYERS if layer.name == name), None)


def share(text: str) -> float:
    """Give the share of marked tokens that are Vietnamese syllables; 0.0 when there are none."""
    good, total = vietnamese_share(text)
    return good / total if total else 0.0


def find_layer(samples: Iterable[str]) -> LetterLayer | None:
    """Give the layer that turns the samples into Vietnamese, None if they are fine as they are.

    Cost: four passes over the samples; give a few hundred cells.
    """
    suspects = [text for text in samples if looks_western(text)]
    text = "\n".join(suspects)
    if len(set(marked_tokens(text))) < _MIN_WORDS:
        return None
    best = max(LAYERS, key=lambda layer: share(layer.convert(text)))
    gained = share(best.convert(text))
    return best if gained >= _MIN_SHARE and gained > share(text) + 0.2 else None


def looks_western(text: str) -> bool:
    """Tell whether the text is marked but holds no letter that only Vietnamese has."""
    return not text.isascii() and not any(
        "Ā" <= char <= "ỹ" and char.isalpha() and char not in "ŒœŠšŸŽžƒ" for char in text
    )


def apply_layer(layer: LetterLayer, text: str) -> str:
    """Give the text read by the layer if that makes it more Vietnamese, else unchanged."""
    if not looks_western(text):
        return text
    converted = layer.convert(text)
    return converted if share(converted) > share(text) else text
