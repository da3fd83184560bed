"""A sketch of the venue: only what can be shown, without what a camera notes beside it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.services.sketches import remove_sketch, set_sketch
from sanviec.apps.platform import audit, pictures
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError

from .factories import NOW, make_session

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
LYING, PLACE = 274, 34853


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """A picture taken with the phone on its side, which notes where it was taken."""
    picture, written = Image.new(mode, size), BytesIO()
    notes = Image.Exif()
    notes[LYING] = 6
    notes.get_ifd(PLACE)[1] = "N"
    picture.save(written, kind, exif=notes)
    return written.getvalue()


def kept(session: Any) -> bytes:
    session.refresh_from_db()
    with session.sketch.file.open("rb") as stream:
        content: bytes = stream.read()
        return content


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK")]
)
def test_a_photo_is_set_upright_and_says_nothing_of_the_camera(kind: str, mode: str) -> None:
    session = make_session()
    set_sketch(session=session, name="so-do", content=photo(kind, mode=mode), **BY)
    with Image.open(BytesIO(kept(session))) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (kind, (40, 60), {})
    assert session.sketch.content_type == f"image/{kind.lower()}"
    assert list(audit.verify()) == []


def test_a_large_photo_is_made_smaller() -> None:
    session = make_session()
    set_sketch(session=session, name="a", content=photo(size=(3000, 1000)), **BY)
    with Image.open(BytesIO(kept(session))) as shown:
        assert shown.size == (800, pictures.LONGEST_SIDE)


def test_a_pdf_is_kept_as_it_is() -> None:
    session = make_session()
    set_sketch(session=session, name="so-do.pdf", content=b"%PDF-1.7\n%", **BY)
    assert kept(session) == b"%PDF-1.7\n%"
    remove_sketch(session=session, **BY)
    session.refresh_from_db()
    assert session.sketch is None
    actions = AuditEntry.objects.filter(action__startswith="session.sketch").order_by("seq")
    assert [line.action for line in actions] == ["session.sketch_set", "session.sketch_removed"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg onload='alert(1)'/>", "file_kind"),
        (b"GIF89a", "file_kind"),
        (b"", "file_kind"),
        (photo()[:200], "picture_damaged"),
        (b"\xff\xd8\xff" + b"0" * 50, "picture_damaged"),
        (b"%PDF-" + b"0" * 10_485_760, "file_too_large"),
    ],
    ids=["svg", "gif", "empty", "cut", "no picture", "too large"],
)
def test_what_is_no_picture_is_refused(content: bytes, code: str) -> None:
    session = make_session()
    with pytest.raises(InputError) as refusal:
        set_sketch(session=session, name="so-do", content=content, **BY)
    assert refusal.value.code == code
    session.refresh_from_db()
    assert session.sketch is None


def test_a_picture_of_too_many_points_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 100)
    with pytest.raises(InputError) as refusal:
        set_sketch(session=make_session(), name="a", content=photo(), **BY)
    assert refusal.value.code == "picture_too_large"


def test_a_session_that_is_over_keeps_its_sketch() -> None:
    session = make_session(state=SessionState.CLOSED)
    with pytest.raises(InputError) as refusal:
        set_sketch(session=session, name="a", content=photo(), **BY)
    assert refusal.value.code == "session_closed"
