"""Signatures: every byte counts, keys that do not open are told, nobody's PDF can hurt."""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanviec.apps.claims.documents.signer import Order, SigningUnavailable
from sanviec.integrations.signing import Pkcs11Signer, Pkcs12Signer, pkcs11
from sanviec.integrations.signing.selfmade import make_pkcs12

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def empty_page() -> bytes:
    """The smallest PDF that has a page."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    out, places = BytesIO(b""), []
    out.write(b"%PDF-1.7\n")
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 4\n0000000000 65535 f \n")
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def order(pdf: bytes | None = None, centre: str = "LS") -> Order:
    return Order(pdf or empty_page(), centre, "Quyết định số 1", "Lạng Sơn")


@pytest.fixture(scope="module")
def signed() -> bytes:
    return Pkcs12Signer().sign(order()).content


class TestSignature:
    def test_it_is_whole_and_names_the_signer(self, signed: bytes) -> None:
        found = Pkcs12Signer().check(signed)

        assert found.is_whole
        assert found.signer == "Sàn Việc (khóa trình diễn)"
        assert found.signed_at is not None
        assert len(found.certificate_sha256) == 64

    def test_it_is_pades_over_the_whole_file(self, signed: bytes) -> None:
        assert b"/ETSI.CAdES.detached" in signed
        assert signed.startswith(empty_page())

    def test_any_changed_bit_is_refused(self, signed: bytes) -> None:
        rng, signer = random.Random(7), Pkcs12Signer()
        for _ in range(20):
            changed = bytearray(signed)
            changed[rng.randrange(len(empty_page()))] ^= 1 << rng.randrange(8)
            assert not signer.check(bytes(changed)).is_whole

    def test_what_is_added_after_it_is_refused(self, signed: bytes) -> None:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        added = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(signed))
        writer.root["/Lang"] = writer.root.raw_get("/Type")
        writer.update_root()
        writer.write(added)

        found = Pkcs12Signer().check(added.getvalue())

        assert (found.is_whole, found.problem) == (False, "not_whole")
        assert not Pkcs12Signer().check(signed + b"\n% more\n").is_whole

    @pytest.mark.parametrize(
        "rubbish",
        [
            b"",
            b"MZ",
            b"%PDF-1.7",
            b"%PDF-1.7\n" + os.urandom(500),
            b"%PDF-1.7\nstartxref\n99999999\n%%EOF",
            b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n" + b"[" * 5000,
        ],
        ids=("nothing", "program", "head", "noise", "no_table", "deep"),
    )
    def test_rubbish_is_not_whole_and_no_error(self, rubbish: bytes) -> None:
        assert not Pkcs12Signer().check(rubbish).is_whole

    def test_a_page_without_a_signature(self) -> None:
        assert Pkcs12Signer().check(empty_page()).problem == "unsigned"


class TestKeyFile:
    def refusal(self) -> SigningUnavailable:
        found = Pkcs12Signer().problem("LS")
        assert found is not None
        with pytest.raises(SigningUnavailable):
            Pkcs12Signer().sign(order())
        return found

    def test_none_is_set(self, settings: Any) -> None:
        settings.SANVIEC_SIGNING_PKCS12 = ""

        found = self.refusal()

        assert found.code == "no_signing_key"
        assert "SANVIEC_SIGNING_PKCS12" in found.text_vi
        assert "không mất" in found.text_vi

    def test_it_is_not_there(self, settings: Any, tmp_path: Path) -> None:
        settings.SANVIEC_SIGNING_PKCS12 = str(tmp_path / "none.p12")
        settings.SANVIEC_SIGNING_SELF_MADE = False

        assert self.refusal().code == "signing_key_unreadable"
        assert not (tmp_path / "none.p12").exists()

    @pytest.mark.parametrize("password", ["wrong", ""])
    def test_it_does_not_open(self, settings: Any, tmp_path: Path, password: str) -> None:
        path = tmp_path / "key.p12"
        path.write_bytes(make_pkcs12(password="right", now=NOW))
        settings.SANVIEC_SIGNING_PKCS12 = str(path)
        settings.SANVIEC_SIGNING_PASSWORD = password

        found = self.refusal()

        assert found.code == "signing_key_closed"
        assert "right" not in found.text_en

    def test_each_centre_may_have_its_own(self, settings: Any, tmp_path: Path) -> None:
        settings.SANVIEC_SIGNING_PKCS12 = str(tmp_path / "{centre}.p12")
        settings.SANVIEC_SIGNING_SELF_MADE = False
        settings.SANVIEC_SIGNING_PASSWORD = "x"
        (tmp_path / "LS.p12").write_bytes(make_pkcs12(password="x", now=NOW, name="Lạng Sơn"))

        assert Pkcs12Signer().problem("CB") is not None
        assert Pkcs12Signer().check(Pkcs12Signer().sign(order()).content).signer == "Lạng Sơn"

    @pytest.mark.slow  # two new keys
    def test_a_new_file_is_taken_at_once(self, settings: Any, tmp_path: Path) -> None:
        path = tmp_path / "key.p12"
        settings.SANVIEC_SIGNING_PKCS12 = str(path)
        settings.SANVIEC_SIGNING_PASSWORD = "x"
        signers = []
        for stamp, name in enumerate(("Cũ", "Mới"), 1):
            path.write_bytes(make_pkcs12(password="x", now=NOW, name=name))
            os.utime(path, (stamp, stamp))
            signers.append(Pkcs12Signer().check(Pkcs12Signer().sign(order()).content).signer)

        assert signers == ["Cũ", "Mới"]

    def test_a_demo_makes_its_own_and_nobody_else_reads_it(
        self, settings: Any, tmp_path: Path
    ) -> None:
        path = tmp_path / "new" / "key.p12"
        settings.SANVIEC_SIGNING_PKCS12 = str(path)

        assert Pkcs12Signer().problem("LS") is None

        assert path.stat().st_mode & 0o777 == 0o600
        assert [one.name for one in path.parent.iterdir()] == ["key.p12"]


class TestToken:
    def test_its_settings_are_asked_for(self) -> None:
        found = Pkcs11Signer().problem("LS")

        assert found is not None
        assert found.code == "no_signing_key"
        assert "SANVIEC_PKCS11_MODULE" in found.text_vi

    def test_a_missing_library_is_told(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import builtins

        plain = builtins.__import__

        def without(name: str, *args: Any, **more: Any) -> Any:
            if name.startswith(("pkcs11", "pyhanko.sign.pkcs11")):
                raise ImportError(name)
            return plain(name, *args, **more)

        monkeypatch.setattr(builtins, "__import__", without)
        settings.SANVIEC_PKCS11_MODULE = "/nowhere/lib.so"
        settings.SANVIEC_PKCS11_TOKEN = "BanCoYeu"
        settings.SANVIEC_PKCS11_KEY = "khoa"

        with pytest.raises(SigningUnavailable) as refusal:
            Pkcs11Signer().sign(order())

        assert refusal.value.code == "pkcs11_missing"
        assert "python-pkcs11" in refusal.value.text_vi

    def test_a_token_that_refuses_is_let_go(
        self, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A session that is only dropped stays logged in, and the next login is refused."""
        closed: list[bool] = []

        class Refusal(RuntimeError):
            pass

        class Session:
            def close(self) -> None:
                closed.append(True)
                raise Refusal

        def refusing(*_args: Any, **_more: Any) -> Any:
            raise Refusal

        settings.SANVIEC_PKCS11_MODULE, settings.SANVIEC_PKCS11_TOKEN = "lib.so", "BanCoYeu"
        settings.SANVIEC_PKCS11_KEY = "khoa-{centre}"
        monkeypatch.setitem(pkcs11._sessions, ("lib.so", "BanCoYeu"), Session())
        errors = SimpleNamespace(PKCS11Error=Refusal)
        monkeypatch.setitem(sys.modules, "pkcs11", SimpleNamespace(exceptions=errors))
        monkeypatch.setitem(sys.modules, "pkcs11.exceptions", errors)
        token = SimpleNamespace(PKCS11Signer=refusing)
        monkeypatch.setitem(sys.modules, "pyhanko.sign.pkcs11", token)

        with pytest.raises(SigningUnavailable) as refusal:
            Pkcs11Signer().sign(order())

        assert refusal.value.code == "pkcs11_refused"
        assert closed == [True]
        assert not pkcs11._sessions

    def test_what_was_signed_by_a_file_it_can_check(self, signed: bytes) -> None:
        assert Pkcs11Signer().check(signed).is_whole
