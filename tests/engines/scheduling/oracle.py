"""The best plan by another way: one yes-or-no for every pair in every slot, solved by CP-SAT."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from sanviec.engines.scheduling import Instance, Objective, Plan


class Best(NamedTuple):
    """What a plan reaches."""

    priority_served: int
    served: int
    kept: int
    total_score: int


def scores_of(instance: Instance) -> dict[tuple[int, int], int]:
    """Each pair's score, by positions."""
    pairs = instance.pairs
    columns = (pairs.jobseeker.tolist(), pairs.employer.tolist(), pairs.score.tolist())
    return {(person, firm): score for person, firm, score in zip(*columns, strict=True)}


def goals_of(instance: Instance, best: Best) -> tuple[int, ...]:
    """What counts for the objective, the first thing first."""
    return tuple(best) if instance.objective is Objective.FAIR else (best.kept, best.total_score)


def best_by_model(instance: Instance) -> tuple[int, ...]:
    """Solve goal after goal, each with those before it held to their best."""
    model = cp_model.CpModel()
    scores = scores_of(instance)
    takes = {
        (person, firm, slot): model.new_bool_var("")
        for person, firm in scores
        for slot in range(instance.slots)
    }
    _rules(instance, model, takes)
    met = _met(instance, model, takes)
    priority = sum(met[n] for n, row in enumerate(instance.jobseekers) if row.is_priority)
    kept = sum(takes[tuple(one)] for one in instance.planned)
    total = sum(scores[key[0], key[1]] * take for key, take in takes.items())
    goals = goals_of(instance, Best(priority, sum(met), kept, total))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    for goal in goals:
        model.maximize(goal)
        assert solver.solve(model) == cp_model.OPTIMAL
        model.add(goal >= round(solver.objective_value))
    return tuple(solver.value(goal) for goal in goals)


def _rules(instance: Instance, model: cp_model.CpModel, takes: dict[Any, Any]) -> None:
    at: defaultdict[Any, list[Any]] = defaultdict(list)
    for (person, firm, slot), take in takes.items():
        for name in (
            ("pair", person, firm),
            ("time", person, slot),
            ("table", firm, slot),
            ("all", person),
        ):
            at[name].append(take)
        for row in (instance.jobseekers[person], instance.employers[firm]):
            if row.slots is not None and slot not in row.slots:
                model.add(take == 0)
    for name, group in at.items():
        most: int | None = 1
        if name[0] == "table":
            most = instance.employers[name[1]].tables
        elif name[0] == "all":
            most = instance.jobseekers[name[1]].max_interviews
        if most is not None:
            model.add(sum(group) <= most)
    for one in instance.fixed:
        model.add(takes[tuple(one)] == 1)


def _met(instance: Instance, model: cp_model.CpModel, takes: dict[Any, Any]) -> list[Any]:
    met = [model.new_bool_var("") for _ in instance.jobseekers]
    for number, is_met in enumerate(met):
        model.add(sum(take for key, take in takes.items() if key[0] == number) >= is_met)
    return met


def reached(instance: Instance, plan: Plan) -> Best:
    """Count again from the interviews what a plan reaches; one that cannot be held fails."""
    people = {row.id: number for number, row in enumerate(instance.jobseekers)}
    firms = {row.id: number for number, row in enumerate(instance.employers)}
    scores = scores_of(instance)
    met = [(people[one.jobseeker], firms[one.employer], one.slot) for one in plan.interviews]
    pairs = Counter(one[:2] for one in met)
    assert set(pairs) <= set(scores)
    assert max(pairs.values(), default=1) == 1
    assert len({(one[0], one[2]) for one in met}) == len(met), "somebody is in two places at once"
    assert len({one[1:] for one in plan.interviews}) == len(met), "a table holds two people"
    for person, firm, slot in met:
        for row in (instance.jobseekers[person], instance.employers[firm]):
            assert slot in (range(instance.slots) if row.slots is None else row.slots)
    for one in plan.interviews:
        assert 0 <= one.table < instance.employers[firms[one.employer]].tables
    for person, count in Counter(one[0] for one in met).items():
        most = instance.jobseekers[person].max_interviews
        assert most is None or count <= most
    assert set(map(tuple, instance.fixed)) <= set(met)
    served = {one[0] for one in met}
    return Best(
        sum(instance.jobseekers[one].is_priority for one in served),
        len(served),
        len(set(met) & set(map(tuple, instance.planned))),
        sum(scores[one[:2]] for one in met),
    )
