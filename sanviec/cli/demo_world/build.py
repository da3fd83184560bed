"""Builds the demo world in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from sanviec.apps.accounts.services import create_user
from sanviec.apps.centres.models import Centre
from sanviec.apps.centres.services import grant_role, open_centre, open_service_point
from sanviec.apps.employers.data import EmployerData
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.services import add_contact, register_employer, verify_employer
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import link_account, register_jobseeker
from sanviec.apps.platform import ids
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import gazetteer, occupations
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import (
    VacancyData,
    draft_vacancy,
    publish_vacancy,
    submit_vacancy,
)
from sanviec.kernel.identifiers import is_valid_tax_code
from sanviec.kernel.text import fold

from .claims import move_claims, tell_claims
from .payments import tell_payments
from .people import World, jobseeker_data
from .sessions import hold_sessions
from .stories import tell_stories

DEMO_PASSWORD = "sanviec-demo-2026"
SEED = 20_260_101
FIRMS_A_CENTRE = 14
VACANCIES_A_CENTRE = 55
PEOPLE_A_CENTRE = 110
STAFF = {
    Role.RECEPTIONIST: ("tiepnhan", "Cán bộ tiếp nhận"),
    Role.COUNSELLOR: ("tuvan", "Tư vấn viên"),
    Role.SESSION_MANAGER: ("phien", "Phụ trách phiên"),
    Role.COMMUNE_OFFICER: ("xa", "Cán bộ xã"),
    Role.CLAIMS_OFFICER: ("bhtn", "Cán bộ bảo hiểm thất nghiệp"),
    Role.APPROVER: ("duyet", "Người duyệt"),
    Role.DEPARTMENT: ("lanhdao", "Lãnh đạo trung tâm"),
}
ABOVE = {
    Role.MINISTRY: ("trunguong", "Cơ quan trung ương"),
    Role.ADMINISTRATOR: ("quantri", "Quản trị hệ thống"),
}
ALL_CONSENTS = tuple(ConsentPurpose)


@dataclass(frozen=True, slots=True)
class Login:
    """A name that can sign in with the demo's password."""

    username: str
    title: str


@dataclass
class Stage:
    """One centre while it is being filled."""

    world: World
    plan: dict[str, Any]
    centre: Centre
    rng: Random
    now: datetime
    homes: list[str]
    counsellor: Actor
    employers: list[Employer]
    vacancies: list[Vacancy]
    people: list[Jobseeker]


def build_world(*, today_at: datetime) -> list[Login]:
    """Fill an empty database.

    Args:
        today_at: the instant that the demo takes for now.

    Returns:
        The logins, one for each role.
    Cost: about 15 seconds.
    """
    plan = _read("world.yaml")
    world = World(names=plan, trades={row["key"]: row for row in _read("trades.yaml")})
    rng = Random(SEED)
    with transaction.atomic(), ids.seeded(rng):
        logins = _above(today_at)
        stages = []
        for number, centre_plan in enumerate(plan["centres"]):
            stage, its_logins = _fill_centre(world, centre_plan, rng, today_at, number)
            stages.append(stage)
            logins += its_logins
        move_claims(stages)
        hold_sessions(stages, now=today_at)
    return logins


def _read(name: str) -> Any:
    return yaml.safe_load((files(__package__) / "data" / name).read_text(encoding="utf-8"))


def _account(username: str, title: str, now: datetime) -> Any:
    return create_user(
        username=username, display_name=title, password=DEMO_PASSWORD, actor=SYSTEM, now=now
    )


def _above(now: datetime) -> list[Login]:
    logins = []
    for role, (username, title) in ABOVE.items():
        user = _account(username, title, now)
        grant_role(user=user, centre=None, role=role, actor=SYSTEM, now=now)
        logins.append(Login(username, title))
    return logins


def _fill_centre(
    world: World, plan: dict[str, Any], rng: Random, today_at: datetime, number: int
) -> tuple[Stage, list[Login]]:
    opened_at = today_at - timedelta(days=120)
    centre = open_centre(
        code=plan["code"],
        name=plan["name"],
        province_code=plan["province"],
        actor=SYSTEM,
        now=opened_at,
        public_phone=plan["phone"],
    )
    homes = [commune_code(name, plan["province"]) for name in plan["homes"]]
    open_service_point(
        centre=centre,
        name="Quầy chính",
        commune_code=homes[0],
        actor=SYSTEM,
        now=opened_at,
    )
    logins, counsellor = _staff(centre, opened_at)
    stage = Stage(world, plan, centre, rng, today_at, homes, counsellor, [], [], [])
    _firms(stage, first=number == 0)
    _vacancies(stage)
    _people(stage)
    tell_stories(stage)
    logins += _self_service(stage)
    tell_claims(stage)
    tell_payments(stage)
    return stage, logins


def commune_code(name: str, province: str) -> str:
    """Today's code of a commune named in full; a name that is not there stops the demo."""
    wanted = fold(name)
    for place in gazetteer().communes(province):
        if fold(place.full_name) == wanted:
            return place.code
    raise LookupError(f"no commune {name!r} in province {province}")


def _staff(centre: Centre, now: datetime) -> tuple[list[Login], Actor]:
    logins: list[Login] = []
    actor = SYSTEM
    for role, (word, title) in STAFF.items():
        username = f"{word}.{centre.code.lower()}"
        user = _account(username, f"{title} {centre.code}", now)
        grant_role(user=user, centre=centre, role=role, actor=SYSTEM, now=now)
        logins.append(Login(username, f"{title}, {centre.name}"))
        if role == Role.COUNSELLOR:
            actor = Actor(role=role, user_id=user.pk, centre_id=centre.pk)
    return logins, actor


def _firms(stage: Stage, *, first: bool) -> None:
    rng = stage.rng
    words = rng.sample(stage.world.names["firm_words"], FIRMS_A_CENTRE)
    for number, word in enumerate(words):
        registered_at = stage.now - timedelta(days=rng.randint(60, 110))
        kind = rng.choice(stage.world.names["firm_kinds"])
        home = rng.choice(stage.homes)
        employer = register_employer(
            data=EmployerData(
                name=f"{kind} {word} {stage.plan['code']}",
                tax_code=tax_code(rng),
                place_code=home,
                contact_name="Phòng nhân sự",
                phone=f"09{rng.randint(0, 99_999_999):08d}",
            ),
            centre=stage.centre,
            actor=stage.counsellor,
            now=registered_at,
        )
        # Two wait for verification, so that the desk has something to do.
        if number < FIRMS_A_CENTRE - 2:
            verify_employer(employer=employer, actor=stage.counsellor, now=registered_at)
            employer.refresh_from_db()
        stage.employers.append(employer)


def tax_code(rng: Random) -> str:
    """Ten digits with a right check digit; the first nine are drawn."""
    while True:
        body = f"{rng.randint(980_000_000, 999_999_999)}"
        for last in range(10):
            if is_valid_tax_code(f"{body}{last}"):
                return f"{body}{last}"


def _vacancies(stage: Stage) -> None:
    verified = [employer for employer in stage.employers if employer.verified_at]
    keys, weights = zip(*stage.plan["trades"].items(), strict=True)
    for number in range(VACANCIES_A_CENTRE):
        trade = stage.world.trades[stage.rng.choices(keys, weights)[0]]
        employer = stage.rng.choice(verified)
        stage.vacancies.append(_vacancy(stage, trade, employer, number))


def _vacancy(stage: Stage, trade: dict[str, Any], employer: Employer, number: int) -> Vacancy:
    rng = stage.rng
    published_at = stage.now - timedelta(days=rng.randint(1, 40), hours=rng.randint(0, 8))
    facts: dict[str, Any] = {"actor": stage.counsellor, "now": published_at}
    drafted = draft_vacancy(employer=employer, data=vacancy_data(stage, trade), **facts)
    submit_vacancy(vacancy=drafted, **facts)
    # A few wait for approval.
    if number % 14 == 13:
        return drafted
    return publish_vacancy(vacancy=drafted, **facts)


def vacancy_data(stage: Stage, trade: dict[str, Any]) -> VacancyData:
    """What one vacancy of a trade says; wages and openings vary."""
    rng = stage.rng
    low, high = trade["wage"]
    step = rng.choice([-0.5, 0, 0, 0.5, 1.0])
    place = trade.get("place") or rng.choice(stage.homes)
    hits = occupations().find(trade["title"], limit=1)
    return VacancyData(
        title=trade["title"],
        occupation_code=hits[0].code if hits else "",
        description=trade["text"],
        requirements=trade["asks"],
        benefits=trade["gives"],
        openings=rng.randint(*trade["openings"]),
        wage_min_vnd_month=int((low + step) * 1_000_000),
        wage_max_vnd_month=int((high + step) * 1_000_000),
        place_codes=[place],
        employment_type=trade.get("type", "full_time"),
        shifts=list(trade["shifts"]),
        experience_months=trade["months"],
        education=trade.get("education"),
        skills=list(trade["skills"]),
        languages=list(trade.get("languages", [])),
        certificates=list(trade.get("needs", [])),
        offers_meals="ăn" in fold(trade["gives"]) or "an ca" in fold(trade["gives"]),
        offers_housing="o" in trade["gives"] and "chỗ ở" in trade["gives"].lower(),
        offers_transport="xe đưa đón" in trade["gives"],
        is_overseas=bool(trade.get("place")),
        closes_on=timezone.localdate(stage.now) + timedelta(days=rng.randint(5, 45)),
    )


def _people(stage: Stage) -> None:
    today = timezone.localdate(stage.now)
    for number in range(PEOPLE_A_CENTRE):
        data = jobseeker_data(
            stage.world, stage.rng, centre=stage.plan, homes=stage.homes, today=today, n=number
        )
        codes = [hit.code for title in data.wished_titles for hit in occupations().find(title)[:1]]
        at = stage.now - timedelta(days=stage.rng.randint(1, 90))
        stage.people.append(
            register_jobseeker(
                data=replace(data, occupation_codes=codes),
                centre=stage.centre,
                # One in eight has not allowed anything yet.
                consents=ALL_CONSENTS if number % 8 else (),
                via=Via.DESK,
                actor=stage.counsellor,
                now=at,
            )
        )


def _self_service(stage: Stage) -> list[Login]:
    """One person and one firm of each centre can sign in."""
    code = stage.plan["code"].lower()
    now = stage.now - timedelta(days=1)
    person = next(row for row in stage.people if row.state == "seeking" and row.consents.exists())
    user = _account(f"nguoilaodong.{code}", person.full_name, now)
    link_account(jobseeker=person, user=user, actor=SYSTEM, now=now)
    busy = max(stage.employers, key=lambda row: (row.vacancies.count(), str(row.pk)))
    contact = _account(f"doanhnghiep.{code}", busy.name, now)
    add_contact(employer=busy, user=contact, actor=SYSTEM, now=now)
    return [
        Login(contact.username, f"Doanh nghiệp: {busy.name}"),
        Login(user.username, f"Người tìm việc: {person.full_name}"),
    ]


def morning_of(at: datetime) -> datetime:
    """Eight o'clock of that day: the demo does not depend on the minute it is started."""
    day = timezone.localdate(at)
    return timezone.make_aware(datetime.combine(day, time(8, 0)))
