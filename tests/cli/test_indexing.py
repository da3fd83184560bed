"""The commands of the index on disk, and the worker's look at it."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sanviec.apps.vacancies.search_generations import index_home
from sanviec.apps.vacancies.search_index import reset_index
from sanviec.cli import background, main
from sanviec.cli.indexing import figures_of
from sanviec.kernel.generations import current_name
from sanviec.kernel.generations.directory import _alone
from tests.apps.factories import make_vacancy

from .test_usage import told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.SANVIEC_HOME = tmp_path
    reset_index()


def test_what_is_built_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    today = timezone.localdate()
    assert figures_of(today)["generation"] is None
    make_vacancy()
    main(["index", "build"])
    assert "bản chỉ mục 00000001" in capsys.readouterr().err
    main(["index", "status", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["generation"], found["vacancies"]) == ("00000001", 1)
    assert (found["is_of_today"], found["journal_lines_behind"]) == (True, 0)
    make_vacancy()
    assert figures_of(today)["journal_lines_behind"] > 0
    main(["index", "status"])
    assert "Bản chỉ mục đang dùng\t00000001" in capsys.readouterr().out
    main(["index", "status", "--lang", "en"])
    told_en = capsys.readouterr().out
    assert "generation\t00000001" in told_en
    assert "is_of_today\tyes" in told_en


def test_a_builder_at_work_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    index_home().mkdir(parents=True)
    with _alone(index_home()):
        assert "Một tiến trình khác đang dựng chỉ mục" in told(["index", "build"], capsys)


def test_the_worker_keeps_one_and_waits_for_another_writer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    index_home().mkdir(parents=True)
    with _alone(index_home()):
        background.look()
    assert "keeper waits: GenerationBusy" in caplog.text
    background.look()
    assert current_name(index_home()) == "00000001"


def test_the_worker_looks_again_and_again_even_after_a_mistake(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    looked = threading.Semaphore(0)

    def mistaken() -> None:
        looked.release()
        raise KeyError("?")

    monkeypatch.setattr(background, "_REST_SECONDS", 0.01)
    monkeypatch.setattr(background, "look", mistaken)
    stop = threading.Event()
    thread = background.keep_in_background(stop)
    assert thread.daemon
    assert all(looked.acquire(timeout=10) for _ in range(3))
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert "keeper failed" in caplog.text
