"""Which letters the bytes of a text file stand for, with how sure that is."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import IO, Final

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.reading.letters import LAYERS, LetterLayer, layer_named, share
from sanviec.engines.intake.reading.syllables import vietnamese_share
from sanviec.engines.intake.table import Encoding

_BLOCK: Final = 1 << 20
_SAMPLE: Final = 128 << 10
_ENOUGH_BAD: Final = 2_000
_MIN_CONFIDENCE: Final = 40
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Decoding:
    """What the reader needs: the codec for the bytes and, for old fonts, the layer above it."""

    codec: str
    encoding: Encoding
    layer: LetterLayer | None = None


_UTF8: Final = Decoding("utf-8", Encoding("utf-8", "UTF-8", 100))
_NAMED: Final = {
    "utf-8": _UTF8,
    "utf8": _UTF8,
    "utf-16": Decoding("utf-16", Encoding("utf-16", "UTF-16", 100)),
    "windows-1258": Decoding("cp1258", Encoding("windows-1258", "Windows-1258", 100)),
    "cp1258": Decoding("cp1258", Encoding("windows-1258", "Windows-1258", 100)),
    "windows-1252": Decoding("cp1252", Encoding("windows-1252", "Windows-1252", 100)),
}


@dataclass(slots=True)
class _Scan:
    """What one pass over the bytes found."""

    bad: int = 0
    good_marked: int = 0
    has_nul: bool = False
    sample: bytes = b""


def named_decoding(name: str, file: str) -> Decoding:
    """Give the decoding that the person asked for by name.

    Raises:
        InputError: There is no such encoding here.
    """
    wanted = name.strip().lower().replace("_", "-")
    if wanted in _NAMED:
        return _NAMED[wanted]
    layer = layer_named(wanted)
    if layer is None:
        raise refusal("encoding_option", file, encoding=name)
    return Decoding("latin-1", Encoding(layer.name, layer.label, 100), layer)


def detect_decoding(stream: IO[bytes], file: str) -> Decoding:
    """Give how to decode the stream, which is left at its start.

    A byte order mark decides; then NUL bytes in every second place mean UTF-16; then UTF-8 if
    the bytes obey it, a few damaged ones apart; then the old Vietnamese encoding under which
    most marked words are Vietnamese syllables.

    Raises:
        InputError: NUL bytes in what is not UTF-16, or no encoding gives Vietnamese.
    Cost: one pass over the file.
    """
    stream.seek(0)
    head = stream.read(4096)
    for mark, codec, label in _MARKS:
        if head.startswith(mark):
            return _marked(stream, codec, label)
    if bare := _bare_utf16(head):
        stream.seek(0)
        return Decoding(bare, Encoding("utf-16", "UTF-16", 90, is_guess=True))
    scan = _scan(stream)
    if scan.has_nul:
        raise refusal("binary_content", file)
    if scan.bad * 20 <= scan.good_marked:
        return _UTF8
    legacy = _guess_legacy(scan.sample)
    if legacy is not None:
        return legacy
    if scan.bad * 3 <= scan.good_marked:
        return _UTF8
    raise refusal("encoding_unknown", file)


def _marked(stream: IO[bytes], codec: str, label: str) -> Decoding:
    stream.seek(0)
    return Decoding(codec, Encoding(codec.removesuffix("-sig"), label, 100))


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: spaces, digits and plain letters leave every second byte zero."""
    pairs = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.3 and even <= pairs * 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.3 and odd <= pairs * 0.02 else None


def _scan(stream: IO[bytes]) -> _Scan:
    scan, rest = _Scan(), b""
    stream.seek(0)
    while block := stream.read(_BLOCK):
        if b"\0" in block:
            scan.has_nul = True
            break
        if not block.isascii() and not scan.sample:
            scan.sample = _from_first_marked(block)
        if rest or not block.isascii():
            rest = _count(rest + block, scan)
        if scan.bad > _ENOUGH_BAD and scan.bad > scan.good_marked:
            break
    scan.bad += bool(rest)
    stream.seek(0)
    return scan


def _from_first_marked(block: bytes) -> bytes:
    first = next(place for place, byte in enumerate(block) if byte > 127)
    start = block.rfind(b"\n", 0, first) + 1
    return block[start : start + _SAMPLE]


def _count(data: bytes, scan: _Scan) -> bytes:
    """Count good and bad sequences; give back the unfinished one at the end."""
    start, view = 0, memoryview(data)
    while True:
        try:
            text, used = codecs.utf_8_decode(view[start:], "strict", False)
        except UnicodeDecodeError as error:
            scan.good_marked += _marked_chars(data[start : start + error.start])
            scan.bad += 1
            start += error.end
            if scan.bad > _ENOUGH_BAD:
                return b""
        else:
            scan.good_marked += used - len(text)
            return data[start + used :]


def _marked_chars(valid: bytes) -> int:
    return 0 if valid.isascii() else len(valid) - len(valid.decode("utf-8"))


def _guess_legacy(sample: bytes) -> Decoding | None:
    """Give the old encoding under which most marked words are Vietnamese, None if none does."""
    candidates = [
        ("cp1258", None, sample.decode("cp1258", "replace")),
        *(("latin-1", layer, layer.convert(sample.decode("latin-1"))) for layer in LAYERS[:2]),
    ]
    codec, layer, text = max(candidates, key=lambda candidate: share(candidate[2]))
    confidence = _confidence(text)
    if confidence < _MIN_CONFIDENCE:
        return None
    if layer is None:
        return Decoding(codec, Encoding("windows-1258", "Windows-1258", confidence, is_guess=True))
    return Decoding(codec, Encoding(layer.name, layer.label, confidence, is_guess=True), layer)


def _confidence(text: str) -> int:
    good, total = vietnamese_share(unicodedata.normalize("NFC", text))
    if total:
        # Two words prove little: hold the confidence down until some eight agree.
        return round(100 * good / total * min(1.0, 0.5 + good / 16))
    return 50 if not any(char.isalpha() and not char.isascii() for char in text) else 0
