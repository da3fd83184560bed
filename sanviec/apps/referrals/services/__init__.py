"""Writes of referrals: one function a business act, from the proposal to the last follow-up."""

from .answering import (
    Hire,
    answer_silence,
    decline,
    hire,
    invite_to_interview,
    record_no_show,
    reject,
    remind_employers,
)
from .keeping import follow_lists, renew_lists
from .meetings import (
    Meeting,
    MeetingAnswer,
    check_answer,
    record_session_meeting,
    settle_meeting,
    take_back_introduction,
)
from .merging import MergedReferrals
from .proposing import Proposal, agree_referral, answer_due_on, propose_referral, send_referral
from .working import (
    confirm_start,
    follow_up_due_on,
    follow_up_results,
    record_follow_up,
    record_not_started,
    report_hire,
)

__all__ = [
    "Hire",
    "Meeting",
    "MeetingAnswer",
    "MergedReferrals",
    "Proposal",
    "agree_referral",
    "answer_due_on",
    "answer_silence",
    "check_answer",
    "confirm_start",
    "decline",
    "follow_lists",
    "follow_up_due_on",
    "follow_up_results",
    "hire",
    "invite_to_interview",
    "propose_referral",
    "record_follow_up",
    "record_no_show",
    "record_not_started",
    "record_session_meeting",
    "reject",
    "remind_employers",
    "renew_lists",
    "report_hire",
    "send_referral",
    "settle_meeting",
    "take_back_introduction",
]
