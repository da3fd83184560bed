"""What holds for every text, whatever was typed."""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching.understanding import Understood, understand, without
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

from .test_cases import CASES

WORDS = sorted({word for case in CASES for word in case["q"].split()})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["15tr", "2 năm", "Q.5", "ca 3", "hạng C", "không", "trừ", "công ty", "🙂", "–"]
    ),
    st.text(max_size=6),
)
QUESTIONS = st.lists(PIECES, max_size=14).map(" ".join)


@cache
def ask(text: str) -> Understood:
    return understand(
        text, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=26_000
    )


@settings(max_examples=60, deadline=None)
@given(QUESTIONS)
def test_spans_lie_inside_the_text_and_never_overlap(question: str) -> None:
    understood = ask(question)

    end = 0
    for found in understood.filters:
        assert end <= found.start < found.end <= len(understood.text)
        end = found.end
        assert found.label_vi
        assert found.label_en


@settings(max_examples=40, deadline=None)
@given(QUESTIONS)
def test_composed_and_decomposed_text_mean_the_same(question: str) -> None:
    composed = unicodedata.normalize("NFC", question)

    assert ask(composed) == ask(unicodedata.normalize("NFD", composed))


@settings(max_examples=40, deadline=None)
@given(QUESTIONS)
def test_removing_every_filter_leaves_nothing(question: str) -> None:
    left = ask(question)
    for found in ask(question).filters:
        left = without(left, found.kind, found.value)

    assert left == Understood(text=left.text, intent=left.intent, corrections=left.corrections)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_understood_somehow(text: str) -> None:
    assert len(ask(text).text) <= len(unicodedata.normalize("NFC", text))


def test_a_megabyte_is_read_up_to_the_limit() -> None:
    for unit in ("kế toán hà nội 15tr ", "a", "1", ",", "🙂", "không ", "e\u0323\u0302", "\ud800"):
        assert len(ask(unit * (1_000_000 // len(unit))).text) <= 600


def test_nothing_is_understood_from_nothing() -> None:
    for text in ("", " ", "\n", "???", "\u200b", "12345"):
        assert ask(text).occupation_codes == ()
        assert ask(text).wage_min_vnd_month is None
