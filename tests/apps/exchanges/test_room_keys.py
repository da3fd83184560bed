"""Links and passes of a room, and the relay's credential: what opens what, and until when."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import signing
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.relay import relay_credential
from sanviec.apps.exchanges.room_keys import (
    RoomLink,
    RoomPass,
    read_link,
    read_pass,
    sign_link,
    sign_pass,
)
from sanviec.apps.platform.logs import blot

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
LINK = RoomLink(uuid4(), RoomSide.PERSON, uuid4())
PASS = RoomPass(uuid4(), RoomSide.MANAGER, "u12", uuid4())
# What RFC 9110 calls a token: nothing else may stand in Sec-WebSocket-Protocol.
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def test_a_link_says_what_was_signed_until_its_end() -> None:
    token = sign_link(LINK, ends_at=NOW)

    assert read_link(token, now=NOW - timedelta(seconds=1)) == LINK
    with pytest.raises(signing.SignatureExpired):
        read_link(token, now=NOW)


def test_a_pass_lasts_a_minute_and_fits_into_the_header() -> None:
    token = sign_pass(PASS, now=NOW)

    assert TOKEN.fullmatch(token)
    assert read_pass(token, now=NOW + timedelta(seconds=59)) == PASS
    with pytest.raises(signing.SignatureExpired):
        read_pass(token, now=NOW + timedelta(seconds=60))


def test_neither_opens_the_other() -> None:
    with pytest.raises(signing.BadSignature):
        read_pass(sign_link(LINK, ends_at=NOW + timedelta(hours=1)), now=NOW)
    with pytest.raises(signing.BadSignature):
        read_link(sign_pass(PASS, now=NOW), now=NOW)


@settings(max_examples=40)
@given(st.text(max_size=250))
def test_rubbish_is_refused(token: str) -> None:
    for read in (read_link, read_pass):
        with pytest.raises(signing.BadSignature):
            read(token, now=NOW)


@settings(max_examples=40)
@given(st.integers(0, 500))
def test_a_changed_letter_is_refused(place: int) -> None:
    token = sign_link(LINK, ends_at=NOW)
    at = place % len(token)
    changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]

    with pytest.raises(signing.BadSignature):
        read_link(changed, now=NOW - timedelta(days=1))


def test_no_line_of_the_log_holds_either() -> None:
    for token in (sign_link(LINK, ends_at=NOW), sign_pass(PASS, now=NOW)):
        assert token not in blot(f"GET /phong/lien-ket/{token}/")


def test_the_relay_takes_the_credential() -> None:
    """The text as coturn works it out: the HMAC of "instant:name"."""
    given_one = relay_credential(secret="bí mật", holder="abc", ends_at=NOW)
    expected = hmac.new("bí mật".encode(), b"1795654800:abc", hashlib.sha1).digest()

    assert given_one.username == "1795654800:abc"
    assert base64.b64decode(given_one.credential) == expected
