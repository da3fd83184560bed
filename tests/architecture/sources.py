"""The repository's own files, read once: what the architecture tests look at."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "sanviec"
BINARY = {".png", ".jpg", ".webp", ".ico", ".gz", ".parquet", ".xlsx", ".pdf", ".mo", ".npz"}


@cache
def our_files() -> tuple[Path, ...]:
    """Return every file that is committed or would be, sorted."""
    # The build machine may have cloned as another user than the one that tests.
    git = ["git", "-c", "safe.directory=*"]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(sorted(ROOT / name for name in listed.stdout.split("\0") if name))


def text_files() -> Iterator[tuple[str, str]]:
    """Yield (path in the repository, text) of each file that is text."""
    for path in our_files():
        if path.suffix not in BINARY and path.is_file():
            yield name_of(path), read(path)


def python_files(under: str = "") -> list[Path]:
    """Return our Python files under a folder of the repository."""
    folder = ROOT / under
    return [path for path in our_files() if path.suffix == ".py" and _is_in(path, folder)]


def template_files() -> list[Path]:
    """Return our templates, wherever an app keeps them."""
    return [path for path in our_files() if path.suffix == ".html" and _is_in(path, PACKAGE)]


def template_name(path: Path) -> str:
    """Return the name by which Django finds a template: what follows `templates/`."""
    parts = path.relative_to(PACKAGE).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def name_of(path: Path) -> str:
    """Return a file's path in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> str:
    """Return a file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file's syntax tree."""
    return ast.parse(read(path), filename=str(path))


def _is_in(path: Path, folder: Path) -> bool:
    return path.is_file() and path.is_relative_to(folder)
