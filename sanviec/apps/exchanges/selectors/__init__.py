"""Reads of exchange sessions."""

from .access import (
    get_hosted_session_for,
    get_interview_for,
    get_participant_for,
    get_public_session,
    get_session_for,
    get_stand_for,
    sessions_for,
)
from .rooms import (
    attendance_of,
    own_rooms,
    own_stands_by_video,
    room_behind,
    room_for,
    room_times,
    rooms_of,
    watched_session_for,
    why_closed,
)

__all__ = [
    "attendance_of",
    "get_hosted_session_for",
    "get_interview_for",
    "get_participant_for",
    "get_public_session",
    "get_session_for",
    "get_stand_for",
    "own_rooms",
    "own_stands_by_video",
    "room_behind",
    "room_for",
    "room_times",
    "rooms_of",
    "sessions_for",
    "watched_session_for",
    "why_closed",
]
