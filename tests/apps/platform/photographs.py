"""Photos as a phone takes them, made here: a page of lines of print, with place and camera."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter
from PIL.ExifTags import GPS, IFD, Base

TURNED = 6  # the phone was held upright: the picture has to be turned by a quarter


def page(width: int = 900, height: int = 1200, *, blur: float = 0) -> Image.Image:
    """A white page with lines of short dark strokes, as print looks from afar."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for top in range(height // 20, height - height // 20, 24):
        for left in range(width // 12, width - width // 12, 14):
            tall = 10 + (left * 7 + top * 3) % 5
            draw.rectangle((left, top, left + 3, top + tall), fill=(30, 30, 40))
            draw.rectangle(
                (left, top + tall // 2, left + 8, top + tall // 2 + 2), fill=(30, 30, 40)
            )
    return image.filter(ImageFilter.GaussianBlur(blur)) if blur else image


def page_photo(width: int = 900, height: int = 1200, *, blur: float = 0, turn: int = 1) -> bytes:
    """The page as a JPEG that says where and with what it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = turn
    exif[Base.Make] = "Dien thoai mau"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (21.0, 51.0, 0.0)
    out = BytesIO()
    page(width, height, blur=blur).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()
