"""A stolen database file gives away no identity number and no phone."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.apps.employers.models import Employer
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.fields import (
    EncryptedTextField,
    RecordIdField,
    blind_index,
    decrypt,
    encrypt,
)
from tests.apps.factories import NOW, make_centre

PHONE = "0912345678"


def make_employer_row() -> Employer:
    """An employer written without its service: these tests are about the columns."""
    employer = Employer(
        centre=make_centre(), name="May Kỳ Lừa", phone=PHONE, created_at=NOW, updated_at=NOW
    )
    employer.save(force_insert=True)
    return employer


def stored_phone() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM employers_employer")
        return str(cursor.fetchone()[0])


def store_phone(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE employers_employer SET phone = %s", [text])


@given(st.text(max_size=40))
@settings(max_examples=30)
def test_what_is_encrypted_comes_back(text: str) -> None:
    assert decrypt(encrypt(text, "a.b"), "a.b") == text


def test_equal_texts_have_different_cipher_texts() -> None:
    assert encrypt(PHONE, "a.b") != encrypt(PHONE, "a.b")


def test_a_value_moved_to_another_column_does_not_decrypt() -> None:
    with pytest.raises(ValueError, match=r"encrypted value of a\.c was changed"):
        decrypt(encrypt(PHONE, "a.b"), "a.c")


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_one_changed_byte_is_noticed(at: int) -> None:
    key_id, _, body = encrypt(PHONE, "a.b").partition(":")
    raw = bytearray(base64.b64decode(body))
    raw[at] ^= 1
    with pytest.raises(ValueError, match="was changed"):
        decrypt(f"{key_id}:{base64.b64encode(raw).decode()}", "a.b")


@pytest.mark.parametrize("stored", ["k1:", "k1:AAAA", "k1:không phải base64"])
def test_a_broken_cipher_text_is_refused(stored: str) -> None:
    with pytest.raises(ValueError, match="was changed"):
        decrypt(stored, "a.b")


def test_clear_text_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="not encrypted") as caught:
        decrypt(PHONE, "a.b")
    assert PHONE not in str(caught.value)


def test_the_first_key_encrypts_and_an_older_one_still_decrypts(settings: Any) -> None:
    old, new = {"k0": b"0" * 32}, {"k2": b"2" * 32}
    settings.SANVIEC_FIELD_KEYS = old
    stored = encrypt(PHONE, "a.b")
    settings.SANVIEC_FIELD_KEYS = new | old
    assert decrypt(stored, "a.b") == PHONE
    assert encrypt(PHONE, "a.b").startswith("k2:")
    settings.SANVIEC_FIELD_KEYS = new
    with pytest.raises(ImproperlyConfigured, match="no field key 'k0'"):
        decrypt(stored, "a.b")


class TestBlindIndex:
    def test_finds_equal_values_of_one_purpose_only(self) -> None:
        assert blind_index(PHONE, "phone") == blind_index(PHONE, "phone")
        assert blind_index(PHONE, "phone") != blind_index(PHONE, "identity")
        assert blind_index(PHONE, "phone") != blind_index("0912345679", "phone")

    def test_of_nothing_is_nothing(self) -> None:
        assert blind_index("", "phone") == ""

    def test_hangs_on_the_key(self, settings: Any) -> None:
        before = blind_index(PHONE, "phone")
        settings.SANVIEC_INDEX_KEY = b"x" * 32
        assert blind_index(PHONE, "phone") != before


@pytest.mark.django_db
class TestColumn:
    def test_holds_cipher_text_and_gives_clear_text(self) -> None:
        make_employer_row()
        assert PHONE not in stored_phone()
        assert stored_phone().startswith("k1:")
        assert Employer.objects.get().phone == PHONE

    def test_an_empty_text_stays_empty(self) -> None:
        employer = make_employer_row()
        employer.phone = ""
        employer.save(update_fields=["phone"])
        assert stored_phone() == ""
        assert Employer.objects.get().phone == ""

    @pytest.mark.parametrize("planted", ["0900000000", "k1:AAAA", "zz:AAAA"])
    def test_the_audit_names_a_row_that_sql_made_unreadable(self, planted: str) -> None:
        employer = make_employer_row()
        audit.record(audit.Act("employer.seen", employer), actor=SYSTEM, now=NOW)
        assert list(audit.verify()) == []
        store_phone(planted)
        (finding,) = audit.verify()
        assert (finding.code, finding.object_id) == ("row_unreadable", str(employer.pk))

    def test_writing_the_same_text_again_does_not_alarm_the_audit(self) -> None:
        employer = make_employer_row()
        audit.record(audit.Act("employer.seen", employer), actor=SYSTEM, now=NOW)
        before = stored_phone()
        employer.save(update_fields=["phone"])
        assert stored_phone() != before
        assert list(audit.verify()) == []


def test_migrations_see_plain_columns() -> None:
    assert EncryptedTextField().deconstruct()[1] == "django.db.models.TextField"
    _, path, _, kwargs = RecordIdField(primary_key=True).deconstruct()
    assert path == "django.db.models.UUIDField"
    assert "default" not in kwargs
    assert isinstance(EncryptedTextField(), models.TextField)
