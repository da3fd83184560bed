"""Reads of referrals: matches beside a person, what an employer may see, today's tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from sanviec.apps.employers.models import Employer, EmployerContact
from sanviec.apps.jobseekers.facts import to_facts as jobseeker_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import calendar, gazetteer, occupations
from sanviec.apps.vacancies.facts import to_facts as vacancy_facts
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.apps.vacancies.selectors import vacancies_by_id
from sanviec.apps.vacancies.services import review_every_days
from sanviec.engines.matching import (
    Explanation,
    JobseekerIndex,
    Match,
    VacancyIndex,
    build_index,
    explain,
    top_jobseekers,
    top_vacancies,
)
from sanviec.engines.matching.improving import Improvements, what_would_raise
from sanviec.kernel.text import fold

from .candidates import people_to_rank
from .enums import ReferralState
from .links import AnswerLink, SentTo
from .models import FollowUp, Referral
from .querysets import ReferralQuerySet

# Rows read for each one shown: repeated posts and places out of reach give way to others.
_READ_FOR_ONE = 4
DESK_HORIZON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One vacancy that suits a person, with the reasons, best first.

    Args:
        match: Score and reasons.
        vacancy: The vacancy.
        referral: What is under way for the pair.
        is_in_reach: It is in a wished place, or one can go there from home every day.
        same_posts: How many further posts of the same job are left out.
    """

    match: Match
    vacancy: Vacancy
    referral: Referral | None
    is_in_reach: bool = True
    same_posts: int = 0

    @property
    def best_reasons(self) -> list[Any]:
        """At most three reasons to show at a glance: the strongest ones."""
        return sorted(self.match.reasons, key=lambda r: (-r.points, r.term))[:3]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One person who suits a vacancy; shown to the employer without name or contact."""

    explanation: Explanation
    jobseeker: Jobseeker


@dataclass(frozen=True, slots=True)
class DeskTask:
    """Something that somebody at the centre must do by a day."""

    kind: str
    due_on: date
    target: Any
    working_days_left: int

    @property
    def is_overdue(self) -> bool:
        return self.working_days_left < 0


def get_referral_for(actor: Actor, referral_id: Any) -> Referral | None:
    """A referral that the actor may open."""
    try:
        return _related(referrals_for(actor)).filter(pk=referral_id).first()
    except (ValidationError, ValueError):
        return None


def referral_behind(link: AnswerLink) -> tuple[Referral, Actor] | None:
    """The referral that a link opens and the actor that it makes; None once either has gone.

    The link opens what the employer may see, and no more than the one referral.
    """
    employer_id = link.recipient_id
    if link.sent_to == SentTo.ACCOUNT:
        contact = EmployerContact.objects.filter(pk=link.recipient_id, is_active=True).first()
        if contact is None:
            return None
        employer_id = contact.employer_id
    sent_to = f"{link.sent_to.value}:{link.recipient_id}"
    actor = Actor(role=Role.EMPLOYER, subject_id=employer_id, link_sent_to=sent_to)
    found = get_referral_for(actor, link.referral_id)
    return (found, actor) if found else None


def referrals_for(actor: Actor) -> ReferralQuerySet:
    """The referrals of the actor's centre, employer or own file."""
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return Referral.objects.for_employer(actor.subject_id)
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return Referral.objects.filter(jobseeker_id=actor.subject_id)
    if actor.is_staff and actor.centre_id is not None:
        return Referral.objects.in_centre(actor.centre_id)
    return Referral.objects.none()


def get_follow_up_for(actor: Actor, follow_up_id: Any) -> FollowUp | None:
    """A follow-up of the actor's centre."""
    if not actor.is_staff or actor.centre_id is None:
        return None
    try:
        mine = FollowUp.objects.filter(referral__centre_id=actor.centre_id)
        return mine.select_related("referral__jobseeker").filter(pk=follow_up_id).first()
    except (ValidationError, ValueError):
        return None


def _related(referrals: ReferralQuerySet) -> ReferralQuerySet:
    return referrals.select_related("jobseeker", "vacancy__employer", "centre")


def referrals_of(jobseeker: Jobseeker) -> list[Referral]:
    """Every referral of a person, newest first."""
    mine = Referral.objects.for_jobseeker(jobseeker).select_related("vacancy__employer")
    return list(mine.order_by("-created_at", "id")[:100])


def matches_for(jobseeker: Jobseeker, *, on: date, limit: int = 10) -> list[MatchRow]:
    """The vacancies that suit a person best today, with the reason for each.

    What is in reach comes first; of several posts of one job the best one stands for all.
    """
    index = vacancy_index(on)
    matches = top_vacancies(index, jobseeker_facts(jobseeker), limit * _READ_FOR_ONE, on=on)
    vacancies = vacancies_by_id([match.vacancy_id for match in matches])
    live = Referral.objects.live().for_jobseeker(jobseeker).filter(vacancy_id__in=list(vacancies))
    referrals = {str(referral.vacancy_id): referral for referral in live.order_by("id")}
    least = index.weights.place_in_reach
    rows = [
        MatchRow(
            match,
            vacancies[match.vacancy_id],
            referrals.get(match.vacancy_id),
            _points(match, "place") >= least,
        )
        for match in matches
        if match.vacancy_id in vacancies
    ]
    return sorted(_folded(rows), key=lambda row: not row.is_in_reach)[:limit]


def _points(match: Match, term: str) -> int:
    return sum(reason.points for reason in match.reasons if reason.term == term)


def _folded(rows: list[MatchRow]) -> list[MatchRow]:
    """Leave one row for each job; the one under way, else the best, stands for the others."""
    jobs: dict[tuple[Any, ...], list[MatchRow]] = {}
    for row in rows:
        vacancy = row.vacancy
        job = (vacancy.employer_id, fold(vacancy.title), tuple(sorted(vacancy.place_codes)))
        jobs.setdefault(job, []).append(row)
    chosen = (next((r for r in same if r.referral), same[0]) for same in jobs.values())
    return [
        replace(row, same_posts=len(same) - 1)
        for row, same in zip(chosen, jobs.values(), strict=True)
    ]


def explain_pair(jobseeker: Jobseeker, vacancy: Vacancy, *, on: date) -> Explanation:
    """The whole sum for one person and one vacancy, and what is missing.

    An open vacancy has the same score here as in ``matches_for``: how rare a word is, is counted
    in all open vacancies.
    """
    index = _index_with(vacancy, on)
    return explain(index, jobseeker_facts(jobseeker), str(vacancy.pk), on=on)


def improvements_for(
    jobseeker: Jobseeker, vacancy: Vacancy, explanation: Explanation, *, on: date
) -> Improvements:
    """What would raise the score of a pair that ``explain_pair`` has explained."""
    return what_would_raise(_index_with(vacancy, on), jobseeker_facts(jobseeker), explanation)


def candidates_for(vacancy: Vacancy, *, on: date, limit: int = 10) -> list[CandidateRow]:
    """The people who suit a vacancy best, of all at its centre who allow employers to see them.

    Who has been introduced to it already is left out.
    """
    index = _index_with(vacancy, on)
    rows = {str(person.pk): person for person in people_to_rank(vacancy, on=on, limit=limit)}
    facts = {pk: jobseeker_facts(person) for pk, person in rows.items()}
    people = JobseekerIndex(facts.values(), index)
    best = top_jobseekers(index, people, str(vacancy.pk), limit, on=on)
    return [
        CandidateRow(
            explain(index, facts[match.jobseeker_id], match.vacancy_id, on=on),
            rows[match.jobseeker_id],
        )
        for match in best
        if match.score > 0
    ]


def _index_with(vacancy: Vacancy, on: date) -> VacancyIndex:
    """The index of all open vacancies; one of this vacancy alone when it is not open."""
    index = vacancy_index(on)
    if str(vacancy.pk) in index:
        return index
    return build_index([vacancy_facts(vacancy)], gazetteer=gazetteer(), occupations=occupations())


def desk_tasks(actor: Actor, *, on: date, limit: int = 100) -> list[DeskTask]:
    """What the actor's centre must do, the most urgent first."""
    if not actor.is_staff or actor.centre_id is None:
        return []
    found = [
        *_referral_tasks(actor, on),
        *_follow_up_tasks(actor.centre_id, on),
        *_register_tasks(actor, on),
    ]
    found.sort(key=lambda task: (task.due_on, task.kind, str(task.target.pk)))
    return found[:limit]


def _referral_tasks(actor: Actor, on: date) -> list[DeskTask]:
    mine, until = _related(referrals_for(actor)), on + DESK_HORIZON
    starts = mine.awaiting_start().filter(starts_on__lte=until).order_by("starts_on", "id")
    reports = mine.report_due().order_by("report_due_on", "id")
    answers = mine.with_employer().filter(answer_due_on__lte=until)
    agreed = mine.filter(state=ReferralState.AGREED).order_by("agreed_at", "id")
    return [
        *(_task("confirm_start", r.starts_on, r, on) for r in starts[:100]),
        *(_task("report_hire", r.report_due_on, r, on) for r in reports[:100]),
        *(
            _task("await_answer", r.answer_due_on, r, on)
            for r in answers.order_by("answer_due_on", "id")[:100]
        ),
        *(_task("send", on, r, on) for r in agreed[:100]),
    ]


def _follow_up_tasks(centre_id: UUID, on: date) -> list[DeskTask]:
    due = FollowUp.objects.pending().filter(
        referral__centre_id=centre_id, due_on__lte=on + DESK_HORIZON
    )
    due = due.select_related("referral__jobseeker", "referral__vacancy__employer")
    return [_task("follow_up", f.due_on, f, on) for f in due.order_by("due_on", "id")[:100]]


def _register_tasks(actor: Actor, on: date) -> list[DeskTask]:
    waiting = Employer.objects.in_centre(actor.centre_id).awaiting_verification()
    vacancies = Vacancy.objects.in_centre(actor.centre_id).select_related("employer")
    every = review_every_days(on)
    reviews = vacancies.review_due(on, every).order_by("reviewed_on", "id")
    submitted = vacancies.awaiting_approval().order_by("updated_at", "id")
    return [
        *(_task("verify_employer", on, e, on) for e in waiting.order_by("created_at", "id")[:50]),
        *(_task("approve_vacancy", on, v, on) for v in submitted[:50]),
        *(
            _task("review_vacancy", (v.reviewed_on or on) + timedelta(days=every), v, on)
            for v in reviews[:50]
        ),
    ]


def _task(kind: str, due_on: date | None, target: Any, on: date) -> DeskTask:
    day = due_on or on
    if day >= on:
        left = calendar().working_days_between(on, day)
    else:
        left = -max(calendar().working_days_between(day, on), 1)
    return DeskTask(kind, day, target, left)
