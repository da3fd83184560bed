"""Signers for tests that are not about signatures: quick, or without a key, or broken."""

from __future__ import annotations

import pytest

from sanviec.apps.claims.documents.signer import (
    Order,
    SignatureCheck,
    SignedPdf,
    SigningUnavailable,
)
from sanviec.apps.claims.documents.wording import Wording

CERTIFICATE = "c" * 64
_PLACE = "tests.apps.claims.signers"


class QuickSigner:
    """Adds a line; whoever has its certificate is believed."""

    def sign(self, order: Order) -> SignedPdf:
        return SignedPdf(order.pdf + b"\nsigned " + order.centre_code.encode(), CERTIFICATE)

    def check(self, pdf: bytes) -> SignatureCheck:
        return SignatureCheck(b"\nsigned " in pdf, CERTIFICATE, "Trung tâm")

    def problem(self, centre_code: str) -> SigningUnavailable | None:
        return None


class KeylessSigner(QuickSigner):
    """What an installation has before its key comes."""

    def problem(self, centre_code: str) -> SigningUnavailable | None:
        return SigningUnavailable("Chưa có khóa.", "no key", code="no_signing_key")


class BrokenSigner(QuickSigner):
    """A mistake in the program."""

    def sign(self, order: Order) -> SignedPdf:
        raise ZeroDivisionError


class FullDisk(QuickSigner):
    """What passes by itself."""

    def sign(self, order: Order) -> SignedPdf:
        raise OSError(28, "No space left on device")


def use(settings: object, signer: type) -> None:
    vars(settings)  # the fixture of pytest-django
    settings.SANVIEC_DOCUMENT_SIGNER = f"{_PLACE}.{signer.__name__}"  # type: ignore[attr-defined]  # any settings


def draw_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of some bytes instead of a page: for tests that are not about the page."""

    def drawn(wording: Wording, *, signed_at: object) -> bytes:
        return f"%PDF-1.7 SANVIEC-QD-{wording.code} {wording.about} {signed_at}".encode()

    monkeypatch.setattr("sanviec.apps.claims.services.papers.draw_document", drawn)
