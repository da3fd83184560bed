"""Typing errors of one slip: "luogn", "kih nghiệm", "ke toasn o qaung ninh"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from sanviec.kernel.text import fold

from .model import Correction
from .reading import Reading, Token
from .vocabulary import STAGES, Phrase, fillers, phrases, spelling

# Words that are read wherever they stand; the others only beside the words they go with.
_ALONE = "lương triệu nghìn tháng không tuyển kinh nghiệm trên dưới khoảng remote online"
_LEAST_MEANT = 4
_LEAST_LETTERS = 3
_GAP = "*"
# Every syllable of Vietnamese without its marks: a word of this form is not taken for an error.
_SYLLABLE = re.compile(
    r"(?:ngh(?=[ie])|ng(?![ie])|nh|ch|gh(?=[ie])|gi|kh|ph|qu|th|tr|c(?![iey])|k(?=[iey])|g(?!h)"
    r"|[bdhlmnprstvx])?"
    r"(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec"
    r"|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oat|oay|oc"
    r"|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung"
    r"|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|y|yem|yen"
    r"|yet|yeu)"
)


def repair(reading: Reading) -> list[Correction]:
    """Read misspelt words as those that are one slip away, and propose these.

    A word is looked at only if no table knows it. Beside one right word it must be no Vietnamese
    syllable ("qaung ninh"), beside two it may be ("xuất khả lao động"). The text keeps what was
    typed; the tokens are read as meant.

    Cost: O(tokens); five dictionary look-ups for each unknown word.
    """
    known, near = _alone()
    words = [token for token in reading.tokens if not token.is_sign]
    found: list[Correction] = []
    for index, token in enumerate(words):
        if _may_be_wrong(token):
            meant = _beside_others(words, index) or _by_itself(token, known, near)
            if meant:
                typed = reading.text[token.start : token.end]
                found.append(Correction(typed, meant[1], token.start, token.end))
                token.form, token.typed = meant[0], _marked_like(token, meant)
    return found


def _marked_like(token: Token, meant: tuple[str, str]) -> str:
    return meant[0] if token.typed.isascii() else meant[1]


def _may_be_wrong(token: Token) -> bool:
    form = token.form
    if len(form) < _LEAST_LETTERS or not form.isalpha() or not form.isascii():
        return False
    return form not in _known_forms()


def _beside_others(words: list[Token], index: int) -> tuple[str, str] | None:
    """Give the one word that the neighbours ask for, two neighbours before one."""
    form = words[index].form
    is_syllable = _SYLLABLE.fullmatch(form) is not None
    for size in (3, 2):
        if size == 2 and is_syllable:
            return None
        meant = {m for key in _gaps(words, index, size) for m in _windows().get(key, ())}
        close = {m for m in meant if _is_one_slip(m[0], form)}
        if len({m[0] for m in close}) == 1:
            return min(close)
    return None


def _gaps(words: list[Token], index: int, size: int) -> Iterator[str]:
    for start in range(max(0, index - size + 1), min(index, len(words) - size) + 1):
        forms = [token.form for token in words[start : start + size]]
        forms[index - start] = _GAP
        yield " ".join(forms)


def _is_one_slip(word: str, form: str) -> bool:
    return len(word) >= _LEAST_MEANT and word[0] == form[0] and OSA.distance(word, form) == 1


def _by_itself(
    token: Token, known: dict[str, str], near: dict[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    form = token.form
    if len(form) < _LEAST_MEANT or _SYLLABLE.fullmatch(form):
        return None
    candidates = {word for key in _with_one_letter_less(form) for word in near.get(key, ())}
    close = [word for word in candidates if _is_one_slip(word, form)]
    return (close[0], known[close[0]]) if len(close) == 1 else None


@cache
def _alone() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Give the words by their form, and the words that lose a letter to become each key."""
    known = {fold(word): word for word in _ALONE.split()}
    near: dict[str, tuple[str, ...]] = {}
    for word in known:
        for key in _with_one_letter_less(word):
            near[key] = (*near.get(key, ()), word)
    return known, near


@cache
def _windows() -> dict[str, tuple[tuple[str, str], ...]]:
    """Give, for two or three words of a phrase with a gap, the word and spelling that fill it."""
    table: dict[str, set[tuple[str, str]]] = {}
    for phrase in _phrases():
        for size in (2, 3):
            for start in range(len(phrase.forms) - size + 1):
                for gap in range(start, start + size):
                    forms = list(phrase.forms[start : start + size])
                    forms[gap - start] = _GAP
                    entry = (phrase.forms[gap], phrase.typed[gap])
                    table.setdefault(" ".join(forms), set()).add(entry)
    return {key: tuple(sorted(found)) for key, found in table.items()}


def is_known_form(form: str) -> bool:
    """Tell whether any phrase that questions are read by has a word, given without marks."""
    return form in _known_forms()


def is_syllable(form: str) -> bool:
    """Tell whether a word without marks has the form of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(form) is not None


@cache
def _known_forms() -> frozenset[str]:
    return frozenset(form for phrase in _phrases() for form in phrase.forms) | fillers()


@cache
def _phrases() -> tuple[Phrase, ...]:
    staged = [p for stage in STAGES for group in phrases(stage).values() for p in group]
    return (*staged, *spelling())


def _with_one_letter_less(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
