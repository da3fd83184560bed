"""Tickets: read back as issued; copied texts, other keys and old ones are refused with a reason."""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sanviec.apps.exchanges.enums import ScanOutcome
from sanviec.apps.exchanges.models import Participant
from sanviec.apps.exchanges.tickets import TicketRead, issue_ticket, read_ticket, ticket_keys

from .factories import NOW, STARTS

SESSION, PERSON = UUID(int=2**127 + 5), UUID(int=7)
UNTIL = STARTS + timedelta(hours=4)


def ticket(until=UNTIL) -> str:
    return issue_ticket(Participant(pk=PERSON, session_id=SESSION), until=until)


def read(text: str, now=NOW) -> TicketRead:
    return read_ticket(text, keys=ticket_keys(), now=now)


def test_a_ticket_is_read_back_as_it_was_issued():
    found = read(f" {ticket()}\n")
    assert found == TicketRead(None, SESSION, PERSON, UNTIL)
    assert found.is_valid


def test_the_text_has_the_agreed_form():
    version, session, person, until, signature = ticket().split(".")
    assert version == "SV1"
    assert base64.urlsafe_b64decode(session + "==") == SESSION.bytes
    assert base64.urlsafe_b64decode(person + "==") == PERSON.bytes
    assert int(until, 36) == int(UNTIL.timestamp())
    assert len(base64.urlsafe_b64decode(signature + "==")) == 64


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        (UNTIL, None),
        (UNTIL + timedelta(milliseconds=900), None),
        (UNTIL + timedelta(seconds=1), ScanOutcome.EXPIRED),
    ],
)
def test_a_ticket_is_good_up_to_and_including_its_last_second(moment, refusal):
    found = read(ticket(), moment)
    assert found.refusal == refusal
    # Who comes too late is still known by the ticket.
    assert found.participant_id == PERSON


def test_the_key_before_the_newest_is_still_believed(settings):
    settings.SANVIEC_TICKET_KEYS = (b"o" * 32,)
    old = ticket()
    settings.SANVIEC_TICKET_KEYS = (b"t" * 32, b"o" * 32)
    assert read(old).is_valid
    settings.SANVIEC_TICKET_KEYS = (b"t" * 32,)
    assert read(old).refusal == ScanOutcome.FORGED


def test_a_ticket_signed_by_somebody_else_is_forged():
    body = ticket().rpartition(".")[0]
    signature = Ed25519PrivateKey.from_private_bytes(b"x" * 32).sign(body.encode())
    forged = f"{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    found = read(forged)
    assert found.refusal == ScanOutcome.FORGED
    assert found.participant_id is None


@given(place=st.integers(0, 400), letter=st.sampled_from("AbZ09_-.~é\0"))
def test_no_changed_letter_is_believed(place, letter):
    whole = ticket()
    place %= len(whole)
    changed = whole[:place] + letter + whole[place + 1 :]
    assert read(changed).is_valid == (changed == whole)


@given(st.text("SV1.abcXYZ-_09 é\0\n😀", max_size=200))
def test_rubbish_is_refused_and_breaks_nothing(text):
    assert read(text).refusal == ScanOutcome.UNKNOWN


def test_a_very_long_text_is_not_looked_at():
    assert read(ticket() + " " * 1_000_000).refusal == ScanOutcome.UNKNOWN
