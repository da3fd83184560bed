"""Two files become one, and undoing gives back exactly what there was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.apps.jobseekers import hooks, services
from sanviec.apps.jobseekers.data import data_of
from sanviec.apps.jobseekers.enums import ConsentPurpose, DocumentKind, JobseekerState, Via
from sanviec.apps.jobseekers.models import Consent, Document, Jobseeker, Merge, WorkPeriod
from sanviec.apps.jobseekers.services import WorkPeriodData
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, citizen_id, make_centre, make_jobseeker, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
MATCHING, MESSAGES = ConsentPurpose.MATCHING, ConsentPurpose.MESSAGES


def merge(kept: Jobseeker, merged: Jobseeker, reason: str = "cùng một người") -> Merge:
    return services.merge_jobseekers(
        kept=kept, merged=merged, reason=reason, actor=SYSTEM, now=LATER
    )


def undo(row: Merge) -> Merge:
    return services.undo_merge(merge=row, actor=SYSTEM, now=LATER + timedelta(days=1))


def again(person: Jobseeker) -> Jobseeker:
    return Jobseeker.objects.get(pk=person.pk)


def two(**fields: Any) -> tuple[Jobseeker, Jobseeker]:
    """Two files of one centre; the fields are the second one's."""
    centre = make_centre()
    return make_jobseeker(centre), make_jobseeker(centre, **fields)


def edit(person: Jobseeker, **fields: Any) -> Jobseeker:
    data = replace(data_of(person), **fields)
    return services.update_jobseeker(jobseeker=person, data=data, actor=SYSTEM, now=LATER)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every column of every row of the files, but for when it was last written."""
    rows = {}
    for model in (Jobseeker, Consent, Document, WorkPeriod):
        names = [f.attname for f in model._meta.concrete_fields if f.name != "updated_at"]
        found = model.objects.order_by("pk")
        rows[model.__name__] = [{name: getattr(row, name) for name in names} for row in found]
    return rows


class TestMerge:
    def test_the_kept_file_answers_where_both_speak(self) -> None:
        kept, merged = two(phone="0912345678", major="May mặc", skills=["may"], education=3)
        kept = edit(kept, major="Điện", skills=["điện"])
        merge(kept, merged)
        kept = again(kept)
        assert (kept.major, kept.skills) == ("Điện", ["điện"])
        assert (kept.phone, kept.education) == ("0912345678", 3)
        assert again(merged).state == JobseekerState.MERGED
        assert list(audit.verify()) == []

    def test_the_identity_number_and_the_account_go_to_the_kept_file(self) -> None:
        user, identity = make_user(), citizen_id()
        kept, merged = two(identity_no=identity)
        services.link_account(jobseeker=merged, user=user, actor=SYSTEM, now=NOW)
        merge(kept, merged)
        assert (again(kept).identity_no, again(kept).user) == (identity, user)
        assert again(merged).user is None

    def test_no_answer_is_taken_over_that_contradicts_the_kept_file(self) -> None:
        kept, merged = two(birth_date=date(1990, 2, 3), refused_shifts=["day", "night"])
        kept = edit(kept, birth_year=1991, shifts=["day"])
        merge(kept, merged)
        assert (again(kept).birth_date, again(kept).refused_shifts) == (None, [])

    def test_papers_and_earlier_jobs_move(self) -> None:
        kept, merged = two()
        fill(merged)
        merge(kept, merged)
        assert (kept.documents.count(), kept.work_periods.count()) == (1, 1)
        assert (merged.documents.count(), merged.work_periods.count()) == (0, 0)

    def test_numbers_stay_unreadable_in_what_is_kept_for_the_undoing(self) -> None:
        identity = citizen_id()
        kept, merged = two(identity_no=identity, phone="0912345678")
        row = Merge.objects.get(pk=merge(kept, merged).pk)
        assert identity not in str(row.before)
        assert "0912345678" not in str(row.before)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_allowed"),
    [
        ([], ["given 1"], True),
        (["given 1"], [], True),
        (["given 1", "withdrawn 2"], ["given 3"], True),
        (["given 1", "withdrawn 3"], ["given 2"], False),
        (["given 1"], ["given 2", "withdrawn 3"], False),
        (["given 3"], ["given 1", "withdrawn 2"], True),
        (["given 1"], ["given 2"], True),
    ],
)
def test_of_each_consent_the_last_word_counts(
    ours: list[str], theirs: list[str], is_allowed: bool
) -> None:
    kept, merged = two()
    for person, words in ((kept, ours), (merged, theirs)):
        for word in words:
            verb, hour = word.split()
            say(person, verb, NOW + timedelta(hours=int(hour)))
    before = everything()
    row = merge(kept, merged)
    in_force = Consent.objects.in_force().filter(jobseeker=kept, purpose=MATCHING)
    assert in_force.exists() is is_allowed
    undo(row)
    assert everything() == before


def say(person: Jobseeker, verb: str, now: datetime) -> None:
    facts = {"jobseeker": person, "purpose": MATCHING, "actor": SYSTEM, "now": now}
    if verb == "given":
        services.give_consent(**facts, via=Via.DESK)
    else:
        services.withdraw_consent(**facts)


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("same", "merge_same_file"),
            ("reason", "merge_reason_missing"),
            ("centres", "merge_two_centres"),
            ("identities", "merge_two_identities"),
            ("kept_closed", "jobseeker_not_live"),
            ("merged_closed", "transition_refused"),
        ],
    )
    def test_leave_both_files_as_they_were(self, name: str, code: str) -> None:
        kept, merged, reason = self.pair(name)
        before = everything()
        with pytest.raises(InputError) as caught:
            merge(kept, merged, reason)
        assert caught.value.code == code
        assert everything() == before
        assert Merge.objects.count() == 0

    def pair(self, name: str) -> tuple[Jobseeker, Jobseeker, str]:
        if name == "centres":
            return make_jobseeker(), make_jobseeker(), "trùng"
        kept, merged = two(identity_no=citizen_id())
        if name == "identities":
            kept = edit(kept, identity_no=citizen_id())
        if name == "kept_closed":
            kept = services.close_jobseeker(jobseeker=kept, actor=SYSTEM, now=NOW)
        if name == "merged_closed":
            merged = services.close_jobseeker(jobseeker=merged, actor=SYSTEM, now=NOW)
        if name == "same":
            merged = kept
        return kept, merged, " " if name == "reason" else "trùng"


answers = st.fixed_dictionaries(
    {},
    optional={
        "birth_year": st.sampled_from([1990, 1991]),
        "sex": st.sampled_from(["female", "male", "unstated"]),
        "phone": st.sampled_from(["0912345678", "0987654321"]),
        "education": st.integers(0, 9),
        "experience_months": st.sampled_from([0, 12]),
        "skills": st.sampled_from([["may"], ["hàn", "tiện"]]),
        "shifts": st.sampled_from([["day"], ["night"]]),
        "refused_shifts": st.just(["evening"]),
        "accepts_overseas": st.booleans(),
        "can_relocate": st.booleans(),
        "residence_code": st.sampled_from(["20", "05977"]),
        "available_from": st.just(date(2026, 12, 1)),
        "wage_min_vnd_month": st.integers(0, 10**9),
    },
)
purposes = st.sets(st.sampled_from(list(ConsentPurpose)))


def fill(person: Jobseeker) -> None:
    facts = {"jobseeker": person, "actor": SYSTEM, "now": NOW}
    services.add_document(**facts, kind=DocumentKind.CV, name="cv.pdf", content=b"%PDF-1")
    services.replace_work_periods(**facts, periods=[WorkPeriodData("Thợ may")])


@given(ours=answers, theirs=answers, allowed=st.tuples(purposes, purposes), is_full=st.booleans())
@settings(max_examples=6, deadline=None)
def test_undoing_gives_back_exactly_what_there_was(
    ours: Any, theirs: Any, allowed: Any, is_full: bool
) -> None:
    with transaction.atomic():
        centre = make_centre()
        identity = citizen_id(theirs.get("birth_year", 1990)) if is_full else ""
        kept = make_jobseeker(centre, consents=allowed[0], **ours)
        merged = make_jobseeker(centre, consents=allowed[1], identity_no=identity, **theirs)
        if is_full:
            fill(merged)
        before = everything()
        row = merge(kept, merged)
        assert everything() != before
        undo(row)
        assert everything() == before
        assert list(audit.verify()) == []
        transaction.set_rollback(True)


class TestUndo:
    def test_what_people_changed_since_is_kept(self) -> None:
        kept, merged = two(phone="0912345678", major="May mặc")
        row = merge(kept, merged)
        edit(again(kept), phone="0987654321", last_job="Thợ hàn")
        undo(row)
        assert (again(kept).phone, again(kept).major) == ("0987654321", "")
        assert again(kept).last_job == "Thợ hàn"
        assert again(merged).phone == "0912345678"
        assert list(audit.verify()) == []

    def test_a_corrected_birthday_keeps_its_year(self) -> None:
        kept, merged = two(birth_date=date(1990, 2, 3))
        row = merge(kept, merged)
        edit(again(kept), birth_date=date(1990, 3, 4))
        undo(row)
        assert (again(kept).birth_date, again(kept).birth_year) == (date(1990, 3, 4), 1990)

    def test_a_consent_given_anew_stands(self) -> None:
        kept, merged = two()
        say(kept, "given", NOW)
        say(merged, "given", NOW)
        say(merged, "withdrawn", NOW + timedelta(hours=1))
        row = merge(kept, merged)
        say(kept, "given", LATER)
        undo(row)
        assert Consent.objects.in_force().filter(jobseeker=kept).count() == 1

    def test_happens_once(self) -> None:
        row = merge(*two())
        undo(row)
        with pytest.raises(InputError) as caught:
            undo(row)
        assert caught.value.code == "merge_undone"

    def test_the_later_merge_goes_first(self) -> None:
        centre = make_centre()
        people = [make_jobseeker(centre) for _ in range(3)]
        before = everything()
        first = merge(people[1], people[0])
        second = merge(people[2], people[1])
        with pytest.raises(InputError) as caught:
            undo(first)
        assert caught.value.code == "merge_merged_later"
        undo(second)
        undo(first)
        assert everything() == before

    def test_is_refused_when_a_third_file_holds_the_number_now(self) -> None:
        identity = citizen_id()
        kept, merged = two(identity_no=identity)
        row = merge(kept, merged)
        edit(again(kept), identity_no="")
        third = make_jobseeker(identity_no=identity)
        before = everything()
        with pytest.raises(InputError) as caught:
            undo(row)
        assert caught.value.code == "merge_value_taken"
        assert everything() == before
        assert again(third).identity_no == identity

    def test_two_files_may_be_merged_again_afterwards(self) -> None:
        kept, merged = two()
        undo(merge(kept, merged))
        assert merge(merged, kept).undone_at is None


class Ledger:
    """An app above that keeps a list of its own."""

    def __init__(self) -> None:
        self.owners: list[Any] = []

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> Any:
        memo, self.owners = list(map(str, self.owners)), [merge.kept_id]
        return memo

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        self.owners = memo


def test_apps_above_move_what_is_theirs_and_take_it_back(monkeypatch: Any) -> None:
    kept, merged = two()
    above = Ledger()
    above.owners = [merged.pk]
    monkeypatch.setattr(hooks.on_merge, "_listeners", {"above": above})
    row = merge(kept, merged)
    assert above.owners == [kept.pk]
    undo(row)
    assert above.owners == [str(merged.pk)]
