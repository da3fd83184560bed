"""Every page of an audience at both widths: nothing axe finds, nothing too wide, a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.test import Client

from tests.ground.browser import (
    DESK,
    PHONE,
    accessibility_violations,
    horizontal_overflow_px,
    screenshot,
)

Visitor = Callable[..., Any]


def entered(
    visitor: Visitor, site: str, user: Any, size: dict[str, int] = DESK, **options: Any
) -> Any:
    """A page of somebody who is signed in already."""
    client = Client()
    client.force_login(user)
    page = visitor(size=size, **options)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}
    page.context.add_cookies([cookie])
    return page


def faults_of(page: Any, site: str, pages: Iterable[tuple[str, str]]) -> list[str]:
    """What is wrong on the named pages, at 360 and at 1280 px; each leaves a picture."""
    found = []
    for name, path in pages:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.goto(f"{site}{path}")
            found += [f"{name}: {fault}" for fault in accessibility_violations(page)]
            if too_wide := horizontal_overflow_px(page):
                found.append(f"{name} is {too_wide} px wider than {size['width']}")
            screenshot(page, name, widths=(size["width"],))
    return found
