"""From an instance to its plan: choose pairs by flow, then give out times and tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from .blocks import Blocks, blocks_of
from .choices import Choices, choices_of
from .colouring import coloured
from .fixed import with_all_staying
from .model import Appointment, Instance, Interview, Ints, Objective, Plan
from .network import Network
from .placing import Placed, Service, overlaps, place
from .problem import Problem, problem_of

SECONDS = 60.0


def schedule(instance: Instance, *, seconds: float = SECONDS) -> Plan:
    """Give the best plan: fixed interviews stay, nobody is in two places at once.

    Where announced interviews are given, as few of them as possible move: with the objective
    FAIR after as many people as possible are met, with TOTAL before everything else.

    Args:
        instance: the session.
        seconds: how long to search where times of presence make the problem hard; the plan
            then says whether it is proven and by how much it could be better.

    Raises:
        InputError: scores are too large to be added.

    Cost: a minimum-cost flow over the pairs; 10 ms for 24 firms and 2,700 people. Only where
    somebody with several interviews is there at times of unequal use, CP-SAT as well.
    Source: docs/algorithms/scheduling.md.
    """
    session = _prepared(instance)
    if instance.planned and (staying := with_all_staying(instance)):
        session = _better(session, _prepared(staying))
    flow = session.network.best(session.service.group, session.service.served)
    gain = int(session.choices.gain[flow].sum())
    if overlaps(session.problem, session.blocks, session.choices, flow):
        parts = (session.problem, session.blocks, session.choices)
        return _plan(session, place(*parts, session.service, flow, seconds))
    return _plan(session, Placed(flow, gain, gain))


@dataclass(frozen=True, slots=True)
class _Session:
    """An instance with what is left to decide in it."""

    instance: Instance
    problem: Problem
    blocks: Blocks
    choices: Choices
    network: Network
    service: Service

    def met(self) -> tuple[int, int]:
        """Give how many priority people, and how many people, will be met in all."""
        done = ~self.problem.waits
        first = int((done & self.problem.is_priority).sum())
        served = self.service.served or (0, 0)
        return first + served[0], int(done.sum()) + sum(served)


def _prepared(instance: Instance) -> _Session:
    problem = problem_of(instance)
    blocks = blocks_of(problem)
    choices = choices_of(problem, blocks)
    network = Network(problem, blocks, choices)
    return _Session(instance, problem, blocks, choices, network, _service(instance, network))


def _better(free: _Session, staying: _Session) -> _Session:
    """Give the session in which all that was announced stays, if nobody goes unmet for it.

    Nothing can be kept beyond that, so the rest is decided exactly and is much smaller.
    """
    is_fair = free.instance.objective is Objective.FAIR
    return free if is_fair and staying.met() < free.met() else staying


def _service(instance: Instance, network: Network) -> Service:
    """Give how many people must be met: as many of the first group, then of all, as can be.

    The sets of people who can be met together are the independent sets of a matroid, so meeting
    the most of the first group costs nobody else a place.
    """
    problem = network.problem
    nobody = np.full(len(problem.most), -1, dtype=np.int64)
    if instance.objective is Objective.TOTAL:
        return Service(nobody, ())
    can = problem.waits & (network.most > 0)
    first = can & problem.is_priority
    group = np.where(first, 0, np.where(can, 1, nobody))
    n_first, n_all = network.most_served(first), network.most_served(can)
    return Service(group.astype(np.int64), (n_first, n_all - n_first))


def _plan(session: _Session, placed: Placed) -> Plan:
    instance, problem, choices = session.instance, session.problem, session.choices
    pair, block = choices.pair[placed.chosen], choices.block[placed.chosen]
    found = _timed(problem.person[pair], problem.stand[pair], block, session.blocks)
    met = [*instance.fixed, *found]
    people = {one.jobseeker for one in met}
    kept = int(choices.is_kept[placed.chosen].sum()) + len({*instance.planned} & {*instance.fixed})
    score = int(problem.score[pair].sum()) + _fixed_score(instance)
    spare = placed.bound - placed.gain
    return Plan(
        interviews=_with_tables(instance, met),
        total_score=Decimal(score) / instance.scale,
        served=len(people),
        priority_served=sum(instance.jobseekers[one].is_priority for one in people),
        kept=kept,
        is_optimal=spare == 0,
        bound=Decimal(score + spare) / instance.scale,
    )


def _fixed_score(instance: Instance) -> int:
    fixed = {(one.jobseeker, one.employer) for one in instance.fixed}
    pairs = instance.pairs
    if not fixed:
        return 0
    whose = zip(
        pairs.jobseeker.tolist(), pairs.employer.tolist(), pairs.score.tolist(), strict=True
    )
    return sum(score for person, firm, score in whose if (person, firm) in fixed)


def _timed(people: Ints, stands: Ints, blocks_chosen: Ints, blocks: Blocks) -> list[Appointment]:
    """Give each chosen interview its slot."""
    found: list[Appointment] = []
    for block, size in enumerate(blocks.sizes.tolist()):
        rows = np.flatnonzero(blocks_chosen == block)
        who, firms = people[rows].tolist(), stands[rows].tolist()
        slots = blocks.slots(block)
        if size == 1:
            found += [Appointment(*pair, slots[0]) for pair in zip(who, firms, strict=True)]
            continue
        colours = coloured(who, _tables(firms, size), size)
        found += [
            Appointment(person, firm, slots[colour])
            for person, firm, colour in zip(who, firms, colours, strict=True)
        ]
    return found


def _tables(firms: list[int], size: int) -> list[int]:
    """Give each interview of a firm to one of its tables, so many to each as there are slots."""
    counts: defaultdict[int, int] = defaultdict(int)
    numbers: dict[tuple[int, int], int] = {}
    tables = []
    for firm in firms:
        table = (firm, counts[firm] // size)
        counts[firm] += 1
        tables.append(numbers.setdefault(table, len(numbers)))
    return tables


def _with_tables(instance: Instance, met: list[Appointment]) -> tuple[Interview, ...]:
    """Give the interviews with a table each, the tables of a firm by turns of its people."""
    people, firms, slots = np.array(met, dtype=np.int64).reshape(-1, 3).T
    order = np.lexsort((people, firms, slots))
    cells = slots[order] * len(instance.employers) + firms[order]
    tables = np.arange(len(order)) - np.searchsorted(cells, cells)
    who = [instance.jobseekers[one].id for one in people[order].tolist()]
    whose = [instance.employers[one].id for one in firms[order].tolist()]
    found = zip(who, whose, slots[order].tolist(), tables.tolist(), strict=True)
    return tuple(map(Interview._make, found))
