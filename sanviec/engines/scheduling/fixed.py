"""What must hold of interviews that are given: they are possible, alone and together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sanviec.kernel.errors import InputError

from .faults import fault
from .model import Appointment, Instance


def check_fixed(instance: Instance) -> None:
    """See that the fixed interviews can all be held, and that announced ones are of known pairs.

    Raises:
        InputError: a pair has no score, somebody would be in two places at once, is not there at
            the time or has more interviews than wanted, or tables do not suffice.
    """
    known = set(
        zip(instance.pairs.jobseeker.tolist(), instance.pairs.employer.tolist(), strict=True)
    )
    for part, given in (("fixed", instance.fixed), ("planned", instance.planned)):
        seen = set()
        for number, one in enumerate(given):
            who = (one.jobseeker, one.employer)
            place = f"{part}[{number}]"
            if who not in known:
                raise fault(
                    place, "cặp này không có trong pairs.", "no such pair in pairs", "unknown_pair"
                )
            if who in seen:
                raise fault(
                    place, "cặp này đã có ở dòng trước.", "this pair stands twice", "duplicate_pair"
                )
            seen.add(who)
    _check_held(instance)


def with_all_staying(instance: Instance) -> Instance | None:
    """Give the instance with every announced interview fixed that can still be held.

    None when they cannot be held together: they were not announced by one plan.
    """
    fixed_pairs = {one[:2] for one in instance.fixed}
    staying = tuple(
        one for one in instance.planned if one[:2] not in fixed_pairs and _are_there(instance, one)
    )
    fixed = (*instance.fixed, *staying)
    held = {*instance.planned} & {*fixed}
    changed = replace(instance, fixed=fixed, planned=tuple(sorted(held)))
    try:
        _check_held(changed)
    except InputError:
        return None
    return changed


def _are_there(instance: Instance, one: Appointment) -> bool:
    rows = (instance.jobseekers[one.jobseeker], instance.employers[one.employer])
    return all(row.slots is None or one.slot in row.slots for row in rows)


def _check_held(instance: Instance) -> None:
    at_table: Counter[tuple[int, int]] = Counter()
    at_time: Counter[tuple[int, int]] = Counter()
    of_person: Counter[int] = Counter()
    for number, one in enumerate(instance.fixed):
        place = f"fixed[{number}]"
        person, firm = instance.jobseekers[one.jobseeker], instance.employers[one.employer]
        for name, row in (("jobseeker", person), ("employer", firm)):
            if row.slots is not None and one.slot not in row.slots:
                raise fault(
                    f"{place}.{name}",
                    f"{row.id} không có mặt ở khung giờ {one.slot}.",
                    f"{row.id} is not there at slot {one.slot}",
                    "not_there",
                )
        at_table[one.employer, one.slot] += 1
        at_time[one.jobseeker, one.slot] += 1
        of_person[one.jobseeker] += 1
        most = person.max_interviews
        if at_time[one.jobseeker, one.slot] > 1:
            raise _too_many(place, f"{person.id} có hai cuộc hẹn", "two interviews at once")
        if most is not None and of_person[one.jobseeker] > most:
            raise _too_many(place, f"{person.id} quá {most} cuộc hẹn", f"more than {most}")
        if at_table[one.employer, one.slot] > firm.tables:
            raise _too_many(place, f"{firm.id} không đủ bàn", f"{firm.tables} tables are taken")


def _too_many(place: str, what_vi: str, what_en: str) -> InputError:
    return fault(place, f"{what_vi}; hãy bỏ bớt cuộc hẹn cố định.", what_en, "fixed_impossible")
