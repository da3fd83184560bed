"""One page of answers as its template shows it: chips, choices with counts, ways out, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import add

from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanviec.apps.vacancies.search import SearchPage
from sanviec.engines.matching import Facet, FacetCount
from sanviec.engines.matching.understanding import Filter, Understood
from sanviec.web.templatetags.sanviec import label_of

from .addresses import SearchAddress
from .cards import Card, cards_of

# So many values of a facet stand open; the rest is one click away.
MOST_OPEN = 8
_NOT_SHOWN = frozenset({"words"})


@dataclass(frozen=True, slots=True)
class Chip:
    """Something understood or chosen, with the link that takes it away."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One facet: its values as rows of a list, the first ones open."""

    title: str
    first: SafeString
    rest: SafeString
    n_rest: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find something where nothing was found."""

    text: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that the results of one page show."""

    chips: tuple[Chip, ...]
    notes: tuple[str, ...]
    proposals: tuple[Chip, ...]
    lists: tuple[ChoiceList, ...]
    ways: tuple[Way, ...]
    cards: tuple[Card, ...]
    previous: str
    following: str


def answer_of(page: SearchPage, address: SearchAddress, on: date) -> Answer:
    """Put a page into words and links, in the language of the request."""
    return Answer(
        chips=tuple(_chips(page, address)),
        notes=tuple(_text(one) for one in page.typed if one.kind == "not_used"),
        proposals=tuple(_proposals(page.understood, address)),
        lists=tuple(_lists(page, address)),
        ways=tuple(
            Way(_text_of(way), way.total, address.relaxed(way, page.typed))
            for way in page.relaxations
        ),
        cards=tuple(cards_of(page.rows, on)),
        previous=address.page(page.number - 1) if page.number > 1 else "",
        following=address.page(page.number + 1) if page.number < page.page_count else "",
    )


def _chips(page: SearchPage, address: SearchAddress) -> Iterator[Chip]:
    seen: set[tuple[str, str]] = set()
    for one in page.typed:
        key = (one.kind, one.value)
        if one.kind != "not_used" and key not in seen:
            seen.add(key)
            yield Chip(_chip_text(one), address.without(one))
    for one in page.chosen:
        yield Chip(_chosen_text(one), address.unchosen(one.kind))
    if page.question.group:
        yield Chip(_group_title(page), address.unchosen("occupation"))


def _chip_text(one: Filter) -> str:
    return f"“{_text(one)}”" if one.kind == "words" else _text(one)


def _chosen_text(one: Filter) -> str:
    if one.kind == "employment_type":
        return label_of(one.value, "employment_type")
    return _text(one)


def _group_title(page: SearchPage) -> str:
    counts = next(facet.counts for facet in page.facets if facet.kind == "occupation")
    named = [_text(one) for one in counts if one.value == page.question.group]
    return named[0] if named else _("Nhóm nghề %(group)s") % {"group": page.question.group}


def _proposals(said: Understood, address: SearchAddress) -> Iterator[Chip]:
    """Give the question with each doubtful word as it was probably meant."""
    for one in said.corrections:
        if one.proposed != one.typed:
            words = f"{said.text[: one.start]}{one.proposed}{said.text[one.end :]}".strip()
            yield Chip(words, address.saying(words))


def _lists(page: SearchPage, address: SearchAddress) -> Iterator[ChoiceList]:
    titles = {
        "place": _("Nơi làm việc"),
        "wage": _("Mức lương một tháng"),
        "employment_type": _("Hình thức làm việc"),
        "occupation": _("Nhóm nghề"),
    }
    by_kind = {facet.kind: facet for facet in page.facets}
    for kind, title in titles.items():
        rows = list(_choices(by_kind[kind], page, address))
        if rows:
            first, rest = _joined(rows[:MOST_OPEN]), _joined(rows[MOST_OPEN:])
            yield ChoiceList(title, first, rest, max(len(rows) - MOST_OPEN, 0))


def _joined(rows: Iterable[SafeString]) -> SafeString:
    """Put rows together; in a template the loops over forty values cost a tenth of a page."""
    return reduce(add, rows, SafeString())


def _choices(facet: Facet, page: SearchPage, address: SearchAddress) -> Iterator[SafeString]:
    """Give the values of a facet: a link chooses one, or takes it back when it is chosen."""
    asked = page.question
    chosen = {
        "place": asked.place,
        "wage": asked.wage,
        "employment_type": asked.employment_type,
        "occupation": asked.group,
    }[facet.kind]
    is_english = get_language() == "en"
    choose = escape(address.choosing(facet.kind, page.typed))
    for one in facet.counts:
        text = one.label_en if is_english else one.label_vi
        count = _number(one.count, is_english)
        if one.value and one.value == chosen:
            yield _chosen_row(address.unchosen(facet.kind), text, count)
        elif one.value:
            yield _OPEN + choose + _row_in(one.value, text, count)


_OPEN = SafeString('<li><a href="')


@lru_cache(maxsize=8_000)
def _row_in(value: str, text: str, count: str) -> SafeString:
    """Give a row from the end of its link on; values, names and most counts recur."""
    return format_html(
        '{}"><span>{}</span> <span class="sv-facet__count">{}</span></a></li>', value, text, count
    )


def _chosen_row(url: str, text: str, count: str) -> SafeString:
    return format_html(
        '<li class="sv-facet__chosen"><a href="{}" aria-current="true"><span>{} '
        '<span aria-hidden="true">×</span><span class="govuk-visually-hidden">{}</span></span> '
        '<span class="sv-facet__count">{}</span></a></li>',
        url,
        text,
        _("(đang chọn, bấm để bỏ)"),
        count,
    )


@lru_cache(maxsize=4_000)
def _number(count: int, is_english: bool) -> str:
    """Give a count as the page writes numbers; the language is there for the cache."""
    return number_format(count)


def _text(one: Filter | FacetCount) -> str:
    return one.label_en if get_language() == "en" else one.label_vi


def _text_of(way: object) -> str:
    return str(getattr(way, "text_en" if get_language() == "en" else "text_vi"))
