"""Whom an employer is shown, of all persons of a database: the generation, and each page's list.

    SANVIEC_HOME=/tmp/bench sanviec migrate && sanviec staff open-centre …
    SANVIEC_HOME=/tmp/bench python -m bench.persons 20000
    SANVIEC_HOME=/tmp/bench python -m bench.candidates [PERSONS]

Up to so many persons, those who are there are copied with other homes, wages and years: to
register each takes longer than all that is measured. The lists are compared with those of
everybody read and ranked by the tables.
"""

from __future__ import annotations

import sys
import time
from copy import copy
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from bench.report import Report
from sanviec.cli.django_setup import start_django

_VACANCIES, _COMPARED, _CHANGED = 200, 20, 500


def main() -> None:
    """Measure with the database that stands; vacancies are made where there are none."""
    start_django()
    from django.utils import timezone

    from sanviec.apps.jobseekers.facts import to_facts
    from sanviec.apps.jobseekers.selectors import shown_to_employers
    from sanviec.apps.referrals.candidate_generations import build_candidates, candidates_home
    from sanviec.apps.referrals.candidate_index import candidates_now
    from sanviec.apps.referrals.lists import light
    from sanviec.apps.vacancies.search_index import vacancy_index
    from sanviec.engines.matching import JobseekerIndex
    from sanviec.engines.matching.kernel.warm_up import warm_up
    from sanviec.engines.matching.ranking import rank_people_plainly

    warm_up()
    _copy_up_to(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    today, report = timezone.localdate(), Report("candidates")
    vacancies = _vacancies()
    index = vacancy_index(today)
    before = time.process_time()
    name = build_candidates(today)
    report.add("a generation of all, CPU", f"{time.process_time() - before:.1f} s")
    written = candidates_home() / name
    size = sum(path.stat().st_size for path in written.iterdir())
    report.add("on disk", f"{size / 1e6:,.0f} MB")
    before = time.process_time()
    found = candidates_now()
    assert found is not None
    report.add("persons", f"{len(found[0].people):,}")
    report.add("open it, CPU", f"{(time.process_time() - before) * 1e3:.0f} ms")
    _ask(report, vacancies, "nobody changed")
    facts = [to_facts(p) for p in light(shown_to_employers()).order_by("pk").iterator(2_000)]
    people = JobseekerIndex(facts, index)
    rows = [str(vacancy.pk) for vacancy in vacancies[:_COMPARED]]
    plain = list(rank_people_plainly(people, rows, 10, today))
    report.add(
        f"lists that are those of everybody read, of {_COMPARED}", str(_same(vacancies, plain))
    )
    _change(vacancies)
    _ask(report, vacancies, f"{_CHANGED} changed")
    report.finish(is_kept=True)


def _ask(report: Report, vacancies: list[Any], told: str) -> None:
    from django.utils import timezone

    from sanviec.apps.referrals.selectors import candidates_for

    today, spent = timezone.localdate(), []
    candidates_for(vacancies[0], on=today)
    for vacancy in vacancies:
        before = time.process_time()
        candidates_for(vacancy, on=today)
        spent.append((time.process_time() - before) * 1e3)
    for percent in (50, 99):
        value = float(np.percentile(spent, percent))
        report.add(f"a page's list, {told}, CPU, p{percent}", f"{value:.0f} ms")


def _same(vacancies: list[Any], plain: list[list[Any]]) -> int:
    from django.utils import timezone

    from sanviec.apps.referrals.selectors import candidates_for

    same = 0
    for vacancy, matches in zip(vacancies, plain, strict=False):
        rows = candidates_for(vacancy, on=timezone.localdate())
        ours = [(str(row.jobseeker.pk), row.explanation.score) for row in rows]
        same += int(ours == [(match.jobseeker_id, match.score) for match in matches])
    return same


def _change(vacancies: list[Any]) -> None:
    from django.utils import timezone

    from sanviec.apps.jobseekers.selectors import shown_to_employers
    from sanviec.apps.jobseekers.services import pause_jobseeker, renew_jobseeker
    from sanviec.apps.platform.actors import SYSTEM

    now = timezone.now()
    people = shown_to_employers().in_centre(vacancies[0].centre_id)
    for person in people.order_by("pk")[:_CHANGED]:
        pause_jobseeker(jobseeker=person, actor=SYSTEM, now=now)
        person.refresh_from_db()
        renew_jobseeker(jobseeker=person, actor=SYSTEM, now=now)


def _copy_up_to(count: int) -> None:
    from sanviec.apps.jobseekers.models import Consent, Jobseeker
    from sanviec.apps.platform.ids import new_id
    from sanviec.apps.reference.selectors import gazetteer

    rng, homes = Random(5), [commune.code for commune in gazetteer().communes("20")]
    there = list(Jobseeker.objects.order_by("id")[:20_000])
    given = list(Consent.objects.filter(jobseeker=there[0]).order_by("id"))
    for start in range(Jobseeker.objects.count(), count, 2_000):
        people, consents = [], []
        for number in range(start, min(start + 2_000, count)):
            person = copy(there[number % len(there)])
            person.pk, person.number = new_id(), f"X{number}"
            person.source_key, person.residence_code = f"x{number}", rng.choice(homes)
            person.wage_min_vnd_month = rng.randrange(8, 40) * 500_000
            person.experience_months = rng.choice((None, 0, 6, 12, 24, 60))
            people.append(person)
            for consent in given:
                own = copy(consent)
                own.pk, own.jobseeker_id = new_id(), person.pk
                consents.append(own)
        Jobseeker.objects.bulk_create(people)
        Consent.objects.bulk_create(consents)


def _vacancies() -> list[Any]:
    from django.utils import timezone

    from sanviec.apps.centres.models import Centre
    from sanviec.apps.employers.services import EmployerData, register_employer, verify_employer
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.reference.selectors import gazetteer, occupations
    from sanviec.apps.vacancies import services
    from sanviec.apps.vacancies.models import Vacancy
    from sanviec.cli.demo_world.build import _read

    made = list(Vacancy.objects.order_by("id")[:_VACANCIES])
    if made:
        return made
    facts: dict[str, Any] = {"actor": SYSTEM, "now": timezone.now()}
    rng, centre = Random(3), Centre.objects.get()
    employer = register_employer(data=EmployerData(name="Công ty Đo"), centre=centre, **facts)
    employer = verify_employer(employer=employer, **facts)
    homes = [commune.code for commune in gazetteer().communes("20")]
    titles = [title for trade in _read("trades.yaml") for title in trade["titles"]]
    plain = services.VacancyData(title="")
    for _number in range(_VACANCIES):
        title = rng.choice(titles)
        codes = [hit.code for hit in occupations().find(title, limit=1)]
        data = replace(
            plain,
            title=title,
            occupation_code=codes[0] if codes else "",
            place_codes=[rng.choice(homes)],
            wage_min_vnd_month=rng.randrange(5, 15) * 1_000_000,
            experience_months=rng.choice((None, 0, 12, 24)),
        )
        vacancy = services.draft_vacancy(employer=employer, data=data, **facts)
        vacancy = services.submit_vacancy(vacancy=vacancy, **facts)
        made.append(services.publish_vacancy(vacancy=vacancy, **facts))
    return made


if __name__ == "__main__":
    main()
