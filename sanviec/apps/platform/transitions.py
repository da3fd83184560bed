"""State tables as data: who may move a row from where to where, and under which name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from sanviec.kernel.errors import InputError


class TransitionRefused(InputError):
    """The act does not fit the row's present state; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a state table."""

    event: str
    sources: frozenset[str]
    target: str
    title_vi: str
    title_en: str


class StateTable:
    """A machine: its states, its ends and its transitions.

    Args:
        name: dotted name, used in docs and errors.
        states: state -> its title, translated when it is shown.
        ends: states that nothing leaves.
    """

    def __init__(
        self,
        name: str,
        *,
        states: Mapping[str, Any],
        initial: str,
        ends: Iterable[str],
        transitions: Iterable[Transition],
    ) -> None:
        self.name = name
        self.states = dict(states)
        self.initial = initial
        self.ends = frozenset(ends)
        self.transitions = tuple(transitions)
        self._by_event = {t.event: t for t in self.transitions}

    def target(self, event: str, state: str) -> str:
        """The state after ``event``.

        Raises:
            KeyError: there is no such event (a programming error).
            TransitionRefused: the event does not leave ``state``.
        """
        transition = self._by_event[event]
        if state not in transition.sources:
            with override("vi"):
                title = str(self.states.get(state, state))
            raise TransitionRefused(
                f"Không thể “{transition.title_vi}” vì hồ sơ đang ở trạng thái “{title}”. "
                "Hãy tải lại trang để xem tình trạng mới nhất.",
                f"Cannot “{transition.title_en}” while the state is “{state}”. "
                "Reload the page to see the present state.",
                code="transition_refused",
            )
        return transition.target

    def allows(self, event: str, state: str) -> bool:
        return state in self._by_event[event].sources

    def events_from(self, state: str) -> list[Transition]:
        """Transitions that may leave ``state``, in table order."""
        return [t for t in self.transitions if state in t.sources]

    def problems(self) -> list[str]:
        """What is wrong with the table itself: unreachable or dead-end states, unknown names."""
        named = {s for t in self.transitions for s in (*t.sources, t.target)}
        found = [f"unknown state {s}" for s in sorted(named - set(self.states))]
        found += [f"duplicate event {e}" for e in _repeated(t.event for t in self.transitions)]
        reached = self._reachable()
        found += [f"{s} cannot be reached" for s in self.states if s not in reached]
        for state in self.states:
            leaves = bool(self.events_from(state))
            if leaves == (state in self.ends):
                found.append(f"{state} {'is an end but has' if leaves else 'has no'} way out")
        return found

    def _reachable(self) -> set[str]:
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            state = frontier.pop()
            for transition in self.events_from(state):
                if transition.target not in reached:
                    reached.add(transition.target)
                    frontier.append(transition.target)
        return reached

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        with override("vi"):
            lines += [f"    {s}: {title}" for s, title in self.states.items()]
        for t in self.transitions:
            lines += [f"    {source} --> {t.target}: {t.title_vi}" for source in sorted(t.sources)]
        lines += [f"    {end} --> [*]" for end in sorted(self.ends)]
        return "\n".join(lines)


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    again: list[str] = []
    for name in names:
        if name in seen:
            again.append(name)
        seen.add(name)
    return again
