"""Interviews of sessions and fairs beside CP-SAT on the same instances: target 1,000 × its speed
at the same optimum, and 1,000 firms × 50,000 people with strict fairness in 1.5 s."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from bench.report import Report
from sanviec.engines.scheduling import (
    Appointment,
    Employer,
    Instance,
    Jobseeker,
    Objective,
    Pairs,
    Plan,
    schedule,
)

SLOTS, MOST_INTERVIEWS, PRIORITY = 6, 3, 0.2
PEER_SECONDS = 120


@dataclass(frozen=True)
class Size:
    """A session: firms with tables, people, and firms that a person would like on average."""

    firms: int
    people: int
    tables: int
    wishes: int
    has_peer: bool = True

    def __str__(self) -> str:
        return f"{self.firms:,} × {self.people:,}"


SIZES = (
    Size(36, 437, 2, 8),
    Size(24, 2_700, 10, 6),
    Size(100, 2_700, 3, 8),
    Size(1_000, 50_000, 5, 10, has_peer=False),
)


def instance_of(size: Size, objective: Objective, seed: int = 0) -> Instance:
    """Give a session whose firms are liked unequally, scores 200 to 1,400."""
    rng = np.random.default_rng(seed)
    liked = 1 / np.arange(1, size.firms + 1) ** 0.6
    counts = np.clip(rng.poisson(size.wishes, size.people), 1, size.firms)
    firms = [
        np.sort(rng.choice(size.firms, count, replace=False, p=liked / liked.sum()))
        for count in counts
    ]
    scores = rng.integers(200, 1_400, int(counts.sum()))
    first = rng.random(size.people) < PRIORITY
    return Instance(
        SLOTS,
        tuple(Employer(n, size.tables) for n in range(size.firms)),
        tuple(Jobseeker(n, MOST_INTERVIEWS, bool(first[n])) for n in range(size.people)),
        Pairs(np.repeat(np.arange(size.people), counts), np.concatenate(firms), scores),
        objective,
    )


def with_windows(instance: Instance, share: float, seed: int = 1) -> Instance:
    """Give the same session where a share of the people comes for some slots only."""
    rng = np.random.default_rng(seed)
    people = tuple(
        replace(one, slots=frozenset(np.flatnonzero(rng.random(SLOTS) < 0.5).tolist()))
        if rng.random() < share
        else one
        for one in instance.jobseekers
    )
    return replace(instance, jobseekers=people)


def after_announcement(instance: Instance, plan: Plan, seed: int = 5) -> Instance:
    """Give the day itself: a tenth of the people stay away, and one firm."""
    rng = np.random.default_rng(seed)
    n_people = len(instance.jobseekers)
    away = set(rng.choice(n_people, n_people // 10, replace=False).tolist())
    nobody: frozenset[int] = frozenset()
    return replace(
        instance,
        jobseekers=tuple(
            replace(one, slots=nobody) if one.id in away else one for one in instance.jobseekers
        ),
        employers=tuple(
            replace(one, slots=nobody) if one.id == 3 else one for one in instance.employers
        ),
        planned=tuple(
            sorted(
                Appointment(int(one.jobseeker), int(one.employer), one.slot)
                for one in plan.interviews
            )
        ),
    )


def by_model(instance: Instance) -> tuple[float, float, str]:
    """Solve the total by CP-SAT, a yes-or-no for every pair and slot: seconds, total, status."""
    started = time.perf_counter()
    model, pairs = cp_model.CpModel(), instance.pairs
    takes = [[model.new_bool_var("") for _ in range(SLOTS)] for _ in range(len(pairs))]
    at: dict[tuple[str, int, int], list[cp_model.IntVar]] = {}
    for row, (person, firm) in enumerate(zip(pairs.jobseeker, pairs.employer, strict=True)):
        model.add_at_most_one(takes[row])
        for slot, take in enumerate(takes[row]):
            at.setdefault(("person", int(person), slot), []).append(take)
            at.setdefault(("firm", int(firm), slot), []).append(take)
            at.setdefault(("all", int(person), 0), []).append(take)
    for (kind, number, _), group in at.items():
        most = {"person": 1, "all": MOST_INTERVIEWS}.get(kind)
        model.add(sum(group) <= (most or instance.employers[number].tables))
    scores = np.repeat(pairs.score, SLOTS).tolist()
    flat = [take for row in takes for take in row]
    model.maximize(cp_model.LinearExpr.weighted_sum(flat, scores))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = PEER_SECONDS
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    spent = time.perf_counter() - started
    return spent, solver.objective_value, str(solver.status_name(status))


def timed(instance: Instance, runs: int) -> tuple[float, Plan]:
    """Give the shortest of some whole calls, in seconds, and the plan."""
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        plan = schedule(instance)
        best = min(best, time.perf_counter() - started)
    return best, plan


def main() -> None:
    """Every size for the total and fairly; the peer where it ends."""
    report = Report("scheduling")
    for size in SIZES:
        instance = instance_of(size, Objective.TOTAL)
        seconds, plan = timed(instance, 5 if size.has_peer else 2)
        report.add(f"{size}, total: whole call", f"{seconds * 1000:.1f} ms")
        if size.has_peer:
            _beside(report, size, instance, (seconds, plan))
        fair, served = timed(replace(instance, objective=Objective.FAIR), 3)
        target = "" if size.has_peer else "1,500 ms"
        report.add(f"{size}, fair: whole call", f"{fair * 1000:.1f} ms", target)
        met = f"{plan.served:,} → {served.served:,}"
        first = f"{plan.priority_served:,} → {served.priority_served:,}"
        report.add(f"{size}, fair: people met, priority people met", f"{met}, {first}")
        cost = 100 * float(1 - served.total_score / plan.total_score)
        report.add(f"{size}, fair: cost in total score", f"{cost:.1f} %")
        if size.has_peer:
            windowed, found = timed(with_windows(instance, 0.5), 1)
            told = "proven" if found.is_optimal else f"at most {found.bound}"
            report.add(f"{size}, half with own times: whole call", f"{windowed:.2f} s, {told}")
            fairly = replace(instance, objective=Objective.FAIR)
            repaired, after = timed(after_announcement(fairly, served), 1)
            told = f"{repaired:.2f} s, {after.kept:,} of {len(served.interviews):,} stay"
            report.add(f"{size}, fair: a tenth and a firm stay away", told)
    report.finish()


def _beside(report: Report, size: Size, instance: Instance, ours: tuple[float, Plan]) -> None:
    seconds, plan = ours
    peer, total, status = by_model(instance)
    report.add(f"{size}, total: CP-SAT", f"{peer:.1f} s, {status}")
    same = "same" if status == "OPTIMAL" and total == plan.total_score else f"{total:.0f}"
    report.add(f"{size}, total: optimum of CP-SAT", same, "same")
    report.add(f"{size}, total: times as fast", f"{peer / seconds:,.0f}", "1,000")


if __name__ == "__main__":
    main()
