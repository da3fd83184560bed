"""Where nothing more can be written, the commands say so: no traceback, exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FULL.exists(), reason="this machine has no /dev/full"),
]
SESSION = {
    "slots": 1,
    "employers": [{"id": "D1", "tables": 1}],
    "jobseekers": [{"id": "Hoa", "max_interviews": 1, "priority": 0}],
    "pairs": [{"jobseeker": "Hoa", "employer": "D1", "score": 9}],
    "objective": "total",
}
CLAIM = {"case_id": "A", "decided_on": "2024-03-01", "contribution_months": 41}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give a folder with a small file for each command."""
    (tmp_path / "phien.json").write_text(json.dumps(SESSION))
    (tmp_path / "ho_so.jsonl").write_text(f"{json.dumps(CLAIM)}\n" * 100)
    (tmp_path / "viec.csv").write_text("id,title,company,place\nV1,Kế toán,Công ty A,Hà Nội\n")
    (tmp_path / "nguoi.csv").write_text("id,desired_job,place\nS1,Kế toán,Hà Nội\n")
    return tmp_path


COMMANDS = {
    "schedule": "schedule phien.json --out -",
    "decide": "benefits decide ho_so.jsonl",
    "parameters": "benefits parameters",
    "search": "search --vacancies viec.csv --query ketoan",
    "explain": "explain --jobseekers nguoi.csv --vacancies viec.csv --jobseeker S1 --vacancy V1",
}


def started(folder: Path, command: str, stdout: int) -> subprocess.CompletedProcess[str]:
    """Run a command with its standard output going to a file."""
    words = [sys.executable, "-m", "sanviec.cli", *command.split()]
    return subprocess.run(
        words, cwd=folder, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_told(files: Path, name: str) -> None:
    with FULL.open("w") as full:
        done = started(files, COMMANDS[name], full.fileno())
    assert done.returncode == 2
    assert "Không ghi hết được kết quả" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_who_left_is_no_fault(files: Path, name: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = started(files, COMMANDS[name], writer)
    os.close(writer)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_closed_output_is_told(files: Path) -> None:
    words = f"{sys.executable} -m sanviec.cli benefits decide ho_so.jsonl >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", words], cwd=files, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 2
    assert "Đầu ra chuẩn đã bị đóng" in done.stderr
