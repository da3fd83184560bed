"""Papers that people hand in: known by their content, not by their name."""

from __future__ import annotations

import pytest

from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.services import MAX_DOCUMENT_BYTES, store_document
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (b"%PDF-1.7 ...", "application/pdf", ".pdf"),
        (b"\xff\xd8\xff\xe0 ...", "image/jpeg", ".jpg"),
        (b"\x89PNG\r\n\x1a\n ...", "image/png", ".png"),
    ],
    ids=["pdf", "jpeg", "png"],
)
def test_a_paper_is_kept_under_a_random_name(
    content: bytes, content_type: str, ending: str
) -> None:
    stored = store_document(name="../hồ sơ.exe", content=content, now=NOW)
    assert (stored.content_type, stored.size_bytes) == (content_type, len(content))
    assert stored.file.name.endswith(f"{stored.pk.hex}{ending}")
    with stored.file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_kind"),
        (b"MZ\x90 program", "file_kind"),
        (b"<script>%PDF-</script>", "file_kind"),
        (b"%PDF-" + b"0" * MAX_DOCUMENT_BYTES, "file_too_large"),
    ],
    ids=["empty", "program", "page", "large"],
)
def test_anything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        store_document(name="anh.pdf", content=content, now=NOW)
    assert caught.value.code == code
    assert StoredFile.objects.count() == 0
