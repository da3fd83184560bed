"""Generations of arrays: swapped at once, whole whatever happens to the writer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sanviec.kernel.generations import (
    GenerationBusy,
    current_name,
    open_current,
    write_generation,
)
from sanviec.kernel.generations.directory import _alone

ARRAYS = {
    "numbers": np.arange(1_000, dtype=np.int32),
    "table": np.arange(6, dtype=np.int16).reshape(2, 3),
    "none": np.zeros((0, 4), dtype=np.uint32),
    "flags": np.array([True, False]),
}
# Writes one generation and dies by SIGKILL at the n-th step that touches the disk.
DYING = """
import os, shutil, signal, sys
from pathlib import Path
import numpy as np
from sanviec.kernel import generations
from sanviec.kernel.generations import arrays, directory
steps = int(sys.argv[2])
def dying(act):
    def step(*args, **options):
        global steps
        steps -= 1
        if steps == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **options)
    return step
for module, names in ((os, ("fsync", "rename", "replace", "mkdir")), (shutil, ("rmtree",))):
    for name in names:
        setattr(module, name, dying(getattr(module, name)))
arrays._put, directory._put = dying(arrays._put), dying(directory._put)
number = int(sys.argv[3])
generations.write_generation(
    Path(sys.argv[1]), {"a": np.full(5_000, number)}, {"number": number}
)
print("done")
"""
# Writes generations for ever, each filled with its own number.
ENDLESS = """
import sys
from itertools import count
from pathlib import Path
import numpy as np
from sanviec.kernel.generations import write_generation
for number in count(1):
    write_generation(Path(sys.argv[1]), {"a": np.full(200_000, number)}, {"number": number})
    print(number, flush=True)
"""


def run(program: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def assert_whole(home: Path) -> int:
    opened = open_current(home, is_thorough=True)
    assert opened.problems == ()
    assert opened.generation is not None
    number: int = opened.generation.about["number"]
    assert (opened.generation.arrays["a"] == number).all()
    return number


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert current_name(tmp_path / "none") == ""
    assert open_current(tmp_path / "none").generation is None
    name = write_generation(tmp_path / "x", ARRAYS, {"said": "một"})
    found = open_current(tmp_path / "x", is_thorough=True).generation
    assert found is not None
    assert (found.name, current_name(tmp_path / "x")) == (name, name)
    assert found.about == {"said": "một"}
    for key, array in ARRAYS.items():
        assert found.arrays[key].dtype == array.dtype
        assert found.arrays[key].tolist() == array.tolist()
        assert found.arrays[key].flags.writeable


def test_two_are_kept_and_who_has_mapped_an_older_one_reads_on(tmp_path: Path) -> None:
    write_generation(tmp_path, {"a": np.full(9, 1)}, {})
    first = open_current(tmp_path).generation
    for number in (2, 3, 4):
        write_generation(tmp_path, {"a": np.full(9, number)}, {})
    assert first is not None
    assert first.arrays["a"].tolist() == [1] * 9
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["00000003", "00000004"]


def test_a_private_write_reaches_nobody_else(tmp_path: Path) -> None:
    write_generation(tmp_path, {"a": np.zeros(9)}, {})
    one, other = (open_current(tmp_path).generation for _ in range(2))
    assert one is not None
    assert other is not None
    one.arrays["a"][0] = 1
    assert other.arrays["a"][0] == 0


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def lost(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("file", ["header.json", "arrays.bin"])
@pytest.mark.parametrize("damage", [cut, flip, lost])
def test_a_damaged_one_is_refused_and_the_one_before_is_used(
    tmp_path: Path, file: str, damage: Any
) -> None:
    for number in (1, 2):
        write_generation(tmp_path, {"a": np.full(5_000, number)}, {"number": number})
    damage(tmp_path / current_name(tmp_path) / file)
    opened = open_current(tmp_path, is_thorough=True)
    assert opened.generation is not None
    assert opened.generation.about["number"] == 1
    [problem] = opened.problems
    assert problem.code == "generation_broken"
    assert "sanviec index build" in problem.text_vi
    assert "00000002" in problem.text_vi


@pytest.mark.parametrize("content", ["", "00000009", "../x y", "00000009 abc"])
def test_a_pointer_that_says_nothing_is_passed_over(tmp_path: Path, content: str) -> None:
    write_generation(tmp_path, {"a": np.full(9, 1)}, {"number": 1})
    (tmp_path / "CURRENT").write_text(content)
    found = open_current(tmp_path).generation
    assert found is not None
    assert found.about["number"] == 1


def test_one_that_is_not_accepted_is_none(tmp_path: Path) -> None:
    write_generation(tmp_path, {"a": np.full(9, 1)}, {"number": 1})
    opened = open_current(tmp_path, accepts=lambda about: about["number"] == 2)
    assert opened.generation is None
    assert opened.problems == ()


def test_two_writers_at_once(tmp_path: Path) -> None:
    with _alone(tmp_path), pytest.raises(GenerationBusy) as refused:
        write_generation(tmp_path, ARRAYS, {})
    assert refused.value.code == "generation_busy"
    assert write_generation(tmp_path, ARRAYS, {}) == "00000001"


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_generation(tmp_path, {"a": np.full(9, 1)}, {"number": 1})

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_generation(tmp_path, {"a": np.full(9, 2)}, {"number": 2})
    assert assert_whole(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["00000001"]


@pytest.mark.slow
def test_a_writer_killed_at_any_step_leaves_a_readable_generation(tmp_path: Path) -> None:
    for number in (1, 2):
        write_generation(tmp_path, {"a": np.full(5_000, number)}, {"number": number})
    seen, step, ended = set(), 0, False
    while not ended:
        step += 1
        killed = run(DYING, tmp_path, step, 100 + step)
        ended = killed.returncode == 0
        assert ended or killed.returncode == -signal.SIGKILL, killed.stderr
        seen.add(assert_whole(tmp_path))
    # It went from before the first byte to after the last: the old one stood, then the new one.
    assert step > 12
    assert {2, 100 + step} <= seen
    write_generation(tmp_path, {"a": np.full(9, 0)}, {"number": 0})
    assert not list(tmp_path.glob(".new-*"))


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_readable_generation(tmp_path: Path) -> None:
    for round_ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * round_)
        writer.kill()
        told = writer.communicate()[0].split()
        assert assert_whole(tmp_path) >= int(told[-1] if told else 1)
