"""The key in a file (PKCS#12), one for all centres or one for each."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import pkcs12 as container
from django.conf import settings
from django.utils import timezone
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sanviec.apps.claims.documents.signer import (
    Order,
    SignatureCheck,
    SignedPdf,
    SigningUnavailable,
)

from .held_key import HeldKeySigner
from .pades import check_pdf, sign_pdf
from .selfmade import make_pkcs12


class Pkcs12Signer:
    """Signs with SANVIEC_SIGNING_PKCS12, opened by SANVIEC_SIGNING_PASSWORD."""

    def sign(self, order: Order) -> SignedPdf:
        return sign_pdf(_signer_of(order.centre_code), order)

    def check(self, pdf: bytes) -> SignatureCheck:
        return check_pdf(pdf)

    def problem(self, centre_code: str) -> SigningUnavailable | None:
        try:
            _signer_of(centre_code)
        except SigningUnavailable as error:
            return error
        return None


def _signer_of(centre_code: str) -> HeldKeySigner:
    """The key of a centre, read once for each state of its file.

    Raises:
        SigningUnavailable: no key is set, the file is not there or does not open.
    """
    named = settings.SANVIEC_SIGNING_PKCS12
    if not named:
        raise _unavailable(
            "Chưa cài khóa ký số nên văn bản đang chờ, không mất. Người quản trị hãy đặt "
            "SANVIEC_SIGNING_PKCS12 (xem docs/operating/signing.md).",
            "no signing key: set SANVIEC_SIGNING_PKCS12 (docs/operating/signing.md); "
            "documents wait and nothing is lost",
            "no_signing_key",
        )
    path = Path(named.replace("{centre}", centre_code))
    if settings.SANVIEC_SIGNING_SELF_MADE and not path.exists():
        _make_own(path)
    try:
        stamp = path.stat().st_mtime_ns
        return _load(path, stamp, settings.SANVIEC_SIGNING_PASSWORD)
    except OSError as error:
        raise _unavailable(
            f"Không đọc được tệp khóa ký số của {centre_code}. Văn bản đang chờ, không mất. Người "
            "quản trị hãy kiểm tra SANVIEC_SIGNING_PKCS12 và quyền đọc tệp.",
            f"signing key of {centre_code} cannot be read ({type(error).__name__}); check "
            "SANVIEC_SIGNING_PKCS12 and the file's permissions",
            "signing_key_unreadable",
        ) from None


@lru_cache(maxsize=128)
def _load(path: Path, _stamp: int, password: str) -> HeldKeySigner:
    try:
        key, certificate, others = container.load_key_and_certificates(
            path.read_bytes(), password.encode() or None
        )
    except ValueError:
        key, certificate, others = None, None, []
    if key is None or certificate is None:
        raise _unavailable(
            "Tệp khóa ký số không mở được: sai mật khẩu, hoặc thiếu khóa hay chứng thư. Văn bản "
            "đang chờ, không mất. Người quản trị hãy kiểm tra SANVIEC_SIGNING_PASSWORD.",
            "the PKCS#12 file does not open: wrong SANVIEC_SIGNING_PASSWORD, or it holds no key "
            "or no certificate",
            "signing_key_closed",
        )
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise _unavailable(
            "Khóa ký số phải là RSA hoặc ECDSA. Văn bản đang chờ, không mất. Người quản trị hãy "
            "đổi tệp khóa.",
            f"the signing key is neither RSA nor ECDSA but {type(key).__name__}",
            "signing_key_kind",
        )
    chain = [Certificate.load(other.public_bytes(Encoding.DER)) for other in others]
    return HeldKeySigner(
        key,
        Certificate.load(certificate.public_bytes(Encoding.DER)),
        SimpleCertificateStore.from_certs(chain),
    )


def _make_own(path: Path) -> None:
    """A key of a demo or of tests, which proves nothing to anybody; of two makers one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(make_pkcs12(password=settings.SANVIEC_SIGNING_PASSWORD, now=timezone.now()))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _unavailable(text_vi: str, text_en: str, code: str) -> SigningUnavailable:
    return SigningUnavailable(text_vi, text_en, code=code)
