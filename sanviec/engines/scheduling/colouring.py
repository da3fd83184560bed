"""Times without overlap: the edges of a bipartite graph in as many colours as its degree."""

from __future__ import annotations

from collections.abc import Sequence

_NONE = -1


def coloured(people: Sequence[int], tables: Sequence[int], n_colours: int) -> list[int]:
    """Give each interview a colour, so that no person and no table has one twice.

    Every edge takes a colour that is free at the person; where the table has it already, the
    colours of a path that alternates between two colours are swapped first.

    Args:
        people: of each interview.
        tables: of each interview; nobody and no table stands more than `n_colours` times.
        n_colours: how many colours there are.

    Source: D. König, Über Graphen und ihre Anwendung auf Determinantentheorie und Mengenlehre,
    Mathematische Annalen 77 (1916). Cost: O(interviews × longest path), short in practice.
    """
    at_person = {one: [_NONE] * n_colours for one in people}
    at_table = {one: [_NONE] * n_colours for one in tables}
    found = [_NONE] * len(people)
    for edge, (person, table) in enumerate(zip(people, tables, strict=True)):
        here, there = at_person[person], at_table[table]
        free_here = here.index(_NONE)
        if there[free_here] != _NONE:
            free_there = there.index(_NONE)
            _swap((people, tables), (at_person, at_table), found, there[free_here], free_there)
        found[edge] = free_here
        here[free_here] = there[free_here] = edge
    return found


def _swap(
    ends: tuple[Sequence[int], Sequence[int]],
    at: tuple[dict[int, list[int]], dict[int, list[int]]],
    found: list[int],
    edge: int,
    other: int,
) -> None:
    """Swap two colours along the path that begins at a table with `edge`."""
    first, side, path = found[edge], 0, []
    wanted = other
    while edge != _NONE:
        path.append(edge)
        edge = at[side][ends[side][edge]][wanted]
        side, wanted = 1 - side, first if wanted == other else other
    for one in path:
        at[0][ends[0][one]][found[one]] = at[1][ends[1][one]][found[one]] = _NONE
    for one in path:
        found[one] = other if found[one] == first else first
        at[0][ends[0][one]][found[one]] = at[1][ends[1][one]][found[one]] = one
