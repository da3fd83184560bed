"""Photos of papers: small, upright, without place or camera; what is broken is said."""

from __future__ import annotations

from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from PIL import Image, ImageFile

from sanviec.apps.platform.photos import LONGEST_EDGE, shrink_photo
from sanviec.kernel.errors import InputError

from .photographs import TURNED, page, page_photo


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_large_photo_becomes_small_and_keeps_its_shape() -> None:
    photo = shrink_photo(name="so.jpg", content=page_photo(1800, 2400))

    kept = opened(photo.content)
    assert kept.format == "JPEG"
    assert kept.size == (LONGEST_EDGE * 3 // 4, LONGEST_EDGE)
    assert not photo.is_small
    assert not photo.is_blurred


def test_place_and_camera_are_gone() -> None:
    taken = page_photo()
    assert opened(taken).getexif()

    kept = shrink_photo(name="so.jpg", content=taken).content

    assert not opened(kept).getexif()
    assert b"Exif" not in kept
    assert b"Dien thoai mau" not in kept


def test_a_photo_taken_sideways_stands_upright() -> None:
    kept = opened(shrink_photo(name="so.jpg", content=page_photo(1200, 900, turn=TURNED)).content)

    assert kept.size == (900, 1200)


@pytest.mark.parametrize(
    ("content", "is_small", "is_blurred"),
    [
        (page_photo(), False, False),
        (page_photo(590, 800), True, False),
        (page_photo(600, 800), False, False),
        (page_photo(blur=6), False, True),
    ],
    ids=["sharp", "small", "just large enough", "blurred"],
)
def test_what_can_hardly_be_read_is_only_warned_of(
    content: bytes, is_small: bool, is_blurred: bool
) -> None:
    photo = shrink_photo(name="so.jpg", content=content)

    assert (photo.is_small, photo.is_blurred) == (is_small, is_blurred)
    assert opened(photo.content).format == "JPEG"


def test_what_is_transparent_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (700, 700), (0, 0, 0, 0)).save(out, "PNG")

    kept = opened(shrink_photo(name="dau.png", content=out.getvalue()).content)

    assert kept.getpixel((350, 350)) == (255, 255, 255)


def test_a_pdf_is_kept_as_it_is() -> None:
    assert shrink_photo(name="a.pdf", content=b"%PDF-1.7 x").content == b"%PDF-1.7 x"


def _bomb() -> bytes:
    """A PNG of a few bytes that says that it is 20,000 × 20,000."""
    head = b"IHDR" + pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunks = [head, b"IDAT" + b"0" * 16]
    whole = (pack(">I", len(one) - 4) + one + pack(">I", crc32(one)) for one in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def _half() -> bytes:
    whole = page_photo()
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_bomb(), "photo_too_large"),
        (_half(), "photo_broken"),
        (b"\xff\xd8\xff rubbish", "photo_broken"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "photo_broken"),
    ],
    ids=["bomb", "cut off", "no JPEG", "no PNG"],
)
def test_what_cannot_be_opened_is_told_with_what_to_do(
    content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library that draws PDFs sets this for the whole process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(InputError) as caught:
        shrink_photo(name="so.jpg", content=content)

    assert caught.value.code == code
    assert "so.jpg" in caught.value.text_vi
    assert "chụp lại" in caught.value.text_vi


def test_the_page_of_the_tests_has_sharp_edges() -> None:
    assert page().getextrema()[0] == (30, 255)
