"""What a page may say to the signalling process, and how much of it in a while."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

# A description of a call is some 5 KB; uvicorn refuses longer frames by itself.
FRAME_BYTES = 65_536
TEXT_LONGEST = 1_000
_KINDS = frozenset({"signal", "text", "notice", "ping", "leave"})


class BadFrame(ValueError):
    """It is no message of ours."""


@dataclass(slots=True)
class Allowance:
    """A bucket that fills with time: a burst at the start of a call, few words later.

    Args:
        burst: how many messages at once.
        per_second: how many a second in the long run.
        at: the stopwatch when it was made, in seconds.
    """

    burst: float
    per_second: float
    at: float
    left: float = -1.0

    def takes(self, at: float) -> bool:
        """Whether one more message may pass at an instant of the stopwatch."""
        full = self.burst if self.left < 0 else self.left
        self.left = min(self.burst, full + (at - self.at) * self.per_second)
        self.at = at
        if self.left < 1:
            return False
        self.left -= 1
        return True


def read_frame(text: str | None) -> dict[str, Any]:
    """The message in a frame, with the parts that its kind needs.

    Raises:
        BadFrame: it is not JSON, or not one of ours.
    """
    if not text or len(text) > FRAME_BYTES:
        raise BadFrame("empty or too long")
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame("not JSON") from None
    if not isinstance(frame, dict) or frame.get("type") not in _KINDS:
        raise BadFrame("no such kind")
    _check_parts(frame)
    return frame


def _check_parts(frame: dict[str, Any]) -> None:
    kind = frame["type"]
    if kind == "signal" and not (_is_text(frame.get("to"), 36) and _is_object(frame.get("data"))):
        raise BadFrame("a signal needs to and data")
    if kind in {"text", "notice"} and not _is_text(frame.get("text"), TEXT_LONGEST):
        raise BadFrame("a text needs 1 to 1000 letters")
    if kind == "text" and not _is_text(frame.get("id"), 36):
        raise BadFrame("a text needs an id")


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= longest


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
