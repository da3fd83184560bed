"""The collector of cycles leaves alone what lives as long as the run.

Django, the templates and thousands of collected tests are many objects. Python looks
through all of them again and again, and thrice more at the end, only to find that they live. They
are set aside once the tests are known, and young objects are looked at less often. What a test
leaves behind in a cycle is still found, later and at the latest at the end of the run, where
pytest looks for warnings of it.
"""

from __future__ import annotations

import gc

# Instead of 700: what a request makes is gone with it, mostly without any cycle.
THRESHOLDS = (20_000, 20, 20)


def set_aside() -> None:
    """Take what is there out of all later collections; called once the tests are collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
