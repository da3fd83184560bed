"""Exchange sessions in a browser: every page at both widths, and a registration by phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from sanviec.apps.exchanges.enums import ParticipantState, SessionState
from sanviec.apps.exchanges.models import Participant
from sanviec.apps.exchanges.services.scheduling import announce_schedule
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from tests.apps.exchanges import factories
from tests.apps.factories import NOW, make_employer
from tests.browser.gallery import entered, faults_of
from tests.ground.browser import PHONE, accessibility_violations, horizontal_overflow_px, screenshot
from tests.web.factories import account_of, make_seeker, make_vacancy
from tests.web.ground import Ground, make_ground

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A centre with a session of three firms and six people, announced."""
    from django.db import transaction

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made = make_ground()
    with transaction.atomic():
        _fill(made)
        # Everything else that a page is asked for.
        for name in ("participant", "other_session", "series", "part"):
            assert getattr(made, name)
    return made


def _fill(ground: Ground) -> None:
    session = ground.session
    session.latitude, session.longitude = 21.8537, 106.7615
    session.save(update_fields=["latitude", "longitude"])
    for number, name in enumerate(("Công ty May Hồng", "Công ty May Lạng Sơn"), start=2):
        firm = make_employer(ground.centre, name=name)
        vacancy = make_vacancy(firm, openings=5)
        factories.make_stand(session, firm, stand_no=number, tables=2, vacancies=(vacancy,))
    assert ground.stand
    for name in ("Lò Thị Hoa", "Nông Văn Nam", "Hoàng Thị Bé", "Vi Văn Tám"):
        factories.make_participant(session, make_seeker(ground.centre, full_name=name))
    announce_schedule(session=session, actor=SYSTEM, now=NOW)


def named(prefix: str, *names: tuple[str, str], ground: Ground) -> list[tuple[str, str]]:
    """Names of pictures with the addresses of pages."""
    return [
        (f"session-{name}", reverse(name_of(prefix, name), args=args_of(ground, thing)))
        for name, thing in names
    ]


def name_of(prefix: str, name: str) -> str:
    return f"web:{prefix}{name}"


def args_of(ground: Ground, thing: str) -> list[Any]:
    return [getattr(ground, thing).pk] if thing else []


def test_pages_of_the_desk_at_both_widths(visitor: Any, live_server: Any, ground: Ground) -> None:
    pages = named(
        "desk:",
        ("sessions", ""),
        ("new_session", ""),
        ("session", "session"),
        ("edit_session", "session"),
        ("all_series", ""),
        ("series", "series"),
        ("invitations", ""),
        ("own_part", "part"),
        ("session_parts", "session"),
        ("session_stands", "session"),
        ("stand", "stand"),
        ("session_people", "session"),
        ("participant", "participant"),
        ("ticket", "participant"),
        ("session_schedule", "session"),
        ("session_timetables", "session"),
        ground=ground,
    )
    page = entered(visitor, live_server.url, ground.account(Role.APPROVER))
    assert faults_of(page, live_server.url, pages) == []


def test_a_running_session_and_a_late_firm(visitor: Any, live_server: Any, ground: Ground) -> None:
    type(ground.session).objects.filter(pk=ground.session.pk).update(
        state=SessionState.RUNNING, starts_at=NOW, held_on=NOW.date()
    )
    page = entered(visitor, live_server.url, ground.account(Role.DEPARTMENT))
    path = reverse("web:desk:session", args=[ground.session.pk])
    assert faults_of(page, live_server.url, [("session-running", path)]) == []


@pytest.mark.parametrize(
    ("role", "prefix", "names"),
    [
        (
            Role.JOBSEEKER,
            "jobseeker:",
            [
                ("sessions", ""),
                ("register_session", "other_session"),
                ("session_entry", "participant"),
            ],
        ),
        (
            Role.EMPLOYER,
            "employer:",
            [("sessions", ""), ("request_stand", "other_session"), ("stand", "stand")],
        ),
        (Role.COMMUNE_OFFICER, "partner:", [("sessions", ""), ("session", "session")]),
    ],
)
def test_pages_of_others_at_both_widths(
    visitor: Any, live_server: Any, ground: Ground, role: Role, prefix: str, names: Any
) -> None:
    page = entered(visitor, live_server.url, ground.account(role))
    pages = [(f"{role.value}-{n}", p) for n, p in named(prefix, *names, ground=ground)]
    assert faults_of(page, live_server.url, pages) == []


def test_public_pages_at_both_widths(page: Any, live_server: Any, ground: Ground) -> None:
    pages = named("", ("sessions", ""), ("session", "session"), ("home", ""), ground=ground)
    pages = [(f"public-{name}", path) for name, path in pages]
    assert faults_of(page, live_server.url, pages) == []


def test_somebody_registers_on_a_phone_and_gets_a_code(
    visitor: Any, live_server: Any, ground: Ground
) -> None:
    person = make_seeker(ground.centre, full_name="Lương Thị Phương")
    phone = entered(visitor, live_server.url, account_of(person), PHONE, has_touch=True)
    phone.goto(live_server.url + reverse("web:session", args=[ground.session.pk]))
    phone.get_by_role("link", name="Đăng ký tham gia, miễn phí").click()
    phone.get_by_label("Số cuộc phỏng vấn nhiều nhất").fill("2")
    phone.get_by_label("Muốn gặp thứ 1").select_option(label="Công ty May Hồng")
    phone.get_by_role("button", name="Đăng ký phiên này").click()
    code = phone.get_by_role("img", name="Mã vé để soát ở cửa")
    assert code.bounding_box()["width"] >= 240
    assert accessibility_violations(phone) == []
    assert horizontal_overflow_px(phone) == 0
    screenshot(phone, "session-ticket", widths=(360,))
    entry = Participant.objects.get(jobseeker=person)
    assert (entry.state, entry.max_interviews) == (ParticipantState.REGISTERED, 2)
    assert entry.wishes.get().stand.name == "Công ty May Hồng"
