"""How many points each part of a search can give."""

from __future__ import annotations

from dataclasses import dataclass

from sanviec.engines.matching.vacancy_words import EMPLOYER, SKILLS, TEXT, TITLE


@dataclass(frozen=True, slots=True)
class SearchPoints:
    """Points of a search, whole numbers; all that words and boni give stays below `known`.

    Args:
        words: every word stands where it counts most; more when it stands elsewhere too.
        complete_title: the title holds nothing that was not asked for.
        pasted: the whole title was typed and little else.
        employer: the employer's name was typed.
        recalled: title and employer together hold all that was typed; less in a straight line
            down to `recalled_from` percent of it.
        together: neighbours as typed stand side by side in recalled titles and employers.
        recalled_whole: recalled titles and employers hold nothing that was not typed.
        named: title and employer were typed; such a vacancy is found whatever the filters, for a
            title may itself name a place, a wage or a type of work.
        occupation: by shared leading digits of the ISCO-08 code, none to four.
        known: for each filter on wage, experience, type, shift or commune that the vacancy is
            known to meet, so that vacancies that say nothing stand below; not for trades nearby.
        wage_floor: the lower end of the wage reaches the wanted wage.
        experience: the vacancy asks for as much experience as the person has, not for less.
        paper: a named certificate or language is asked for.
        remote: work from home is mentioned.
        near: next to the home, if the search is near home.
        letters: words that look alike are held, where too few hold the words themselves.
        recent: published today; nothing after thirty days.
    """

    words: int = 1000
    complete_title: int = 250
    pasted: int = 800
    employer: int = 500
    recalled: int = 800
    recalled_from: int = 60
    together: int = 600
    recalled_whole: int = 300
    named: int = 20_000
    occupation: tuple[int, int, int, int, int] = (0, 0, 60, 240, 400)
    known: int = 2500
    wage_floor: int = 60
    experience: int = 60
    paper: int = 100
    remote: int = 200
    near: int = 200
    letters: int = 120
    recent: int = 30


POINTS = SearchPoints()

# Weight of each field for words of the occupation, of an employer, free words, and for pairs of
# all that was typed (a pasted title keeps its place and wage words).
FIELD_WEIGHTS: dict[str, dict[str, int]] = {
    "title": {TITLE: 12, SKILLS: 4, TEXT: 3, EMPLOYER: 2},
    "employer": {EMPLOYER: 12, TITLE: 3, TEXT: 1},
    "free": {TITLE: 10, SKILLS: 6, EMPLOYER: 5, TEXT: 4},
    "typed": {TITLE: 1, EMPLOYER: 1},
}
# Where a phrase must stand to be answered: a description that mentions a trade is not of it.
COVERING_FIELDS: dict[str, tuple[str, ...]] = {
    "title": (TITLE, SKILLS),
    "employer": (EMPLOYER, TITLE),
    "free": (TITLE, SKILLS, EMPLOYER, TEXT),
}
# A word as written counts five, the same word with other marks three.
MARKED, PLAIN = 2, 3
RAREST = 12
# Pairs of all that was typed count only when they are rare: a name, not "công ty".
LEAST_TYPED_RARITY = 4
# A word that no vacancy holds weighs as much as a middling one when coverage is measured.
UNKNOWN_RARITY = 4
# With fewer hits than this, loose ones follow.
FEW = 10
