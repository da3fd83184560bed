"""The sketch of a venue: uploaded by who plans, seen by everybody once the session is public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.platform.enums import Role
from tests.apps.exchanges.factories import brought_to, make_participant, make_session
from tests.apps.exchanges.test_sketches import photo
from tests.apps.factories import make_staff
from tests.web.factories import account_of

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]


def upload(client: Client, session: ExchangeSession, content: bytes) -> str:
    file = SimpleUploadedFile("so-do.png", content)
    address = reverse("web:desk:change_sketch", args=[session.pk])
    answer = client.post(address, {"tep": file}, follow=True)
    page: str = answer.content.decode()
    return page


def planner(sign_in: Entering, session: ExchangeSession) -> Client:
    return sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)


def test_from_the_planner_to_everybody(sign_in: Entering) -> None:
    session = make_session(state=SessionState.DRAFT)
    client, shown = planner(sign_in, session), reverse("web:session_sketch", args=[session.pk])
    assert "Đã lưu sơ đồ" in upload(client, session, photo("PNG"))
    assert client.get(shown).status_code == 404
    own = client.get(reverse("web:desk:sketch", args=[session.pk]))
    assert (own.status_code, own["Content-Type"]) == (200, "image/png")
    brought_to(session, SessionState.PUBLISHED)
    picture = sign_in().get(shown)
    assert (picture.status_code, picture["X-Content-Type-Options"]) == (200, "nosniff")
    assert f'src="{shown}"' in sign_in().get(f"/phien/{session.pk}/").content.decode()
    entry = make_participant(session)
    page = reverse("web:jobseeker:session_entry", args=[entry.pk])
    assert f'src="{shown}"' in sign_in(account_of(entry.jobseeker)).get(page).content.decode()


def test_what_is_refused_is_said_and_the_old_one_stays(sign_in: Entering) -> None:
    session = make_session()
    client = planner(sign_in, session)
    upload(client, session, photo("PNG"))
    assert "không phải PDF, JPG hay PNG" in upload(client, session, b"<svg/>")
    address = reverse("web:desk:change_sketch", args=[session.pk])
    answer = client.post(address, {}, follow=True).content.decode()
    assert "Hãy chọn tệp ảnh hoặc PDF." in answer
    session.refresh_from_db()
    assert session.sketch is not None
    client.post(address, {"bo": "1"})
    assert client.get(reverse("web:session_sketch", args=[session.pk])).status_code == 404
