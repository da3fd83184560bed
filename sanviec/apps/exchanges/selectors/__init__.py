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

__all__ = [
    "get_hosted_session_for",
    "get_interview_for",
    "get_participant_for",
    "get_public_session",
    "get_session_for",
    "get_stand_for",
    "sessions_for",
]
