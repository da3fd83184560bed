"""One PAdES signature over a whole PDF, and a look at one."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from sanviec.apps.claims.documents.signer import Order, SignatureCheck, SignedPdf

FIELD = "ChuKySo"
# What a parser raises at a file that is no PDF, or one that was made to hurt it.
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    SigningError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    struct.error,
    zlib.error,
)
# An organisation's certificate may be for signing or for not denying it later.
_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


def sign_pdf(signer: Signer, order: Order) -> SignedPdf:
    """The document with one signature over every byte of it; no picture is added.

    Raises:
        SigningError: the key does not answer.
    """
    writer = IncrementalPdfFileWriter(BytesIO(order.pdf))
    described = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=order.reason,
        location=order.place,
    )
    signed = BytesIO()
    PdfSigner(described, signer=signer).sign_pdf(writer, output=signed)
    certificate = signer.signing_cert
    assert certificate is not None
    return SignedPdf(signed.getvalue(), hashlib.sha256(certificate.dump()).hexdigest())


def check_pdf(pdf: bytes) -> SignatureCheck:
    """Whether the one signature of a file fits and covers all of it.

    Who is believed is the caller's question: the certificate's fingerprint is in the answer, and
    it stands beside the document in the database since it was signed.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return SignatureCheck(False, problem="unsigned" if not signatures else "several")
        return _check(signatures[0])
    except _UNREADABLE as error:
        return SignatureCheck(False, problem=f"unreadable: {type(error).__name__}")


def _check(signature: Any) -> SignatureCheck:
    certificate = signature.signer_cert
    signed_at: datetime | None = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[certificate],
        allow_fetching=False,
        moment=signed_at,
        best_signature_time=signed_at,
    )
    status = validate_pdf_signature(
        signature, signer_validation_context=context, key_usage_settings=_USAGE, skip_diff=True
    )
    covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    problem = "" if covers_all else "not_whole"
    if not (status.intact and status.valid):
        problem = "changed"
    return SignatureCheck(
        is_whole=not problem,
        certificate_sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        signer=str(certificate.subject.native.get("common_name", "")),
        signed_at=signed_at,
        problem=problem,
    )
