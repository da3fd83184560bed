"""The address of a search: what its parameters say, and links with some of them changed.

| parameter | holds |
|---|---|
| q | the words |
| bo | an understood filter that was removed, ``kind:value``; may stand several times |
| tinh, nhom, hinh_thuc, luong | a choice beside the list: place, trade, type, wage band |
| noi | where the reader lives, for "near home" |
| trang | the page |
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict

from sanviec.apps.reference.selectors import gazetteer
from sanviec.apps.vacancies.search import Question
from sanviec.engines.matching import Relaxation
from sanviec.engines.matching.understanding import Filter
from sanviec.web.texts import visible

LONGEST_WORDS = 300
MOST_DROPPED = 20
PARAMETERS = ("q", "bo", "tinh", "nhom", "hinh_thuc", "luong", "noi", "trang")
# Kind of a facet -> its parameter.
CHOICES = {"place": "tinh", "occupation": "nhom", "employment_type": "hinh_thuc", "wage": "luong"}


class SearchAddress:
    """One search as the address bar holds it."""

    def __init__(self, query: QueryDict) -> None:
        self.query = _known(query)
        words = self.query.get("q", "").strip()
        self.words = words[:LONGEST_WORDS].strip()
        self.is_cut = len(words) > LONGEST_WORDS
        if self.is_cut:
            # Links on the page repeat the question; not the part that nobody reads.
            self.query["q"] = self.words
        self.home_text = self.query.get("noi", "").strip()[:100]

    def question(self, home: str = "") -> Question:
        """What is asked; ``home`` is where the reader lives unless the address says it."""
        return Question(
            text=self.words,
            dropped=frozenset(self._dropped()),
            place=self.query.get("tinh", ""),
            group=self.query.get("nhom", ""),
            employment_type=self.query.get("hinh_thuc", ""),
            wage=self.query.get("luong", ""),
            home=self.home() or home,
            number=_number(self.query.get("trang", "")),
        )

    def home(self) -> str:
        """The code of the place that the reader typed as home, "" if none was understood."""
        hits = gazetteer().resolve(self.home_text) if self.home_text else []
        codes = [hit.today_code for hit in hits]
        communes = [code for code in codes if len(code) == 5]
        return (communes or codes or [""])[0]

    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return not self.words and not any(self.query.get(name) for name in CHOICES.values())

    def without(self, one: Filter) -> str:
        """The link that removes one understood filter."""
        query = self._copy()
        query.appendlist("bo", f"{one.kind}:{one.value}")
        return _link(query)

    def unchosen(self, kind: str) -> str:
        """The link that takes back a choice beside the list."""
        query = self._copy()
        query.pop(CHOICES[kind], None)
        return _link(query)

    def choosing(self, kind: str, typed: Iterable[Filter]) -> str:
        """The beginning of links that choose a value beside the list; the value follows.

        The choice takes the place of what was typed of its kind.
        """
        query = self._copy()
        query.pop(CHOICES[kind], None)
        if kind != "occupation":  # a group narrows the trade that was typed, it does not replace it
            _drop(query, (one for one in typed if one.kind == kind))
        before = _link(query)
        return f"{before}{'&' if query else ''}{CHOICES[kind]}="

    def saying(self, words: str) -> str:
        """The link that asks in other words."""
        query = self._copy()
        query["q"] = words
        query.pop("bo", None)
        return _link(query)

    def relaxed(self, way: Relaxation, typed: tuple[Filter, ...]) -> str:
        """The link that asks for less."""
        query = self._copy()
        kinds = {one.kind for one in way.removed} | {way.kind}
        for kind in kinds & CHOICES.keys():
            query.pop(CHOICES[kind], None)
        if way.kind == "refused_occupation":
            query.pop("nhom", None)
        if way.kind == "near_home":
            _drop(query, (one for one in typed if one.kind in {"near_home", "distance"}))
        _drop(query, (one for one in typed if one in way.removed or one.kind == way.kind))
        if way.wage_min_vnd_month is not None:
            query["luong"] = f"{way.wage_min_vnd_month}-"
        if way.place_codes:
            query["tinh"] = way.place_codes[0]
        return _link(query)

    def page(self, number: int) -> str:
        """The link to another page of the same answer."""
        query = self._copy()
        query["trang"] = str(number)
        return _link(query)

    @property
    def feed(self) -> str:
        """The same question for the feed, "" when nothing is asked."""
        query = self._copy()
        return _link(query) if query else ""

    @property
    def kept_but_home(self) -> list[tuple[str, str]]:
        """The parameters as hidden fields of the form that asks for the home."""
        lists = self._copy().lists()
        return [(name, value) for name, values in lists if name != "noi" for value in values]

    def _dropped(self) -> Iterable[tuple[str, str]]:
        for said in self.query.getlist("bo"):
            kind, _colon, value = said.partition(":")
            yield kind, value

    def _copy(self) -> QueryDict:
        query = self.query.copy()
        query.pop("trang", None)
        return query


def _known(query: QueryDict) -> QueryDict:
    """Give the parameters that mean something, in one order: equal questions, equal addresses."""
    known = QueryDict(mutable=True)
    for name in PARAMETERS:
        values = [text for value in query.getlist(name) if (text := visible(value))]
        if values:
            known.setlist(name, sorted(set(values[:MOST_DROPPED])) if name == "bo" else values[-1:])
    return known


def _drop(query: QueryDict, filters: Iterable[Filter]) -> None:
    known = set(query.getlist("bo"))
    for one in filters:
        said = f"{one.kind}:{one.value}"
        if said not in known:
            query.appendlist("bo", said)


def _link(query: QueryDict) -> str:
    return f"?{_known(query).urlencode(safe=':,')}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
