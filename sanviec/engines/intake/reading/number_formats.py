"""What a number in a workbook shows as: a date, a padded number, or just the number."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import IO, Final, Literal

from sanviec.engines.intake.reading.xml_stream import read_all

Shape = Literal["date"] | int

_BUILT_IN_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LITERALS: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS: Final = re.compile(r"[dmyhs]", re.IGNORECASE)
_PADDING: Final = re.compile(r"0{2,}")
_WHOLE: Final = re.compile(r"-?\d{1,40}")
_FAKE_LEAP_DAY: Final = 60
_LAST_SERIAL: Final = 2_958_465
_EPOCH_1900: Final = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH_1904: Final = datetime(1904, 1, 1, tzinfo=UTC)


class Styles:
    """Reads `styles.xml`: for each cell style that is not plain, its shape.

    A shape is `"date"`, or the width to which leading zeros are shown.
    """

    def __init__(self) -> None:
        self.shapes: dict[str, Shape] = {}
        self._formats: dict[int, str] = {}
        self._is_in_cell_styles = False
        self._count = 0

    def read(self, stream: IO[bytes]) -> None:
        """Take in the style sheet."""
        read_all(stream, self._start, self._end)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_in_cell_styles = True
        elif name == "xf" and self._is_in_cell_styles:
            shape = self._shape(int(attributes.get("numFmtId", "0")))
            if shape is not None:
                self.shapes[str(self._count)] = shape
            self._count += 1

    def _end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cell_styles = False

    def _shape(self, number: int) -> Shape | None:
        code = self._formats.get(number)
        if code is None:
            return "date" if number in _BUILT_IN_DATES else None
        if _PADDING.fullmatch(code):
            return len(code)
        bare = _LITERALS.sub("", code.split(";")[0])
        is_date = _DATE_LETTERS.search(bare) and "general" not in bare.lower()
        return "date" if is_date else None


def number_text(raw: str, shape: Shape | None) -> str:
    """Give a stored number as text: whole numbers without decimals, padded when so shown."""
    if not _WHOLE.fullmatch(raw):
        value = float(raw)
        if not value.is_integer():
            return format(value, ".15g")
        raw = str(int(value)) if abs(value) < 1e40 else raw
    return raw.zfill(shape) if isinstance(shape, int) else raw


def serial_text(raw: str, *, is_1904: bool) -> str | None:
    """Give a date serial as ISO text, with the time if it has one; None if it is no date."""
    value = float(raw)
    if not 0 <= value <= _LAST_SERIAL:
        return None
    if value < 1:
        return (_EPOCH_1900 + _rounded(value)).strftime("%H:%M")
    # Spreadsheets count a 29 February 1900 that never was.
    correction = 1 if not is_1904 and value < _FAKE_LEAP_DAY else 0
    moment = (_EPOCH_1904 if is_1904 else _EPOCH_1900) + _rounded(value + correction)
    return moment.strftime("%Y-%m-%d" if moment.hour == moment.minute == 0 else "%Y-%m-%dT%H:%M:%S")


def _rounded(days: float) -> timedelta:
    return timedelta(seconds=round(days * 86_400))
