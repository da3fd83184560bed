"""The plan where a flow alone does not give one: a person cannot be in two places at once.

First HiGHS looks whether the pairs of the flow can be held at other times: mostly they can, and
the flow's gain proves the plan. Else CP-SAT searches all pairs, and when its time runs out the
plan says how much better it could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from .blocks import Blocks
from .choices import Choices
from .model import Ints
from .problem import Flags, Problem

_SEED, _SEARCHES = 1, 8


@dataclass(frozen=True, slots=True)
class Service:
    """Groups of people and how many of each must be met: none when the objective is the total.

    Args:
        group: int64[people], -1 for those who belong to none.
        served: people to meet, by group.
    """

    group: Ints
    served: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Choices without overlap, their gain, and what no plan exceeds."""

    chosen: Flags
    gain: int
    bound: int


def overlaps(problem: Problem, blocks: Blocks, choices: Choices, chosen: Flags) -> bool:
    """Tell whether somebody has more interviews in a block than it has slots."""
    cells = problem.person[choices.pair[chosen]] * len(blocks.sizes) + choices.block[chosen]
    counts = np.bincount(cells, minlength=len(problem.most) * len(blocks.sizes))
    return bool((counts.reshape(-1, len(blocks.sizes)) > blocks.sizes).any())


def without_overlaps(problem: Problem, blocks: Blocks, choices: Choices, chosen: Flags) -> Flags:
    """Give choices of which the least gainful leave where somebody has too many at once.

    Everybody keeps an interview, so as many people are met as before.
    """
    rows = np.flatnonzero(chosen)
    cells = problem.person[choices.pair[rows]] * len(blocks.sizes) + choices.block[rows]
    order = np.lexsort((-choices.gain[rows], cells))
    ordered = cells[order]
    firsts = np.searchsorted(ordered, ordered)
    is_over = np.arange(len(order)) - firsts >= blocks.sizes[choices.block[rows[order]]]
    left = chosen.copy()
    left[rows[order[is_over]]] = False
    return left


def place(
    problem: Problem,
    blocks: Blocks,
    choices: Choices,
    service: Service,
    flow: Flags,
    seconds: float,
) -> Placed:
    """Give the best choices without overlap, or the best found in time.

    Args:
        problem: the pairs.
        blocks: the slots.
        choices: what may be chosen.
        service: how many people must be met.
        flow: the choices of the best flow, whose gain no plan exceeds.
        seconds: how long to search.
    """
    bound = int(choices.gain[flow].sum())
    start = without_overlaps(problem, blocks, choices, flow)
    own = np.isin(choices.pair, choices.pair[flow])
    few = choices.only(own)
    found = start.copy()
    found[own] = _same_pairs(list(_limits(problem, blocks, few)), few, start[own], seconds / 2)
    best = max((start, found), key=lambda one: int(choices.gain[one].sum()))
    gain = int(choices.gain[best].sum())
    if gain == bound:
        return Placed(best, gain, bound)
    placed = _any_pairs(problem, blocks, choices, service, (best, seconds / 2))
    return replace(placed, bound=max(min(placed.bound, bound), placed.gain))


@dataclass(frozen=True, slots=True)
class _Limit:
    """Choices in groups of which not all may be taken: int64[choices], and the most by group."""

    groups: Ints
    most: Ints


def _limits(problem: Problem, blocks: Blocks, choices: Choices) -> Iterator[_Limit]:
    people, n_blocks = problem.person[choices.pair], len(blocks.sizes)
    stands = problem.stand[choices.pair]
    yield _Limit(choices.pair, np.ones(len(problem.score), dtype=np.int64))
    yield _Limit(people, problem.most)
    yield _Limit(people * n_blocks + choices.block, np.tile(blocks.sizes, len(problem.most)))
    yield _Limit(stands * n_blocks + choices.block, blocks.room.ravel())


def _same_pairs(limits: list[_Limit], choices: Choices, start: Flags, seconds: float) -> Flags:
    """Give the best of the flow's own choices; whoever is met by them stays met.

    What HiGHS reckons in floating point is added again in whole numbers by who asks.
    """
    n = len(choices)
    rows, most = [], []
    for limit in limits:
        used, group = np.unique(limit.groups, return_inverse=True)
        rows.append(csr_array((np.ones(n), (group, np.arange(n))), shape=(len(used), n)))
        most.append(limit.most[used].astype(np.float64))
    least = [np.full(len(one), -np.inf) for one in most]
    people = 1
    least[people] = np.ones(len(most[people]))
    held = LinearConstraint(vstack(rows), np.concatenate(least), np.concatenate(most))
    found = milp(
        -choices.gain.astype(np.float64),
        constraints=held,
        integrality=np.ones(n),
        bounds=Bounds(0, 1),
        options={"time_limit": max(seconds, 0.01), "mip_rel_gap": 0},
    )
    if found.x is None:
        return start
    taken: Flags = found.x > 0.5
    return taken


def _any_pairs(
    problem: Problem,
    blocks: Blocks,
    choices: Choices,
    service: Service,
    known: tuple[Flags, float],
) -> Placed:
    """Search all choices from a known plan on, for some seconds."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(len(choices))]
    for limit in _limits(problem, blocks, choices):
        for rows in _groups(limit.groups):
            most = int(limit.most[limit.groups[rows[0]]])
            if most < len(rows):
                model.add(cp_model.LinearExpr.sum([taken[row] for row in rows]) <= most)
    _serve(model, taken, problem.person[choices.pair], service)
    start, seconds = known
    for variable, is_chosen in zip(taken, start.tolist(), strict=True):
        model.add_hint(variable, is_chosen)
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, choices.gain.tolist()))
    return _solved(model, taken, choices, start, seconds)


def _solved(
    model: cp_model.CpModel,
    taken: list[cp_model.IntVar],
    choices: Choices,
    start: Flags,
    seconds: float,
) -> Placed:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.random_seed = _SEED
    solver.parameters.num_workers = _SEARCHES
    status = solver.solve(model)
    gain = int(choices.gain[start].sum())
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Placed(start, gain, int(choices.gain.sum()))
    found = np.array([solver.boolean_value(one) for one in taken], dtype=np.bool_)
    best = int(choices.gain[found].sum())
    if status == cp_model.OPTIMAL:
        return Placed(found, best, best)
    bound = int(np.ceil(solver.best_objective_bound))
    return Placed(found, best, bound) if best > gain else Placed(start, gain, bound)


def _groups(numbers: Ints) -> list[Ints]:
    """Give the positions of each number that occurs."""
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    return np.split(order, starts[1:]) if len(order) else []


def _serve(
    model: cp_model.CpModel, taken: list[cp_model.IntVar], people: Ints, service: Service
) -> None:
    met: dict[int, list[cp_model.IntVar]] = {group: [] for group in range(len(service.served))}
    for rows in _groups(people):
        group = int(service.group[people[rows[0]]])
        if group >= 0:
            is_met = model.new_bool_var("")
            model.add(cp_model.LinearExpr.sum([taken[row] for row in rows]) >= is_met)
            met[group].append(is_met)
    for group, count in enumerate(service.served):
        if count:
            model.add(cp_model.LinearExpr.sum(met[group]) >= count)
