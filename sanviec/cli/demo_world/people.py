"""Invented people: names as common as in life, no real person meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.enums import Sex

PRIORITY = (
    "poor_household",
    "near_poor_household",
    "ethnic_minority",
    "disabled",
    "demobilised_soldier",
)


@dataclass(frozen=True, slots=True)
class World:
    """What the data files say: names, firms, trades by key."""

    names: dict[str, Any]
    trades: dict[str, dict[str, Any]]


def person_name(world: World, rng: Random, sex: Sex) -> str:
    """A full name that fits the sex."""
    side = "female" if sex == Sex.FEMALE else "male"
    parts = [world.names["family"], world.names[f"middle_{side}"], world.names[f"given_{side}"]]
    return " ".join(rng.choice(part) for part in parts)


def jobseeker_data(
    world: World, rng: Random, *, centre: dict[str, Any], homes: list[str], today: date, n: int
) -> JobseekerData:
    """One registration of somebody near a centre who wants one of its usual trades."""
    sex = rng.choice([Sex.FEMALE, Sex.MALE])
    keys, weights = zip(*centre["trades"].items(), strict=True)
    trade = world.trades[rng.choices(keys, weights)[0]]
    low, high = trade["wage"]
    born = date(today.year - rng.randint(18, 54), rng.randint(1, 12), rng.randint(1, 28))
    months = rng.choice([0, 0, 6, 12, 24, 36, 60])
    wishes_night = rng.random() < 0.4
    return JobseekerData(
        full_name=person_name(world, rng, sex),
        birth_date=born,
        birth_year=born.year,
        sex=sex.value,
        identity_no=identity_number(centre["province"], sex, born, n),
        phone=f"09{rng.randint(0, 99_999_999):08d}" if rng.random() < 0.9 else "",
        ethnic_code=rng.choice(centre["ethnic"]),
        residence_code=rng.choice(homes),
        priority_groups=[rng.choice(PRIORITY)] if rng.random() < 0.2 else [],
        education=trade.get("education", rng.choice([2, 3, 3, 5])),
        experience_months=max(months, trade["months"] if rng.random() < 0.7 else 0),
        skills=list(trade["skills"]) if months else [],
        languages=list(trade.get("languages", [])) if rng.random() < 0.6 else [],
        certificates=list(trade.get("needs", [])) if rng.random() < 0.75 else [],
        wished_titles=[rng.choice(trade["titles"])],
        wage_min_vnd_month=int(low * 1_000_000),
        max_distance_km=rng.choice([None, 10, 20, 30, 50]),
        can_relocate=rng.random() < 0.25,
        accepts_overseas=True if trade.get("place") else None,
        shifts=["day", "rotating", "night"] if wishes_night else ["day"],
        refused_shifts=[] if wishes_night or rng.random() < 0.5 else ["night"],
        wishes=_wishes(low, high, is_near=not trade.get("place")),
    )


def _wishes(low: float, high: float, *, is_near: bool) -> str:
    wage = f"Muốn lương {low:g} đến {high:g} triệu".replace(".", ",")
    return f"{wage}, gần nhà." if is_near else f"{wage}."


def identity_number(province: str, sex: Sex, born: date, n: int) -> str:
    """A well-formed number in the last series of its year, where no living person's stands yet."""
    century = (born.year // 100 - 19) * 2 + (1 if sex == Sex.FEMALE else 0)
    return f"0{province}{century}{born.year % 100:02d}{990_000 + n:06d}"
