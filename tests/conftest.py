"""What every test stands on. Each guard is explained in its module of tests/ground."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.ground import browser as chromium
from tests.ground import (
    cloned,
    collecting,
    database,
    examples,
    flushing,
    migrated,
    ordering,
    safe_methods,
    slowness,
    templates,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TESTS = Path(__file__).resolve().parent
ordering.install()
templates.install()
safe_methods.install()
flushing.install()
examples.install()
cloned.install()
_database = database.ChosenDatabase()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the database and the report of slow tests."""
    _database.prepare()
    migrated.install(config.cache.mkdir("databases"))
    config.pluginmanager.register(slowness.SlownessReport())


def pytest_unconfigure() -> None:
    """Give back what the run took: its database and its home."""
    _database.close()
    home = Path(settings.SANVIEC_HOME)
    if "PYTEST_XDIST_WORKER" not in os.environ and home.name.startswith("sanviec-test-"):
        shutil.rmtree(home, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder and skip, by name, what cannot run here."""
    for item in items:
        if TESTS / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if reason := database.skip_reason(item, _database):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Now everything that lives until the end is there."""
    collecting.set_aside()


@pytest.fixture(autouse=True)
def _repeatable_shuffles(request: pytest.FixtureRequest) -> None:
    """Unordered rows are shuffled alike when a failed test runs again with the same seed."""
    seed = request.config.getoption("randomly_seed", 0)
    ordering.reseed(f"{seed} {request.node.nodeid}")


@pytest.fixture(autouse=True)
def _writes_on_get(request: pytest.FixtureRequest) -> Iterator[None]:
    """Honour the marker writes_on_get, which must give its reason."""
    marker = request.node.get_closest_marker("writes_on_get")
    if marker is None:
        yield
        return
    with safe_methods.allowed(*marker.args):
        yield


@pytest.fixture(autouse=True)
def _vietnamese_again() -> None:
    """A page asked for in English leaves its language in the thread; the next test starts anew."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_tries_of_others() -> None:
    """allauth counts tries to sign in there: those of one test must not stop the next one."""
    cache.clear()


@pytest.fixture(autouse=True)
def _fresh_search_index() -> None:
    """The index of open vacancies lives as long as the process; the rows of a test do not."""
    index = sys.modules.get("sanviec.apps.vacancies.search_index")
    if index is not None:
        index.reset_index()
    candidates = sys.modules.get("sanviec.apps.referrals.candidate_index")
    if candidates is not None:
        candidates.reset_candidates()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; a missing one is a failure in CI and a skip elsewhere."""
    executable = chromium.find_chromium()
    if executable is None:
        missing = "no Chromium: install one or name it in SANVIEC_CHROMIUM"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread and Django would refuse its database there;
    # no coroutine of ours ever runs in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = chromium.launch(playwright, executable)
        yield started
        started.close()


@pytest.fixture
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open pages as new people: `visitor(size=PHONE)`; each has its own cookies."""
    watches: list[chromium.Watch] = []

    def open_page(size: dict[str, int] = chromium.DESK, **options: Any) -> Page:
        context = chromium.new_context(browser, size, **options)
        request.addfinalizer(context.close)
        watches.append(chromium.Watch(context))
        page = context.new_page()
        page.watch = watches[-1]
        return page

    yield open_page
    assert [trouble for watch in watches for trouble in watch.troubles] == []


@pytest.fixture
def page(visitor: Any) -> Page:
    """One page at the counter, 1280 px wide."""
    return visitor(size=chromium.DESK)


@pytest.fixture
def phone(visitor: Any) -> Page:
    """One page on a phone, 360 px wide."""
    return visitor(size=chromium.PHONE, has_touch=True, is_mobile=True)
