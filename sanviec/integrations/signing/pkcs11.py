"""The key in a token or a hardware module (PKCS#11), which never gives it out."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from pyhanko.sign.general import SigningError

from sanviec.apps.claims.documents.signer import (
    Order,
    SignatureCheck,
    SignedPdf,
    SigningUnavailable,
)

from .pades import check_pdf, sign_pdf

# A login takes about a second at a token; one session serves a whole process.
_sessions: dict[tuple[str, str], Any] = {}


class Pkcs11Signer:
    """Signs with the key SANVIEC_PKCS11_KEY of the token SANVIEC_PKCS11_TOKEN."""

    def sign(self, order: Order) -> SignedPdf:
        session = _session()
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.sign.pkcs11 import PKCS11Signer

        label = settings.SANVIEC_PKCS11_KEY.replace("{centre}", order.centre_code)
        try:
            return sign_pdf(PKCS11Signer(session, cert_label=label, key_label=label), order)
        except (PKCS11Error, SigningError) as error:
            # Pulled out, or logged out: the next document opens it anew. A session that is only
            # dropped stays logged in, and the token refuses the next login.
            _sessions.clear()
            with suppress(PKCS11Error):
                session.close()
            raise _refused(error) from error

    def check(self, pdf: bytes) -> SignatureCheck:
        return check_pdf(pdf)

    def problem(self, centre_code: str) -> SigningUnavailable | None:
        try:
            _session()
        except SigningUnavailable as error:
            return error
        return None


def _session() -> Any:
    """The open session of the token.

    Raises:
        SigningUnavailable: a setting or the library is missing, or the token does not answer.
    """
    module, token = settings.SANVIEC_PKCS11_MODULE, settings.SANVIEC_PKCS11_TOKEN
    if not (module and token and settings.SANVIEC_PKCS11_KEY):
        raise SigningUnavailable(
            "Chưa khai đủ thiết bị ký số nên văn bản đang chờ, không mất. Người quản trị hãy đặt "
            "SANVIEC_PKCS11_MODULE, SANVIEC_PKCS11_TOKEN và SANVIEC_PKCS11_KEY.",
            "set SANVIEC_PKCS11_MODULE, SANVIEC_PKCS11_TOKEN and SANVIEC_PKCS11_KEY",
            code="no_signing_key",
        )
    if (module, token) not in _sessions:
        _sessions[module, token] = _open(module, token)
    return _sessions[module, token]


def _open(module: str, token: str) -> Any:
    try:
        from pkcs11.exceptions import PKCS11Error
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import open_pkcs11_session
    except ImportError:
        raise SigningUnavailable(
            "Máy chủ chưa cài thư viện python-pkcs11 nên chưa ký bằng thiết bị được. Văn bản đang "
            "chờ, không mất. Người quản trị hãy cài theo docs/operating/signing.md.",
            "python-pkcs11 is not installed; see docs/operating/signing.md",
            code="pkcs11_missing",
        ) from None
    try:
        return open_pkcs11_session(
            module,
            token_criteria=TokenCriteria(label=token),
            user_pin=settings.SANVIEC_PKCS11_PIN or None,
        )
    except (PKCS11Error, OSError) as error:
        raise _refused(error) from error


def _refused(error: Exception) -> SigningUnavailable:
    return SigningUnavailable(
        "Thiết bị ký số không trả lời: chưa cắm, sai PIN hoặc sai tên khóa. Văn bản đang chờ, "
        "không mất. Người quản trị hãy kiểm tra thiết bị.",
        f"the PKCS#11 token refused ({type(error).__name__}); check that it is plugged in, its "
        "PIN and its labels",
        code="pkcs11_refused",
    )
