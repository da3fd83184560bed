"""Photos of papers made small and plain: upright, without place or camera, as large as reading
needs.

A phone writes where and with what a photo was taken into the file; none of that belongs in a
dossier.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageFilter, ImageOps, ImageStat

from sanviec.kernel.errors import InputError

from .images import only_whole_images

LONGEST_EDGE: Final = 2000  # pixels; an A4 page at 170 dots an inch
SHORTEST_EDGE: Final = 600  # pixels; below, small print cannot be read
MOST_PIXELS: Final = 60_000_000
QUALITY: Final = 82
# Least spread of edges in a page that can be read: print gives 250 to 5,000, print out of focus 1
# to 35.
SHARP: Final = 40.0
_IS_PHOTO: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_EDGES: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


@dataclass(frozen=True, slots=True)
class Photo:
    """What is kept of an upload.

    Args:
        content: the new file, a JPEG; or the upload itself when it is no photo.
        is_small: too few pixels for small print.
        is_blurred: no sharp edges; somebody should look whether it can be read.
    """

    content: bytes
    is_small: bool = False
    is_blurred: bool = False


def shrink_photo(*, name: str, content: bytes) -> Photo:
    """A photo made ready to keep; a PDF or anything else comes back as it is.

    Raises:
        InputError: the photo is broken, or would fill the memory when it is opened.
    Cost: about 0.2 s for twelve million pixels.
    """
    if not content.startswith(_IS_PHOTO):
        return Photo(content)
    try:
        with warnings.catch_warnings(), only_whole_images():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _shrunk(content, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise InputError(
            f"Không đọc được ảnh “{name}”. Hãy chụp lại hoặc gửi tệp PDF.",
            f"The photo “{name}” cannot be read. Take it again or send a PDF.",
            code="photo_broken",
        ) from None


def _shrunk(content: bytes, name: str) -> Photo:
    image: Image.Image
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large(name)
        is_small = min(image.size) < SHORTEST_EDGE
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a JPEG is read small at once
        page = _on_white(ImageOps.exif_transpose(image))
    page.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    out = BytesIO()
    page.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), is_small, _is_blurred(page))


def _on_white(image: Image.Image) -> Image.Image:
    """The image in plain colours; what was transparent is white, as paper is."""
    if image.mode in {"RGBA", "LA", "P", "PA"}:
        clear = image.convert("RGBA")
        page = Image.new("RGB", clear.size, "white")
        page.paste(clear, mask=clear.getchannel("A"))
        return page
    return image.convert("RGB")


def _is_blurred(page: Image.Image) -> bool:
    """Whether edges are soft all over: the spread of the Laplacian of a page of one size."""
    grey = page.convert("L")
    grey.thumbnail((1000, 1000), Image.Resampling.BILINEAR)
    # A filter leaves the outermost pixels as they were.
    edges = grey.filter(_EDGES).crop((1, 1, grey.width - 1, grey.height - 1))
    return bool(ImageStat.Stat(edges).var[0] < SHARP)


def _too_large(name: str) -> InputError:
    return InputError(
        f"Ảnh “{name}” có quá nhiều điểm ảnh. Hãy chụp lại bằng chế độ ảnh thường.",
        f"The photo “{name}” has too many pixels. Take it again in the usual mode.",
        code="photo_too_large",
    )
