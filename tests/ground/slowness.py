"""Names the tests that take over a second without being marked slow."""

from __future__ import annotations

import pytest

LIMIT_SECONDS = 1.0


class SlownessReport:
    """A pytest plugin that lists slow calls under the run's summary."""

    def __init__(self) -> None:
        self.slow: list[tuple[float, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a call that took too long."""
        is_marked = {"slow", "browser"} & set(report.keywords)
        if report.when == "call" and report.duration > LIMIT_SECONDS and not is_marked:
            self.slow.append((report.duration, report.nodeid))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the list, slowest first."""
        if self.slow:
            terminalreporter.section("over a second and not marked slow (tests/slow.txt)")
        for seconds, nodeid in sorted(self.slow, reverse=True):
            terminalreporter.write_line(f"{seconds:6.2f} s {nodeid}")
