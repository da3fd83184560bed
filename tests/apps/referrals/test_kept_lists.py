"""Kept lists: a new vacancy is told, a closed one is refilled, a changed file looked up anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.referrals import lists
from sanviec.apps.referrals.models import KeptList, KeptMatch, KeptProgress
from sanviec.apps.referrals.services import follow_lists, keeping, keeping_rows, renew_lists
from sanviec.apps.vacancies import services as vacancies
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.engines.matching import top_vacancies
from tests.apps.factories import (
    ANYBODY,
    HOME,
    NOW,
    SEWER,
    TODAY,
    make_jobseeker,
    make_user,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
LISTENS = (ConsentPurpose.MATCHING, ConsentPurpose.MESSAGES)
WISHES: dict[str, Any] = {
    "wished_titles": ("công nhân may",),
    "occupation_codes": (SEWER,),
    "residence_code": HOME,
}


def make_listener(**fields: Any) -> Jobseeker:
    person = make_jobseeker(consents=LISTENS, **(WISHES | fields))
    return jobseekers.link_account(jobseeker=person, user=make_user(), **FACTS)


def begun(*people: Jobseeker) -> None:
    """The lists as the worker's first looks make them."""
    follow_lists(now=NOW)
    assert renew_lists(now=NOW) == len(people)


def kept(person: Jobseeker) -> list[tuple[str, int]]:
    rows = KeptMatch.objects.filter(kept_list_id=person.pk).order_by("-score", "vacancy_id")
    return [(str(row.vacancy_id), row.score) for row in rows]


def asked(person: Jobseeker, on: date = TODAY) -> list[tuple[str, int]]:
    matches = top_vacancies(vacancy_index(on), to_facts(person), lists.LIST_LENGTH, on=on)
    return [(match.vacancy_id, match.score) for match in matches]


def told() -> list[str]:
    found = OutboxMessage.objects.filter(topic="match.new").order_by("created_at", "id")
    return [message.subject for message in found]


def close(vacancy: Vacancy) -> None:
    vacancies.change_state(vacancy=vacancy, event="close", **FACTS)


def test_what_was_there_before_is_kept_and_not_told() -> None:
    make_vacancy()
    person = make_listener()
    begun(person)
    assert kept(person) == asked(person)
    assert len(kept(person)) == 1
    assert told() == []
    assert follow_lists(now=NOW) == 0


def test_a_new_vacancy_is_told_once_with_a_line_in_the_journal() -> None:
    person = make_listener()
    begun(person)
    vacancy = make_vacancy(title="Công nhân may áo")
    assert follow_lists(now=NOW) == 1
    assert kept(person) == asked(person)
    assert told() == ["Việc mới hợp với bạn: Công nhân may áo, Công ty Mẫu."]
    message = OutboxMessage.objects.get(topic="match.new")
    assert message.recipient == person.user
    assert message.link == f"jobseeker:why:{vacancy.pk}"
    line = AuditEntry.objects.get(action="kept_list.told")
    assert line.object_id == str(person.pk)
    assert str(vacancy.pk) in line.data
    assert list(audit.verify()) == []
    follow_lists(now=NOW)
    vacancies.change_state(vacancy=vacancy, event="pause", **FACTS)
    follow_lists(now=NOW)
    assert kept(person) == []
    vacancies.change_state(vacancy=vacancy, event="resume", **FACTS)
    follow_lists(now=NOW)
    assert kept(person) == asked(person)
    assert len(told()) == 1


def test_what_is_back_after_a_pause_is_no_news() -> None:
    vacancy = make_vacancy()
    person = make_listener()
    begun(person)
    for event, count in (("pause", 0), ("resume", 1)):
        vacancies.change_state(vacancy=vacancy, event=event, **FACTS)
        follow_lists(now=NOW)
        assert len(kept(person)) == count
    assert told() == []


def test_several_at_once_are_one_message() -> None:
    person = make_listener()
    begun(person)
    for title in ("Công nhân may", "Kế toán"):
        make_vacancy(title=title, occupation_code=SEWER)
    follow_lists(now=NOW)
    assert told() == [
        "2 việc mới hợp với bạn, hợp nhất là Công nhân may của Công ty Mẫu. "
        "Mở trang của bạn để xem tất cả."
    ]


def test_a_vacancy_far_away_is_kept_and_not_told() -> None:
    person = make_listener()
    begun(person)
    make_vacancy(place_codes=["79"])
    follow_lists(now=NOW)
    assert len(kept(person)) == 1
    assert told() == []


def test_a_closed_vacancy_makes_room_for_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lists, keeping_rows):
        monkeypatch.setattr(module, "LIST_LENGTH", 2)
    made = [make_vacancy(wage_min_vnd_month=wage * 1_000_000) for wage in (9, 8, 7)]
    person = make_listener(wage_min_vnd_month=10_000_000)
    other = make_listener(wished_titles=("lái xe",), occupation_codes=("8322",))
    begun(person, other)
    before = kept(person)
    assert len(before) == 2
    held = next(v for v in made if str(v.pk) == before[0][0])
    refilled = {str(v.pk) for v in made} - {before[0][0]}
    close(held)
    assert follow_lists(now=NOW) >= 1
    assert {vacancy_id for vacancy_id, _ in kept(person)} == refilled
    # It stood there all the time; that it moved up is no news.
    assert told() == []


def test_a_full_list_is_entered_by_a_better_one_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lists, keeping_rows):
        monkeypatch.setattr(module, "LIST_LENGTH", 1)
    make_vacancy(title="Thợ may", place_codes=["20"])
    person = make_listener()
    begun(person)
    worse = make_vacancy(title="Phụ bếp", occupation_code="9412", place_codes=["79"])
    assert follow_lists(now=NOW) == 0
    assert str(worse.pk) not in dict(kept(person))
    better = make_vacancy(title="Công nhân may", description="công nhân may", skills=["may"])
    follow_lists(now=NOW)
    assert kept(person) == asked(person)
    assert [vacancy_id for vacancy_id, _ in kept(person)] == [str(better.pk)]
    assert len(told()) == 1


def test_other_wishes_are_looked_up_at_once_and_no_news() -> None:
    make_vacancy()
    driving = make_vacancy(title="Lái xe tải", occupation_code="8332")
    person = make_listener()
    begun(person)
    data = replace(
        ANYBODY, **(WISHES | {"wished_titles": ("lái xe tải",), "occupation_codes": ("8332",)})
    )
    jobseekers.update_jobseeker(jobseeker=person, data=data, **FACTS)
    assert follow_lists(now=NOW) == 1
    person.refresh_from_db()
    assert kept(person) == asked(person)
    assert kept(person)[0][0] == str(driving.pk)
    assert told() == []


@pytest.mark.parametrize("purpose", LISTENS)
def test_a_withdrawn_consent_ends_the_list_at_the_next_look(purpose: ConsentPurpose) -> None:
    person = make_listener()
    make_vacancy()
    begun(person)
    jobseekers.withdraw_consent(jobseeker=person, purpose=purpose, **FACTS)
    make_vacancy()
    follow_lists(now=NOW)
    assert not KeptList.objects.exists()
    assert told() == []
    jobseekers.give_consent(jobseeker=person, purpose=purpose, via=Via.SELF, **FACTS)
    follow_lists(now=NOW)
    assert kept(person) == asked(person)


def test_who_pauses_has_no_list_and_who_never_asked_never_had_one() -> None:
    person = make_listener()
    make_jobseeker(consents=[ConsentPurpose.MATCHING], **WISHES)
    begun(person)
    jobseekers.pause_jobseeker(jobseeker=person, **FACTS)
    make_vacancy()
    follow_lists(now=NOW)
    assert not KeptList.objects.exists()
    assert told() == []


def test_who_has_no_account_is_reached_by_phone_or_not_at_all() -> None:
    phone = make_jobseeker(consents=LISTENS, phone="0912345678", **WISHES)
    nobody = make_jobseeker(consents=LISTENS, **WISHES)
    begun(phone, nobody)
    make_vacancy()
    follow_lists(now=NOW)
    message = OutboxMessage.objects.get(topic="match.new")
    assert (message.channel, message.recipient_ref) == ("sms", f"jobseeker:{phone.pk}")
    assert kept(nobody) == asked(nobody)


def test_on_another_day_what_closed_yesterday_is_refilled() -> None:
    make_vacancy(closes_on=TODAY)
    person = make_listener()
    begun(person)
    tomorrow = NOW + timedelta(days=1)
    assert follow_lists(now=tomorrow) == 1
    assert kept(person) == []
    assert renew_lists(now=tomorrow) == 0


def test_a_step_that_is_done_again_tells_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_listener()
    begun(person)
    make_vacancy()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "_go_on", killed)
        with pytest.raises(KeyboardInterrupt):
            follow_lists(now=NOW)
    follow_lists(now=NOW)
    assert len(told()) == 1
    assert kept(person) == asked(person)


def test_many_new_ones_at_once_and_another_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_MOST_COMPARED", 1)
    person = make_listener()
    begun(person)
    for _vacancy in range(2):
        make_vacancy()
    follow_lists(now=NOW)
    assert kept(person) == asked(person)
    KeptProgress.objects.update(seq=10**6)
    assert follow_lists(now=NOW) == 0
    assert KeptProgress.objects.get().seq < 10**6
