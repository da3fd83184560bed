"""Makes the pictures of the README and docs from a fresh demo world, in a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
GOOD_SCORE = 80
PASSWORD = "sanviec-demo-2026"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 780}


def main() -> None:
    """Serve a demo world, walk through it, save the pictures."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "sanviec.cli", "demo", "--home", home, "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/song/")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
                walk(browser, f"http://127.0.0.1:{port}")
                browser.close()
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def walk(browser: Any, site: str) -> None:
    """The pages worth showing, each at the width of those who use it."""
    phone = browser.new_page(viewport=PHONE, locale="vi-VN")
    save(phone, f"{site}/", "home-phone")
    save(phone, f"{site}/viec-lam/?q=cong+nhan+may+lang+son+8tr", "search-phone")
    wide = browser.new_page(viewport=WIDE, locale="vi-VN")
    save(wide, f"{site}/viec-lam/ban-do/", "map")
    sign_in(wide, site, "tuvan.ls")
    save(wide, f"{site}/quay/", "desk")
    wide.goto(f"{site}/quay/nguoi/?q=Thị")
    save(wide, well_matched(wide), "desk-person")


def well_matched(page: Any) -> str:
    """The address of the first person found for whom something fits well, else of the last."""
    links = page.locator(".sv-people a").evaluate_all("all => all.map(one => one.href)")
    for address in links:
        page.goto(address)
        score = re.search(r"(\d+) điểm", page.inner_text("main"))
        if score and int(score[1]) >= GOOD_SCORE:
            break
    return str(page.url)


def sign_in(page: Any, site: str, username: str) -> None:
    page.goto(f"{site}/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/quay/"))


def save(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.screenshot(path=IMAGES / f"{name}.png")


def chromium() -> str:
    """The browser that is named or found on this machine."""
    named = os.environ.get("SANVIEC_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if not found:
        sys.exit("no Chromium found; install Debian's chromium or set SANVIEC_CHROMIUM")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(address: str, seconds: float = 600) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit("the demo did not start")


if __name__ == "__main__":
    main()
