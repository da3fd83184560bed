"""Who opens which referral, who is proposed to whom, and what is to be done by which day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.platform.actors import ANONYMOUS, SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals import selectors, services
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies import services as vacancies
from tests.apps.factories import (
    NOW,
    SEWER,
    TODAY,
    as_employer,
    as_jobseeker,
    make_employer,
    make_jobseeker,
    make_referral,
    make_seeker,
    make_staff,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
DAY = timedelta(days=1)


class TestDoors:
    def test_staff_person_and_employer_open_their_own(self) -> None:
        mine, other = make_referral(until="sent"), make_referral(until="sent")
        doors = [
            make_staff(centre=mine.centre).actor,
            as_jobseeker(mine.jobseeker),
            as_employer(mine.vacancy.employer),
        ]
        for actor in doors:
            assert selectors.get_referral_for(actor, mine.pk) == mine
            assert selectors.get_referral_for(actor, other.pk) is None
            assert list(selectors.referrals_for(actor)) == [mine]

    @pytest.mark.parametrize("until", ["proposed", "agreed"])
    def test_an_employer_sees_nobody_before_the_file_is_sent(self, until: str) -> None:
        referral = make_referral(until=until)
        actor = as_employer(referral.vacancy.employer)
        assert selectors.get_referral_for(actor, referral.pk) is None

    def test_nobody_else_opens_any(self) -> None:
        referral = make_referral(until="started")
        follow_up = referral.follow_ups.get()
        for actor in (ANONYMOUS, make_staff(Role.MINISTRY).actor, make_staff().actor):
            assert selectors.get_referral_for(actor, referral.pk) is None
            assert selectors.get_follow_up_for(actor, follow_up.pk) is None
            assert selectors.desk_tasks(actor, on=TODAY) == []
        officer = make_staff(centre=referral.centre).actor
        assert selectors.get_follow_up_for(officer, follow_up.pk) == follow_up

    @pytest.mark.parametrize("number", ["", "1", "không-phải-mã", None])
    def test_what_is_no_number_of_ours_is_absent(self, number: Any) -> None:
        actor = make_staff().actor
        assert selectors.get_referral_for(actor, number) is None
        assert selectors.get_follow_up_for(actor, number) is None


class TestMatches:
    def test_are_open_vacancies_with_reasons_that_sum_best_first(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        near = make_vacancy(employer)
        make_vacancy(employer, title="Kỹ sư cầu đường", occupation_code="2142", place_codes=["96"])
        closed = make_vacancy(employer)
        vacancies.change_state(vacancy=closed, event="close", **FACTS)
        rows = selectors.matches_for(person, on=TODAY)
        assert rows[0].vacancy == near
        assert closed not in [row.vacancy for row in rows]
        for row in rows:
            assert sum(reason.points for reason in row.match.reasons) == row.match.score
        assert len(rows[0].best_reasons) <= 3

    def test_know_what_is_under_way(self) -> None:
        referral = make_referral()
        (row,) = selectors.matches_for(referral.jobseeker, on=TODAY)
        assert row.referral == referral

    def test_score_is_the_one_that_a_referral_keeps(self) -> None:
        person = make_seeker(wishes="may vắt sổ áo sơ mi")
        employer = make_employer(person.centre)
        texts = ["May áo sơ mi trên máy vắt sổ", "May quần", "Cắt vải"]
        for text in texts:
            make_vacancy(employer, description=text)
        row = selectors.matches_for(person, on=TODAY)[0]
        explained = selectors.explain_pair(person, row.vacancy, on=TODAY)
        assert explained.score == row.match.score
        assert make_referral(person, row.vacancy).score == row.match.score

    def test_are_in_reach_first_and_the_others_apart(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        far = make_vacancy(employer, place_codes=["96"])
        near = make_vacancy(employer, title="Bảo vệ", occupation_code="5414")
        rows = selectors.matches_for(person, on=TODAY)
        assert [(row.vacancy, row.is_in_reach) for row in rows] == [(near, True), (far, False)]
        assert rows[0].match.score < rows[1].match.score

    def test_show_a_job_once_that_is_posted_often(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        posts = [make_vacancy(employer) for _ in range(3)]
        (row,) = selectors.matches_for(person, on=TODAY)
        assert (row.vacancy in posts, row.same_posts) == (True, 2)
        under_way = next(post for post in posts if post != row.vacancy)
        make_referral(person, under_way)
        (row,) = selectors.matches_for(person, on=TODAY)
        assert (row.vacancy, row.same_posts) == (under_way, 2)

    def test_of_a_vacancy_that_is_not_open_can_still_be_explained(self) -> None:
        person = make_seeker()
        draft = make_vacancy(make_employer(person.centre), until="draft")
        assert selectors.explain_pair(person, draft, on=TODAY).score > 0


class TestCandidates:
    def test_are_those_who_allow_it_best_first(self) -> None:
        vacancy = make_vacancy(experience_months=12)
        skilled = make_seeker(vacancy.centre, experience_months=36)
        beginner = make_seeker(vacancy.centre, experience_months=0)
        make_jobseeker(vacancy.centre, occupation_codes=(SEWER,))
        withdrawn = make_seeker(vacancy.centre)
        jobseekers.withdraw_consent(
            jobseeker=withdrawn, purpose=ConsentPurpose.SHOW_TO_EMPLOYERS, **FACTS
        )
        make_seeker()
        rows = selectors.candidates_for(vacancy, on=TODAY)
        assert [row.jobseeker for row in rows] == [skilled, beginner]
        for row in rows:
            assert sum(r.points for r in row.explanation.reasons) == row.explanation.score

    def test_who_was_introduced_already_is_left_out(self) -> None:
        referral = make_referral(until="sent")
        assert selectors.candidates_for(referral.vacancy, on=TODAY) == []

    def test_people_of_the_same_group_come_first_and_the_list_ends(self) -> None:
        vacancy = make_vacancy()
        make_seeker(vacancy.centre, wished_titles=("kế toán",), occupation_codes=("2411",))
        same = [make_seeker(vacancy.centre) for _person in range(3)]
        rows = selectors.candidates_for(vacancy, on=TODAY, limit=2)
        assert len(rows) == 2
        assert {row.jobseeker for row in rows} <= set(same)


class TestDeskTasks:
    def kinds(self, referral: Referral, on: Any) -> dict[str, int]:
        officer = make_staff(centre=referral.centre).actor
        return {task.kind: task.working_days_left for task in selectors.desk_tasks(officer, on=on)}

    @pytest.mark.parametrize(
        ("until", "kinds"),
        [
            ("proposed", set()),
            ("agreed", {"send"}),
            ("sent", {"await_answer"}),
            ("interview", {"await_answer"}),
            ("hired", {"confirm_start", "report_hire"}),
            ("started", {"report_hire"}),
        ],
    )
    def test_each_state_says_what_is_next(self, until: str, kinds: set[str]) -> None:
        assert set(self.kinds(make_referral(until=until), TODAY)) == kinds

    @pytest.mark.parametrize(
        ("days", "left"), [(0, 4), (7, 0), (8, -1), (9, -2)], ids=["4", "today", "1 late", "2 late"]
    )
    def test_working_days_are_counted_to_the_deadline(self, days: int, left: int) -> None:
        # An answer is due on Monday 30 November; the 24th is a day off.
        referral = make_referral(until="sent")
        assert self.kinds(referral, TODAY + days * DAY)["await_answer"] == left

    def test_a_follow_up_is_shown_two_weeks_before(self) -> None:
        referral = make_referral(until="started")
        due_on = referral.follow_ups.get().due_on
        assert "follow_up" not in self.kinds(referral, due_on - 15 * DAY)
        assert "follow_up" in self.kinds(referral, due_on - 14 * DAY)

    def test_what_waits_in_the_registers_is_there_too(self) -> None:
        officer = make_staff()
        centre = officer.user.memberships.get().centre
        make_employer(centre, is_verified=False)
        employer = make_employer(centre)
        make_vacancy(employer, until="submitted")
        make_vacancy(employer, closes_on=TODAY + 60 * DAY)
        later = TODAY + 31 * DAY
        kinds = [task.kind for task in selectors.desk_tasks(officer.actor, on=later)]
        assert sorted(kinds) == ["approve_vacancy", "review_vacancy", "verify_employer"]

    def test_the_most_urgent_come_first_and_the_list_ends(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        for _vacancy in range(3):
            make_referral(person, make_vacancy(employer), until="sent")
        officer = make_staff(centre=person.centre).actor
        services.invite_to_interview(
            referral=Referral.objects.order_by("id")[0],
            interview_at=NOW + DAY,
            place="",
            **FACTS,
        )
        tasks = selectors.desk_tasks(officer, on=TODAY, limit=2)
        assert [task.due_on for task in tasks] == [TODAY + 7 * DAY] * 2
        assert not any(task.is_overdue for task in tasks)


@pytest.mark.parametrize("count", [1, 8])
def test_lists_cost_the_same_for_few_and_many(count: int, django_assert_num_queries: Any) -> None:
    centre = make_staff().user.memberships.get().centre
    employer = make_employer(centre)
    for _person in range(count):
        make_referral(make_seeker(centre), make_vacancy(employer), until="sent")
    officer = make_staff(centre=centre).actor
    selectors.vacancy_index(TODAY)
    with django_assert_num_queries(8):
        assert len(selectors.desk_tasks(officer, on=TODAY)) == count
    vacancy = make_vacancy(employer)
    with django_assert_num_queries(5):
        assert len(selectors.candidates_for(vacancy, on=TODAY)) == count
