"""Windows of time: several of them, added and taken away by buttons, checked as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.web.forms.stand import StandForm
from sanviec.web.forms.times import MOST_WINDOWS
from tests.apps.exchanges.factories import make_session, make_stand

pytestmark = pytest.mark.django_db
REST = {"tables": "1", "guests": "2"}


@pytest.fixture
def session() -> ExchangeSession:
    """Sixteen times of a quarter of an hour from 08:00."""
    return make_session()


def filled(session: ExchangeSession, **answers: str) -> StandForm:
    data = QueryDict(mutable=True)
    data.update(REST | answers)
    return StandForm(data, session=session)


def shown(form: StandForm) -> list[tuple[Any, Any]]:
    return [(a.value(), b.value()) for a, b in (window.fields for window in form.windows())]


def test_several_windows_are_all_their_times(session: ExchangeSession) -> None:
    form = filled(session, first="0", last="1", first_2="6", last_2="7", first_3="14", last_3="")
    assert form.is_valid()
    assert form.slots() == (0, 1, 6, 7, 14, 15)


@pytest.mark.parametrize(
    ("answers", "slots"),
    [
        ({"first": "", "last": ""}, ()),
        ({"first": "", "last": "2"}, (0, 1, 2)),
        ({"first": "3", "last": "3", "first_2": "", "last_2": ""}, (3,)),
        ({"first": "2", "last": "3", "first_2": "4", "last_2": "5"}, (2, 3, 4, 5)),
        ({"first": "8", "last": "9", "first_2": "0", "last_2": "1"}, (8, 9, 0, 1)),
        ({}, ()),
    ],
)
def test_ends_left_open_reach_to_the_ends_of_the_session(
    session: ExchangeSession, answers: dict[str, str], slots: tuple[int, ...]
) -> None:
    form = filled(session, **answers)
    assert form.is_valid()
    assert form.slots() == slots


@pytest.mark.parametrize(
    ("answers", "field", "text"),
    [
        ({"first": "5", "last": "2"}, "last", "Lượt cuối phải sau giờ đến."),
        (
            {"first": "0", "last": "1", "first_2": "9", "last_2": "8"},
            "last_2",
            "Lượt cuối phải sau giờ đến.",
        ),
        ({"first": "0", "last": "4", "first_2": "4", "last_2": "6"}, "first_2", "khoảng 1."),
        (
            {"first": "0", "last": "1", "first_2": "8", "last_2": "9", "first_3": "9"},
            "first_3",
            "khoảng 2.",
        ),
        ({"first": "", "last": "", "first_2": "2", "last_2": "3"}, "first", "khoảng thứ nhất"),
        ({"first": "99"}, "first", "Hãy chọn trong danh sách."),
        ({"first": "0", "last": "1", "first_2": "x"}, "first_2", "Hãy chọn trong danh sách."),
    ],
)
def test_what_cannot_be_is_said_beside_its_row(
    session: ExchangeSession, answers: dict[str, str], field: str, text: str
) -> None:
    form = filled(session, **answers)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert text in form.errors[field][0]


def test_a_button_adds_a_row_and_keeps_what_was_written(session: ExchangeSession) -> None:
    form = filled(session, first="5", last="2", note="Cần ổ điện", them_khoang="1")
    assert not form.is_valid()
    assert form.errors == {}
    assert shown(form) == [("5", "2"), ("", "")]
    assert form["note"].value() == "Cần ổ điện"


def test_a_button_takes_the_named_row_away(session: ExchangeSession) -> None:
    rows = {"first": "0", "last": "1", "first_2": "4", "last_2": "5", "first_3": "8", "last_3": "9"}
    assert shown(filled(session, **rows, bo_khoang="2")) == [("0", "1"), ("8", "9")]
    assert shown(filled(session, **rows, bo_khoang="9")) == [("0", "1"), ("4", "5"), ("8", "9")]
    assert shown(filled(session, first="0", last="1", bo_khoang="1")) == [("0", "1")]


def test_there_are_not_more_rows_than_anybody_needs(session: ExchangeSession) -> None:
    rows = {f"first_{number}": "" for number in range(2, MOST_WINDOWS + 1)}
    form = filled(session, **rows, them_khoang="1")
    assert (len(list(form.windows())), form.may_add) == (MOST_WINDOWS, False)


def test_what_is_kept_comes_back_as_its_windows(session: ExchangeSession) -> None:
    stand = make_stand(session, slots=[1, 2, 3, 7, 12, 13])
    assert shown(StandForm(session=session, row=stand)) == [(1, 3), (7, 7), (12, 13)]
