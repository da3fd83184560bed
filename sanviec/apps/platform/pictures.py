"""Pictures that go on public pages: read, set upright, and without what a camera notes in them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sanviec.kernel.errors import InputError

from .images import only_whole_images

LONGEST_SIDE = 2400
_MOST_PIXELS = 50_000_000


def public_picture(*, name: str, content: bytes) -> bytes:
    """A JPEG or PNG as its picture alone: no place, time or device, at most 2400 pixels a side.

    Raises:
        InputError: it cannot be read as a picture, or is larger than any camera's.
    """
    try:
        with (
            only_whole_images(),
            Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened,
        ):
            _check_size(name, opened.size)
            return _drawn(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InputError(
            f"Ảnh “{name}” bị hỏng nên không mở được. Hãy lưu lại ảnh rồi gửi lại.",
            f"Picture “{name}” is damaged and cannot be opened. Save it again and send it.",
            code="picture_damaged",
        ) from error


def _check_size(name: str, size: tuple[int, int]) -> None:
    if size[0] * size[1] > _MOST_PIXELS:
        raise InputError(
            f"Ảnh “{name}” quá lớn ({size[0]} × {size[1]} điểm). Hãy thu nhỏ rồi gửi lại.",
            f"Picture “{name}” is too large ({size[0]} × {size[1]} pixels). Make it smaller.",
            code="picture_too_large",
        )


def _drawn(opened: Image.Image) -> bytes:
    kind = opened.format or "PNG"
    # Upright first: how the camera was held is noted beside the picture, which goes.
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if kind == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    if picture.mode == "P" and (palette := picture.getpalette()):
        bare.putpalette(palette)
    written = BytesIO()
    bare.save(written, kind, optimize=True)
    return written.getvalue()
