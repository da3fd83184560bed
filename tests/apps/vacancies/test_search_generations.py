"""Generations of the index: shared, followed, renewed, refused when damaged or another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditHead
from sanviec.apps.vacancies import search_index, search_keeper, services
from sanviec.apps.vacancies.search import Question, find_vacancies
from sanviec.apps.vacancies.search_generations import (
    build_generation,
    ensure_generation,
    index_home,
    open_newest,
)
from sanviec.apps.vacancies.search_index import base_name, reset_index, vacancy_index
from sanviec.apps.vacancies.search_keeper import renew_generation
from sanviec.engines.matching.living_index import LivingIndex
from sanviec.engines.matching.stored_index import StoredIndex
from tests.apps.factories import NOW, TODAY, make_vacancy

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SANVIEC_HOME = tmp_path
    search_index._holder.was_opened = False
    yield
    reset_index()


def ids() -> list[str]:
    return list(vacancy_index(TODAY).ids)


def test_a_process_reads_in_the_generation_in_force() -> None:
    vacancy = make_vacancy()
    name = build_generation(TODAY)
    index = vacancy_index(TODAY)
    assert isinstance(index, StoredIndex)
    assert (base_name(), ids()) == (name, [str(vacancy.pk)])


def test_what_happens_after_it_is_followed_beside_it() -> None:
    closed, stays = make_vacancy(title="Thợ may"), make_vacancy(title="Thợ hàn")
    build_generation(TODAY)
    services.change_state(vacancy=closed, event="close", **FACTS)
    newer = make_vacancy(title="Kế toán kho")
    index = vacancy_index(TODAY)
    assert isinstance(index, LivingIndex)
    assert ids() == sorted([str(stays.pk), str(newer.pk)])
    [row] = find_vacancies(Question("kế toán kho"), on=TODAY).rows
    assert row.vacancy.id == newer.pk
    reset_index()
    build_generation(TODAY)
    assert [type(vacancy_index(TODAY)), ids()] == [StoredIndex, list(index.ids)]


def test_a_newer_generation_takes_the_place_of_the_older() -> None:
    make_vacancy()
    first = build_generation(TODAY)
    assert (len(ids()), base_name()) == (1, first)
    make_vacancy()
    second = build_generation(TODAY)
    assert (len(ids()), base_name()) == (2, second)


def test_one_of_another_database_or_a_torn_chain_is_not_used() -> None:
    make_vacancy()
    build_generation(TODAY)
    assert open_newest() is not None
    AuditHead.objects.update(last_hash="0" * 64)
    build_generation(TODAY)
    assert open_newest() is None
    assert len(ids()) == 1
    assert base_name() == ""


@pytest.mark.parametrize("file", ["arrays.bin", "header.json"])
def test_a_damaged_one_is_told_and_the_database_answers(
    file: str, caplog: pytest.LogCaptureFixture
) -> None:
    vacancy = make_vacancy()
    path = index_home() / build_generation(TODAY) / file
    path.write_bytes(path.read_bytes()[:-1])
    assert ids() == [str(vacancy.pk)]
    assert base_name() == ""
    assert "index generation refused" in caplog.text
    # And the keeper puts a whole one in its place.
    assert renew_generation(TODAY)
    assert [ids(), base_name() != ""] == [[str(vacancy.pk)], True]


def test_one_of_a_later_day_is_left_for_that_day() -> None:
    short = make_vacancy(closes_on=TODAY)
    build_generation(TOMORROW)
    assert ids() == [str(short.pk)]
    assert list(vacancy_index(TOMORROW).ids) == []


def test_on_the_next_day_what_closed_is_left_out() -> None:
    make_vacancy(closes_on=TODAY)
    long = make_vacancy(closes_on=TOMORROW)
    build_generation(TODAY)
    assert list(vacancy_index(TOMORROW).ids) == [str(long.pk)]


def test_it_is_renewed_when_it_is_worth_its_while(monkeypatch: pytest.MonkeyPatch) -> None:
    make_vacancy()
    assert renew_generation(TODAY) == "00000001"
    assert renew_generation(TODAY) == ""
    make_vacancy()
    assert renew_generation(TODAY) == ""
    monkeypatch.setattr(search_keeper, "MOST_BESIDE", 0)
    assert renew_generation(TODAY) == "00000002"
    assert renew_generation(TODAY) == ""
    assert renew_generation(TOMORROW) == "00000003"


def test_where_nothing_can_be_written_each_process_has_its_own(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    settings.SANVIEC_HOME = tmp_path / "file"
    vacancy = make_vacancy()
    assert ensure_generation(TODAY) == ""
    assert "index generation not written: NotADirectoryError" in caplog.text
    assert ids() == [str(vacancy.pk)]


def test_it_is_made_once() -> None:
    make_vacancy()
    assert ensure_generation(TODAY) == "00000001"
    assert ensure_generation(TODAY) == "00000001"
