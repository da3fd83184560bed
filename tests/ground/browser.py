"""A real Chromium for journeys: found on the machine, kept from the network, checked by axe.

Every page watches itself: an error on the console, a script that throws, a file that is not
there or a request that leaves this machine fails the test that caused it.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

ROOT = Path(__file__).resolve().parent.parent.parent
SCREENSHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox",  # root in a container has no user namespace; the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium: SANVIEC_CHROMIUM, the machine's, or Playwright's own."""
    if named := os.environ.get("SANVIEC_CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", str(Path.home() / ".cache/ms-playwright"))
    own = sorted(glob.glob(f"{cache}/chromium-*/chrome-linux*/chrome"))
    return own[-1] if own else None


def launch(playwright: Playwright, executable: str) -> Browser:
    """Start the browser without a window."""
    return playwright.chromium.launch(executable_path=executable, args=FLAGS)


class Watch:
    """Collects what went wrong in the pages of one context."""

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        context.route("**/*", self._keep_home)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))

    def forgive(self, part: str) -> None:
        """Drop expected troubles that contain a text, such as the 404 that a test asks for."""
        self.troubles = [trouble for trouble in self.troubles if part not in trouble]

    def _keep_home(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:")):
            route.continue_()
        else:
            self.troubles.append(f"leaves this machine: {url}")
            route.abort()

    def _on_console(self, message: Any) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} {message.location.get('url', '')}")


def new_context(browser: Browser, size: dict[str, int], **options: Any) -> BrowserContext:
    """Return a fresh visitor: Vietnamese, in Việt Nam's time, nothing stored."""
    return browser.new_context(
        viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options
    )


def screenshot(page: Page, name: str, widths: tuple[int, ...] = (360, 1280)) -> list[Path]:
    """Write var/screenshots/NAME-WIDTH.png for each width, whole page, and give the paths."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    paths = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        paths.append(SCREENSHOTS / f"{name}-{width}.png")
        page.screenshot(path=paths[-1], full_page=True)
    if before:
        page.set_viewport_size(before)
    return paths


def accessibility_violations(page: Page, *, rules_off: tuple[str, ...] = ()) -> list[str]:
    """Return axe's WCAG 2.2 AA violations as `rule: help (where)`, empty when clean."""
    # Words can be read before the styles are there; axe would measure a bare page.
    page.wait_for_load_state("load")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": WCAG},
        "rules": {rule: {"enabled": False} for rule in rules_off},
    }
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{violation['id']}: {violation['help']} ({node['target']})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def horizontal_overflow_px(page: Page) -> int:
    """Return how far the page is wider than its window; 0 when nothing must be scrolled."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
