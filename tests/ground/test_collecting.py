"""What lives as long as the run is set aside; what a test leaves in a cycle is still found."""

from __future__ import annotations

import gc
import weakref

from tests.ground import collecting


class Left:
    """Something that can be watched."""


def test_what_is_there_is_set_aside() -> None:
    # Done anew: a test of a large import before this one took it back, as the import does.
    collecting.set_aside()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold() == collecting.THRESHOLDS


def test_a_cycle_of_a_test_is_found() -> None:
    left = Left()
    left.itself = left
    watched = weakref.ref(left)
    del left
    gc.collect()
    assert watched() is None
