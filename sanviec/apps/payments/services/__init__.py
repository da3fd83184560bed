"""Writes of pay lists and recoveries, one function a business act."""

from .answers import (
    Taken,
    close_pay_list,
    explain_answer,
    pull_all_answers,
    pull_answers,
    release_row,
    settle_row,
    take_answers,
)
from .cancelling import cancel_pay_list, empty_pay_list
from .files import make_pay_file, remove_old_files, take_file
from .lapsing import lapse_uncollected
from .lists import (
    approve_pay_list,
    fingerprint,
    judge_row,
    propose_pay_list,
    remove_row,
    send_back_pay_list,
)
from .making import fill_pay_list, make_pay_list, order_pay_list, resume_lists
from .recovery import (
    Instalment,
    RecoveryData,
    confirm_recovery,
    drop_recovery,
    find_overpayments,
    note_instalment,
    open_recovery,
    propose_recovery,
    send_back_recovery,
    write_off_recovery,
)

__all__ = [
    "Instalment",
    "RecoveryData",
    "Taken",
    "approve_pay_list",
    "cancel_pay_list",
    "empty_pay_list",
    "close_pay_list",
    "confirm_recovery",
    "drop_recovery",
    "explain_answer",
    "fill_pay_list",
    "find_overpayments",
    "fingerprint",
    "judge_row",
    "lapse_uncollected",
    "make_pay_file",
    "make_pay_list",
    "note_instalment",
    "open_recovery",
    "order_pay_list",
    "propose_pay_list",
    "propose_recovery",
    "pull_all_answers",
    "pull_answers",
    "release_row",
    "remove_old_files",
    "remove_row",
    "resume_lists",
    "send_back_pay_list",
    "send_back_recovery",
    "settle_row",
    "take_answers",
    "take_file",
    "write_off_recovery",
]
