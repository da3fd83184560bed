"""Variables of online interviews: what does not go together stops the start with its name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
from sanviec.config.settings import dev
print(dev.SANVIEC_SIGNAL_URL, dev.SANVIEC_TURN_URLS)
"""


def started(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SANVIEC_HOME": str(tmp_path), **variables}
    command = [sys.executable, "-c", SHOW]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "variables",
    [
        {"SANVIEC_TURN_URLS": "turn:a.vn"},
        {"SANVIEC_RELAY_ONLY": "true"},
        {"SANVIEC_RELAY_ONLY": "true", "SANVIEC_TURN_SECRET": "x"},
    ],
)
def test_a_relay_without_its_secret_or_address_is_refused(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    told = started(tmp_path, **variables)

    assert told.returncode == 1
    assert "SANVIEC_TURN_URLS and SANVIEC_TURN_SECRET go together" in told.stderr


def test_the_whole_set_is_taken(tmp_path: Path) -> None:
    variables = {
        "SANVIEC_SIGNAL_URL": "wss://a.vn/",
        "SANVIEC_TURN_URLS": "turn:a.vn, turns:a.vn:5349?transport=tcp",
        "SANVIEC_TURN_SECRET": "x",
    }
    told = started(tmp_path, **variables)

    assert told.stdout == "wss://a.vn ['turn:a.vn', 'turns:a.vn:5349?transport=tcp']\n"


def test_a_machine_without_variables_looks_beside_itself(tmp_path: Path) -> None:
    assert started(tmp_path).stdout == "ws://127.0.0.1:8001 []\n"
