"""The choice of interviews as a flow: from people through pairs to tables.

One unit is one interview. It enters at a person, who has no more units than interviews wanted,
goes through a pair at most once, and leaves by a firm's tables in one block. All but one thing
is exact: a person with several blocks could get more interviews in a block than it has slots.
The flow is then a bound, and `placing` finds the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from sanviec.kernel.errors import InputError

from .blocks import Blocks
from .choices import Choices
from .model import Ints
from .problem import Flags, Problem

# The solver multiplies costs by the number of nodes within 64 bits.
_ROOM_FOR_COSTS = 2**61


@dataclass(frozen=True)
class Network:
    """The arcs behind the people: to pairs that have several blocks, and to tables.

    Node 0 is where all units end, then come people, tables by firm and block, and pairs.
    """

    problem: Problem
    blocks: Blocks
    choices: Choices

    @cached_property
    def through_pair(self) -> Flags:
        """Give for each choice whether its pair has others, so that a node holds them to one."""
        counts = np.bincount(self.choices.pair, minlength=len(self.problem.score))
        several = (counts > 1) & (self.problem.most[self.problem.person] > 1)
        flags: Flags = several[self.choices.pair]
        return flags

    @cached_property
    def most(self) -> Ints:
        """Give the interviews that each person can get, never more than slots at hand."""
        there: Ints = self.blocks.is_free @ self.blocks.sizes
        return np.minimum(self.problem.most, there)

    @property
    def n_people(self) -> int:
        return len(self.problem.most)

    def person_nodes(self, people: NDArray[np.integer]) -> Ints:
        return people.astype(np.int64) + 1

    @property
    def n_nodes(self) -> int:
        return 1 + self.n_people + self.blocks.room.size + len(self.pairs)

    @cached_property
    def table_nodes(self) -> Ints:
        """Give the node of the tables of each choice."""
        n_blocks = len(self.blocks.sizes)
        stand = self.problem.stand[self.choices.pair]
        return 1 + self.n_people + stand * n_blocks + self.choices.block

    @cached_property
    def tails(self) -> Ints:
        """Give the node that each choice leaves from: the person's, or the pair's."""
        places = np.searchsorted(self.pairs, self.choices.pair)
        pairs = 1 + self.n_people + self.blocks.room.size + places
        people = self.person_nodes(self.problem.person[self.choices.pair])
        return np.where(self.through_pair, pairs, people)

    @cached_property
    def pairs(self) -> Ints:
        """Give the pairs that have a node."""
        return np.unique(self.choices.pair[self.through_pair])

    def arcs(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Give the arcs behind the people: tail, head, capacity, cost; the choices come first."""
        pairs, room = self.pairs, self.blocks.room.ravel()
        tables = np.flatnonzero(room)
        pair_nodes = 1 + self.n_people + len(room) + np.arange(len(pairs))
        people = self.person_nodes(self.problem.person[pairs])
        ends = np.zeros(len(tables), dtype=np.int64)
        free = np.zeros(len(pairs) + len(tables), dtype=np.int64)
        ones = np.ones(len(self.choices) + len(pairs), dtype=np.int64)
        return (
            np.concatenate([self.tails, people, 1 + self.n_people + tables]),
            np.concatenate([self.table_nodes, pair_nodes, ends]),
            np.concatenate([ones, room[tables]]),
            np.concatenate([-self.choices.gain, free]),
        )

    def most_served(self, who: Flags) -> int:
        """Give how many of some people can have an interview at the same time."""
        people = np.flatnonzero(who & (self.most > 0))
        if not len(people) or not len(self.choices):
            return 0
        flow = max_flow.SimpleMaxFlow()
        tails, heads, capacities, _ = self.arcs()
        source = self.n_nodes
        nodes = self.person_nodes(people)
        flow.add_arcs_with_capacity(tails, heads, capacities)
        flow.add_arcs_with_capacity(np.full(len(nodes), source), nodes, np.ones_like(nodes))
        if flow.solve(source, 0) != flow.OPTIMAL:
            raise AssertionError("a flow of single units always has an optimum")
        return int(flow.optimal_flow())

    def best(self, first: Ints, served: tuple[int, ...]) -> Flags:
        """Give the choices of the greatest gain.

        Args:
            first: int64[people], the group whose units serve the person first, -1 for nobody's.
            served: people that each group must serve, as many as it can.

        Raises:
            InputError: scores and numbers together leave 64 bits.
        """
        self._check_costs()
        flow = min_cost_flow.SimpleMinCostFlow()
        tails, heads, capacities, costs = self.arcs()
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
        n_plain = self.n_nodes
        firsts = np.flatnonzero(first >= 0)
        starts = np.concatenate(
            [n_plain + 1 + first[firsts], np.full(self.n_people, n_plain), [n_plain]]
        )
        people = np.concatenate([firsts, np.arange(self.n_people)])
        ends = np.concatenate([self.person_nodes(people), [0]])
        # Where those who must be met fill every table, nobody gets a second interview.
        is_full = sum(served) == int(self.blocks.room.sum())
        plain = (self.most - (first >= 0)) * (not is_full)
        units = int(plain.sum())
        limits = np.concatenate([np.ones_like(firsts), plain, [units]])
        flow.add_arcs_with_capacity_and_unit_cost(starts, ends, limits, np.zeros_like(limits))
        for group, count in enumerate((units, *served)):
            flow.set_node_supply(n_plain + group, count)
        flow.set_node_supply(0, -units - sum(served))
        if flow.solve() != flow.OPTIMAL:
            raise AssertionError("a flow that need not use any choice always has an optimum")
        chosen: Flags = flow.flows(np.arange(len(self.choices))) > 0
        return chosen

    def _check_costs(self) -> None:
        if int(self.choices.gain.max(initial=0)) * (self.n_nodes + 4) > _ROOM_FOR_COSTS:
            raise InputError(
                "Điểm quá lớn so với số người và số cặp. Hãy chia mọi điểm cho 10 rồi thử lại.",
                "scores are too large for the number of people and pairs",
                field="pairs",
                code="too_large",
            )
