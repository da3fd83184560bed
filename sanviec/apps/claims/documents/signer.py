"""The port to whatever holds the key: a file, a token, a service of the State."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from sanviec.kernel.errors import InputError


class SigningUnavailable(InputError):
    """No key can sign now; the document waits, and an operator has to do what the text says."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be signed.

    Args:
        pdf: the document as drawn.
        centre_code: whose key signs.
        reason: what stands in the signature as its reason.
        place: where it is signed.
    """

    pdf: bytes
    centre_code: str
    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The signed file, and the SHA-256 of the certificate that stands in it."""

    content: bytes
    certificate_sha256: str


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What a look at a signature says.

    Args:
        is_whole: the signature fits, and covers every byte of the file.
        certificate_sha256: who signed; empty when nobody can be read out of the file.
        signer: the name in the certificate.
        signed_at: the instant that the signature names.
        problem: why it is not whole, in a word; empty when it is.
    """

    is_whole: bool
    certificate_sha256: str = ""
    signer: str = ""
    signed_at: datetime | None = None
    problem: str = ""


class DocumentSigner(Protocol):
    """What the class named by SANVIEC_DOCUMENT_SIGNER does."""

    def sign(self, order: Order) -> SignedPdf:
        """Put one PAdES signature over the whole document.

        Raises:
            SigningUnavailable: there is no key, or it does not answer.
        """
        ...

    def check(self, pdf: bytes) -> SignatureCheck:
        """Look at the signature of a file; a file that is no PDF is not whole, never an error."""
        ...

    def problem(self, centre_code: str) -> SigningUnavailable | None:
        """Why this centre's documents cannot be signed now; None when they can."""
        ...


def document_signer() -> DocumentSigner:
    """The signer of this installation."""
    made: DocumentSigner = import_string(settings.SANVIEC_DOCUMENT_SIGNER)()
    return made
