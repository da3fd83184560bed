"""Whether a mention is a place at all: names of communes are also everyday words."""

from __future__ import annotations

from .evidence import Evidence
from .lexicon import (
    ALONE,
    ANY,
    CAPITALS,
    DISTRICT,
    NATION,
    PROVINCE,
    SHORT_NATION,
    Entry,
    Lexicon,
)
from .mentions import RIGHT, UNMARKED, WRONG, Mention

_BESIDE, _PARENT_FOLLOWS = 3, 4
_ABBREVIATED = frozenset({"p", "f", "x", "h", "q", "tt", "tx"})


def accepts(
    mention: Mention, entry: Entry, support: int, evidence: Evidence, lexicon: Lexicon
) -> bool:
    """Tell whether the words around a mention let it be the place that its entry means.

    Args:
        mention: The syllables.
        entry: The chosen meaning.
        support: How much greater units in the text speak for it.
        evidence: What stands around it.
        lexicon: For the everyday words.
    """
    if mention.is_zone:
        return True
    if entry.rule in (NATION, SHORT_NATION):
        return _accepts_country(mention, entry, evidence)
    if mention.is_named:
        return _accepts_kind(mention, entry, support, evidence)
    if entry.rule in (ALONE, CAPITALS):
        return _accepts_abbreviation(mention, entry, support, evidence)
    if entry.rule == ANY:
        return not evidence.after_street_word(mention) or evidence.is_whole_cell(mention)
    return _accepts_name(mention, entry, support, evidence, lexicon)


def _accepts_kind(mention: Mention, entry: Entry, support: int, evidence: Evidence) -> bool:
    """A number says nothing without its city, an abbreviated kind little if it is the wrong one."""
    if support or entry.rank == PROVINCE:
        return True
    if entry.spelling.isdecimal():
        return entry.rank == DISTRICT and not evidence.is_quarter(mention)
    if evidence.tokens.keys[mention.first] not in _ABBREVIATED or entry.rank == DISTRICT:
        return True
    return entry.kind == mention.kind and " " in entry.spelling


def _accepts_country(mention: Mention, entry: Entry, evidence: Evidence) -> bool:
    if entry.rule == SHORT_NATION and mention.agreement != RIGHT:
        return evidence.is_plain_text(mention) and evidence.after_going_word(mention)
    return evidence.is_all_places or evidence.is_abroad(mention)


def _accepts_abbreviation(mention: Mention, entry: Entry, support: int, evidence: Evidence) -> bool:
    if entry.rule == CAPITALS and (evidence.is_long or not evidence.is_all_capitals(mention)):
        return False
    return (
        support >= _BESIDE or evidence.is_whole_cell(mention) or evidence.after_place_word(mention)
    )


def _accepts_name(
    mention: Mention, entry: Entry, support: int, evidence: Evidence, lexicon: Lexicon
) -> bool:
    if evidence.after_street_word(mention):
        return False
    is_led = (
        support >= _BESIDE or evidence.is_whole_cell(mention) or evidence.after_place_word(mention)
    )
    is_everyday = _is_everyday(mention, evidence, lexicon)
    if entry.rank == PROVINCE:
        if mention.last - mention.name == 1 and evidence.after_person(mention):
            return False
        is_marked = evidence.is_mixed and evidence.is_capital(mention)
        return (is_led or is_marked or not is_everyday) and _accepts_province(
            mention, evidence, is_led
        )
    if is_everyday and support < _PARENT_FOLLOWS:
        return False
    if evidence.after_owner_word(mention) or evidence.after_number(mention):
        return False
    if entry.rank == DISTRICT:
        return _accepts_district(mention, evidence, is_led)
    return is_led and _accepts_commune(mention, support, evidence)


def _is_everyday(mention: Mention, evidence: Evidence, lexicon: Lexicon) -> bool:
    tokens = evidence.tokens
    key = " ".join(tokens.keys[mention.name : mention.last])
    return lexicon.is_careful(key, tokens.spelling(mention.name, mention.last))


def _accepts_province(mention: Mention, evidence: Evidence, is_led: bool) -> bool:
    if mention.agreement == RIGHT:
        return True
    if mention.agreement == UNMARKED and evidence.is_plain_text(mention):
        return True
    return is_led or (evidence.is_capital(mention) and evidence.is_mixed)


def _accepts_district(mention: Mention, evidence: Evidence, is_led: bool) -> bool:
    if mention.agreement == WRONG:
        return False
    if mention.agreement == UNMARKED and not evidence.is_plain_text(mention):
        return is_led and evidence.is_capital(mention)
    if mention.last - mention.name == 1 and not is_led:
        return evidence.is_end_of_cell(mention) and not evidence.after_capital(mention)
    return is_led or not evidence.is_small_in_mixed(mention)


def _accepts_commune(mention: Mention, support: int, evidence: Evidence) -> bool:
    """Beside its district a commune is sure; by itself it needs marks and capitals."""
    if mention.agreement == WRONG:
        return False
    is_short = mention.last - mention.name == 1
    if support >= _BESIDE:
        return not is_short or (mention.agreement == RIGHT and evidence.is_capital(mention))
    if is_short or evidence.is_long:
        return False
    return evidence.is_capital(mention) and (
        mention.agreement == RIGHT or evidence.is_plain_text(mention)
    )
