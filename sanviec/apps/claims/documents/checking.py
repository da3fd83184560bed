"""Is a file the one that was signed? Bytes are compared first: a stranger's PDF is never opened."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.claims.selectors.documents import document_by_code, document_by_file

from .codes import ALPHABET, LENGTH
from .page import MARK
from .signer import SignatureCheck, document_signer

# Our documents are some tens of kilobytes.
MAX_BYTES = 2 * 1024 * 1024
_MARKED = re.compile(rb"%s([%s]{%d})" % (MARK.encode(), ALPHABET.encode(), LENGTH))


class Verdict(Enum):
    """What a file is."""

    GENUINE = "genuine"
    CHANGED = "changed"
    STRANGE = "strange"
    NO_PDF = "no_pdf"
    TOO_LARGE = "too_large"
    # Our bytes, and yet the signature does not hold: somebody was at the stored file.
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """The verdict, the document that the file is or claims to be, and its signature."""

    verdict: Verdict
    document: DecisionDocument | None = None
    signature: SignatureCheck | None = None


def check_file(content: bytes, *, expected: DecisionDocument | None = None) -> FileCheck:
    """Compare a file with what was signed; nothing of it is kept.

    Args:
        content: the file; of a larger one than MAX_BYTES one byte more is enough.
        expected: the document whose page the file was handed in on.

    Cost: a hash and a query; one signature, about 20 ms, when the bytes are ours.
    """
    if len(content) > MAX_BYTES:
        return FileCheck(Verdict.TOO_LARGE)
    if not content.startswith(b"%PDF-"):
        return FileCheck(Verdict.NO_PDF)
    found = document_by_file(hashlib.sha256(content).hexdigest())
    if found is not None:
        signature = document_signer().check(content)
        is_ours = signature.certificate_sha256 == found.certificate_sha256
        is_whole = signature.is_whole and is_ours
        return FileCheck(Verdict.GENUINE if is_whole else Verdict.BROKEN, found, signature)
    claimed = _claimed(content) or expected
    return FileCheck(Verdict.CHANGED if claimed else Verdict.STRANGE, claimed)


def _claimed(content: bytes) -> DecisionDocument | None:
    """The document that a file says it is, by the mark that we put into each."""
    mark = _MARKED.search(content)
    return document_by_code(mark[1].decode()) if mark else None
