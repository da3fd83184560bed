"""State tables: sound in themselves, and what they refuse they refuse with a reason."""

from __future__ import annotations

import pytest
from django.utils import translation

from sanviec.apps.claims.transitions import (
    CLAIM_STATES,
    COMPLAINT_STATES,
    DECISION_STATES,
    TRAINING_STATES,
    TRANSFER_STATES,
)
from sanviec.apps.employers.transitions import EMPLOYER_STATES
from sanviec.apps.exchanges.transitions import (
    INTERVIEW_STATES,
    PARTICIPANT_STATES,
    SESSION_STATES,
    STAND_STATES,
)
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
from sanviec.apps.payments.transitions import FILE_STATES, LIST_STATES, RECOVERY_STATES, ROW_STATES
from sanviec.apps.platform.transitions import StateTable, Transition, TransitionRefused
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies.transitions import VACANCY_STATES

TABLES = [
    JOBSEEKER_STATES,
    EMPLOYER_STATES,
    CLAIM_STATES,
    DECISION_STATES,
    LIST_STATES,
    FILE_STATES,
    ROW_STATES,
    RECOVERY_STATES,
    TRANSFER_STATES,
    COMPLAINT_STATES,
    TRAINING_STATES,
    VACANCY_STATES,
    REFERRAL_STATES,
    IMPORT_STATES,
    SESSION_STATES,
    STAND_STATES,
    PARTICIPANT_STATES,
    INTERVIEW_STATES,
]


def door(*transitions: Transition, ends: tuple[str, ...] = ()) -> StateTable:
    states = {"open": "Đang mở", "shut": "Đã đóng"}
    return StateTable("door", states=states, initial="open", ends=ends, transitions=transitions)


SHUT = Transition("shut", frozenset({"open"}), "shut", "Đóng cửa", "Shut the door")
OPEN = Transition("open", frozenset({"shut"}), "open", "Mở cửa", "Open the door")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
class TestEveryTable:
    def test_is_sound(self, table: StateTable) -> None:
        assert table.problems() == []

    def test_answers_every_event_in_every_state(self, table: StateTable) -> None:
        for transition in table.transitions:
            for state in table.states:
                if table.allows(transition.event, state):
                    assert table.target(transition.event, state) in table.states
                else:
                    with pytest.raises(TransitionRefused):
                        table.target(transition.event, state)

    def test_names_are_stored_values(self, table: StateTable) -> None:
        diagram = table.mermaid()
        assert diagram.startswith(f"stateDiagram-v2\n    [*] --> {table.initial}")
        for state in table.states:
            assert f"    {state}: " in diagram


class TestTarget:
    def test_is_the_state_after_the_event(self) -> None:
        table = door(SHUT, OPEN)
        assert table.target("shut", "open") == "shut"
        assert table.target("open", "shut") == "open"

    def test_a_refusal_says_in_vietnamese_what_to_do(self) -> None:
        with translation.override("en"), pytest.raises(TransitionRefused) as caught:
            door(SHUT, OPEN).target("shut", "shut")
        error = caught.value
        assert error.text_vi == (
            "Không thể “Đóng cửa” vì hồ sơ đang ở trạng thái “Đã đóng”. "
            "Hãy tải lại trang để xem tình trạng mới nhất."
        )
        assert "Shut the door" in error.text_en
        assert error.code == "transition_refused"

    def test_an_unknown_event_is_a_programming_error(self) -> None:
        with pytest.raises(KeyError):
            door(SHUT, OPEN).target("paint", "open")


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        (door(SHUT, OPEN), []),
        (door(SHUT, ends=("shut",)), []),
        (door(SHUT), ["shut has no way out"]),
        (door(SHUT, OPEN, ends=("shut",)), ["shut is an end but has way out"]),
        (door(SHUT, SHUT, OPEN), ["duplicate event shut"]),
        (door(OPEN), ["shut cannot be reached", "open has no way out"]),
        (
            door(SHUT, OPEN, Transition("burn", frozenset({"open"}), "ash", "Đốt", "Burn")),
            ["unknown state ash"],
        ),
    ],
)
def test_a_table_knows_its_own_faults(table: StateTable, problems: list[str]) -> None:
    assert table.problems() == problems


def test_events_from_a_state_come_in_table_order() -> None:
    events = [transition.event for transition in JOBSEEKER_STATES.events_from("seeking")]
    assert events == ["pause", "renew", "place", "expire", "close", "merge"]
