"""Sealed files: readable by their key and for their purpose only."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from sanviec.apps.platform.sealing import seal, unseal

CONTENT = bytes(range(256)) * 4


def test_it_comes_back_as_it_was_and_never_looks_the_same_twice() -> None:
    first, second = seal(CONTENT, "a"), seal(CONTENT, "a")

    assert first != second
    assert CONTENT not in first
    assert unseal(first, "a") == unseal(second, "a") == CONTENT


@pytest.mark.parametrize("place", [-1, -600, 10])
def test_a_changed_byte_is_refused(place: int) -> None:
    sealed = bytearray(seal(CONTENT, "a"))
    sealed[place] ^= 1

    with pytest.raises(ValueError, match="was changed"):
        unseal(bytes(sealed), "a")


def test_it_cannot_stand_in_for_another_or_be_cut() -> None:
    sealed = seal(CONTENT, "a")

    for wrong, context in ((sealed, "b"), (sealed[:-1], "a"), (sealed[:12], "a")):
        with pytest.raises(ValueError, match="was changed"):
            unseal(wrong, context)


def test_a_new_key_still_reads_what_the_old_one_sealed(settings: Any) -> None:
    sealed, old = seal(CONTENT, "a"), settings.SANVIEC_FIELD_KEYS
    settings.SANVIEC_FIELD_KEYS = {"new": bytes(32)} | old
    assert unseal(sealed, "a") == CONTENT

    settings.SANVIEC_FIELD_KEYS = {"new": bytes(32)}
    for broken in (sealed, b"", b"\xff\n"):
        with pytest.raises(ImproperlyConfigured):
            unseal(broken, "a")
