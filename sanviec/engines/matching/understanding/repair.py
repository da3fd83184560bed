"""Typing errors in the words that give a question its structure ("luogn", "kinh ngiem")."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from sanviec.kernel.text import fold

from .model import Correction
from .reading import Reading, Token

_LEAST_LETTERS = 4
_WORDS = (
    "lương triệu nghìn tháng không trên dưới khoảng kinh nghiệm tuyển nước ngoài đêm thời gian "
    "nghiệp bằng remote online part time full"
)
# Every syllable of Vietnamese without its marks: a word of this form is not taken for an error.
_SYLLABLE = re.compile(
    r"(?:ngh(?=[ie])|ng(?![ie])|nh|ch|gh(?=[ie])|gi|kh|ph|qu|th|tr|c(?![iey])|g(?!h)"
    r"|[bdhklmnprstvx])?"
    r"(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec"
    r"|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oat|oay|oc"
    r"|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung"
    r"|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|y|yem|yen"
    r"|yet|yeu)"
)


def repair(reading: Reading) -> list[Correction]:
    """Read misspelt structure words as the ones that are one slip away, and propose these.

    Only words that are no Vietnamese syllable are looked at, and only where one known word with
    the same first letter is near; the text keeps what was typed.

    Cost: O(tokens); a dictionary look-up for each word that is no syllable.
    """
    found: list[Correction] = []
    for token in reading.tokens:
        meant = _meant(token)
        if meant:
            typed = reading.text[token.start : token.end]
            found.append(Correction(typed, meant[1], token.start, token.end))
            token.form, token.typed = meant
    return found


def _meant(token: Token) -> tuple[str, str] | None:
    form = token.form
    if len(form) < _LEAST_LETTERS or not form.isalpha() or _SYLLABLE.fullmatch(form):
        return None
    known, near = _vocabulary()
    if form in known:
        return None
    candidates = {word for key in _with_one_letter_less(form) for word in near.get(key, ())}
    close = [w for w in candidates if w[0] == form[0] and OSA.distance(w, form) == 1]
    return (close[0], known[close[0]]) if len(close) == 1 else None


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Give the words by their form, and the words that lose a letter to become each key."""
    known = {fold(word): word for word in _WORDS.split()}
    near: dict[str, tuple[str, ...]] = {}
    for word in known:
        if len(word) >= _LEAST_LETTERS:
            for key in _with_one_letter_less(word):
                near[key] = (*near.get(key, ()), word)
    return known, near


def _with_one_letter_less(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
