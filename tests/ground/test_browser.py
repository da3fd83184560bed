"""The browser's guards: what leaves this machine, breaks on the page or fails axe is seen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.ground import browser as chromium

pytestmark = pytest.mark.browser
GOOD = """<!doctype html><html lang="vi"><head><title>Việc làm</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head><body><main><h1>Việc làm</h1></main></body></html>"""
BAD = """<!doctype html><html><head><link rel="icon" href="data:,"></head>
<body><img src="/missing.png"><div style="width:2000px">.</div></body></html>"""
PAGES = {"/good": GOOD, "/bad": BAD}


class Handler(BaseHTTPRequestHandler):
    """Serves the two pages and nothing else."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "none").encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_clean_page_passes(phone, site: str) -> None:
    phone.goto(f"{site}/good")
    assert chromium.accessibility_violations(phone) == []
    assert chromium.horizontal_overflow_px(phone) == 0
    assert phone.evaluate("[navigator.language, window.innerWidth]") == ["vi-VN", 360]


def test_faults_of_a_page_are_seen(page, site: str) -> None:
    page.goto(f"{site}/bad")
    rules = {violation.split(":")[0] for violation in chromium.accessibility_violations(page)}
    assert {"image-alt", "html-has-lang", "document-title"} <= rules
    assert chromium.horizontal_overflow_px(page) > 0
    assert any("404" in trouble for trouble in page.watch.troubles)
    page.watch.forgive("404")
    page.watch.forgive("missing.png")


def test_request_to_elsewhere_is_refused_and_told(page, site: str) -> None:
    page.goto(f"{site}/good")
    answer = page.evaluate("fetch('http://192.0.2.1/').then(() => 'left', () => 'kept')")
    assert answer == "kept"
    assert any("leaves this machine" in trouble for trouble in page.watch.troubles)
    page.watch.forgive("192.0.2.1")
    page.watch.forgive("ERR_FAILED")


def test_screenshots_are_taken_at_both_widths(page, site: str, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(chromium, "SCREENSHOTS", tmp_path)
    page.goto(f"{site}/good")
    paths = chromium.screenshot(page, "ground")
    assert [path.name for path in paths] == ["ground-360.png", "ground-1280.png"]
    assert all(path.stat().st_size > 1000 for path in paths)
