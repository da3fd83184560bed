"""Is this a Vietnamese syllable? The yardstick by which encodings are told apart."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STRIP_TONES: Final = dict.fromkeys(map(ord, _TONES))

_ONSETS_TEXT: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS: Final = _ONSETS_TEXT.split()
_RHYMES_TEXT: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e "
    "ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im "
    "in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u "
    "ua uac uach uai uan uang uanh uao uat uay uăn uăng uăt uân uâng uât uây uc ue uen ueo "
    "uet uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ uơn up ut uy uya uych uyên "
    "uyêt uynh uyt uyu ư ưa ưc ưi ưng ưn ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych yêm yên "
    "yêng yêt yêu yn ynh yt"
)
_RHYMES: Final = _RHYMES_TEXT.split()
_SYLLABLE: Final = re.compile(f"(?:{'|'.join(_ONSETS)})?(?:{'|'.join(_RHYMES)})")
_TOKEN: Final = re.compile(r"\S+")
_EDGES: Final = "\"'()[]{}<>.,;:!?/\\|-–—+*&%#@=_“”‘’…•●·0123456789 ₫$"
_INNER_BREAK: Final = re.compile(r"[-–—/\\|,.;:()\[\]+&'\"“”‘’0-9•●*_=]+")


@cache
def _is_syllable_cached(token: str) -> bool:
    base = unicodedata.normalize("NFD", token.lower())
    tones = sum(char in _TONES for char in base)
    if tones > 1:
        return False
    bare = unicodedata.normalize("NFC", base.translate(_STRIP_TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def is_vietnamese_syllable(token: str) -> bool:
    """Tell whether the token can be one Vietnamese syllable with at most one tone."""
    return len(token) <= 7 and _is_syllable_cached(token)


def marked_tokens(text: str, limit: int = 3_000) -> list[str]:
    """Give up to `limit` tokens that hold a character outside ASCII, without punctuation.

    Single letters prove nothing (“µ” is a unit, and “à” under TCVN3) and are left out.
    """
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if token.isascii():
            continue
        parts = _INNER_BREAK.split(token.strip(_EDGES))
        found.extend(part for part in parts if len(part) > 1 and not part.isascii())
        if len(found) >= limit:
            break
    return found[:limit]


def vietnamese_share(text: str) -> tuple[int, int]:
    """Give how many marked tokens are Vietnamese syllables, and how many there are."""
    tokens = marked_tokens(unicodedata.normalize("NFC", text))
    return sum(map(is_vietnamese_syllable, tokens)), len(tokens)
