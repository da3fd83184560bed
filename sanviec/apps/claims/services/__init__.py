"""Writes of claims, one function a business act."""

from .benefit import (
    REPORTED,
    NoticeData,
    Report,
    collect_decision,
    end_run_out,
    exempt_month,
    give_notice,
    prepare_cancellations,
    prepare_suspensions,
    remind_of_notices,
    report_status,
)
from .copies import copies_of, post_copy, send_copy
from .deciding import (
    drop_decision,
    propose_claim,
    propose_decision,
    send_back,
    sign_decision,
)
from .flags import answer_flag
from .gate import Gate, gate_of, note_gate_reason
from .intake import (
    ClaimData,
    accept_claim,
    add_paper,
    change_claim,
    file_claim,
    missing_papers,
    open_claim,
    return_claim,
    withdraw_claim,
)
from .lapsing import lapse_months
from .news import prepare_endings, pull_news
from .outcome import Outcome, outcome_in_benefit, outcome_of, replay
from .papers import ask_again, make_document, open_document, retry_document
from .records import fetch_record, take_record, upload_record

__all__ = [
    "REPORTED",
    "ClaimData",
    "Gate",
    "NoticeData",
    "Outcome",
    "Report",
    "accept_claim",
    "add_paper",
    "answer_flag",
    "ask_again",
    "change_claim",
    "collect_decision",
    "copies_of",
    "drop_decision",
    "end_run_out",
    "exempt_month",
    "fetch_record",
    "file_claim",
    "gate_of",
    "give_notice",
    "make_document",
    "lapse_months",
    "missing_papers",
    "note_gate_reason",
    "open_claim",
    "open_document",
    "outcome_in_benefit",
    "outcome_of",
    "post_copy",
    "prepare_cancellations",
    "prepare_endings",
    "prepare_suspensions",
    "propose_claim",
    "propose_decision",
    "pull_news",
    "remind_of_notices",
    "replay",
    "report_status",
    "return_claim",
    "retry_document",
    "send_back",
    "send_copy",
    "sign_decision",
    "take_record",
    "upload_record",
    "withdraw_claim",
]
