"""Make .venv with the `sanviec` command on a bare machine: Python 3.11 and git are enough.

    python3.11 scripts/set_up.py           # what `make setup` and `make demo` need
    python3.11 scripts/set_up.py --tests   # and what `make test` needs
    python3.11 scripts/set_up.py --bench   # and the peers that `make bench-…` measures beside us
    python3.11 scripts/set_up.py --cluster # and what matching on several machines needs

Runs as root or not, with nothing but the standard library; each step is skipped when its
inputs are those of the last run. Packages come from the registry that this machine's pip and npm
are set to, and every one is compared with its pinned hash.
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
UNATTENDED = {"DEBIAN_FRONTEND": "noninteractive"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PANGO_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
PANGO_PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-dejavu-core",
)


class SetUpError(Exception):
    """The machine lacks something; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the steps in order and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--bench", action="store_true", help="also the peers of the benches")
    parser.add_argument("--cluster", action="store_true", help="also Dask, for several machines")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        check_python()
        make_environment()
        side_by_side(
            partial(provide_packages, options), partial(provide_programs, with_tests=options.tests)
        )
    except SetUpError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    print(f"set-up: ready in {time.perf_counter() - started:.0f} s")
    return 0


def provide_packages(options: argparse.Namespace) -> None:
    """Fill .venv, then make what is made with it."""
    install_requirements(with_tests=options.tests)
    for name in ("bench", "cluster"):
        if getattr(options, name):
            install_once([requirements(name)])
    install_package()
    side_by_side(compile_kernel, make_rest)


def provide_programs(*, with_tests: bool) -> None:
    """Find what pip does not bring; one after the other, for apt works alone."""
    provide_pango()
    if with_tests:
        provide_chromium()
        provide_coturn()


def side_by_side(*steps: Callable[[], None]) -> None:
    """Run steps that wait for other programs at once; the first failure is told at the end.

    pip, apt and the compiler use one core or the network each, one after the other they waste one.
    """
    with ThreadPoolExecutor(len(steps)) as pool:
        running = [pool.submit(step) for step in steps]
    for one in running:
        one.result()


def compile_kernel() -> None:
    """Keep the machine code of the matching: half a minute of one core."""
    run([PYTHON, "-m", "sanviec.engines.matching.kernel.warm_up"])


def make_rest() -> None:
    """Make the front end, the translations and the product's byte code."""
    run([PYTHON, ROOT / "scripts" / "build_frontend.py"])
    run([PYTHON, ROOT / "scripts" / "compile_messages.py"])
    compile_sources()


def compile_sources() -> None:
    """Keep the product's modules compiled: some machines forbid every process to do it.

    Where PYTHONDONTWRITEBYTECODE is set, each command would otherwise compile them anew.
    """
    run([PYTHON, "-m", "compileall", "-q", "-j", "0", ROOT / "sanviec"])


def check_python() -> None:
    """Refuse a Python that the pinned packages do not support."""
    if tuple(sys.version_info) < (3, 11):
        raise SetUpError(
            f"Python 3.11 or newer is needed and this is {sys.version.split()[0]}; "
            "name another with `make setup PYTHON=/path/to/python3.11`"
        )


def make_environment() -> None:
    """Make .venv with its own pip, installing Debian's python3-venv when that is allowed."""
    if works([PYTHON, "-m", "pip", "--version"]):
        return
    if importlib.util.find_spec("ensurepip") is None:
        provide_ensurepip()
    # A fresh process: an ensurepip that apt has just brought is not seen by this one.
    run([sys.executable, "-m", "venv", "--clear", VENV])


def provide_ensurepip() -> None:
    """Install the Debian package that holds ensurepip, or say how."""
    package = f"python3.{sys.version_info.minor}-venv"
    if not can_use_apt():
        raise SetUpError(
            f"this Python cannot make environments; ask for `apt-get install {package}`, then retry"
        )
    apt_install(package)


def requirements(name: str) -> Path:
    """Return a file of pinned packages."""
    return ROOT / "requirements" / f"{name}.txt"


def install_requirements(*, with_tests: bool) -> None:
    """Install the pinned packages, each compared with its hash."""
    setup, base, dev, node = map(requirements, ("setup", "base", "dev", "node"))
    # An environment made for the tests holds everything that the demo needs.
    has_dev = is_done(dev.name, digest([setup, dev]))
    install_once([setup, dev if with_tests or has_dev else base])
    if not has_node():
        install_once([node])


def install_once(files: list[Path]) -> None:
    """Install requirement files together unless the last run installed the same."""
    if is_done(files[-1].name, digest(files)):
        return
    chosen = [part for path in files for part in ("-r", str(path))]
    print(f"set-up: installing {files[-1].name}")
    pip_install(["--require-hashes", *chosen])
    mark_done(files[-1].name, digest(files))


def install_package() -> None:
    """Install this repository in place, with its `sanviec` command."""
    inputs = digest([ROOT / "pyproject.toml", ROOT / "requirements" / "base.in"])
    if is_done("package", inputs) and (VENV / "bin" / "sanviec").exists():
        return
    pip_install(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    mark_done("package", inputs)


def provide_chromium() -> None:
    """Find a Chromium for the browser tests, or install Debian's when this is root."""
    if os.environ.get("SANVIEC_CHROMIUM") or any(map(shutil.which, CHROMIUM_NAMES)):
        return
    if can_use_apt():
        apt_install("chromium")
    elif os.environ.get("CI") == "true":
        raise SetUpError("no Chromium: install one or name it in SANVIEC_CHROMIUM")
    else:
        print("set-up: no Chromium found, the browser tests will be skipped")


def provide_pango() -> None:
    """Find Pango, with which reports become PDF, or install Debian's when this is root.

    Without it everything else works; a PDF is refused with a word about why.
    """
    if all(map(ctypes.util.find_library, PANGO_LIBRARIES)):
        return
    if can_use_apt():
        apt_install(*PANGO_PACKAGES)
    else:
        print("set-up: no Pango found, reports will be XLSX and DOCX only")


def provide_coturn() -> None:
    """Find the relay of the browser tests, or install Debian's when this is root."""
    if shutil.which("turnserver"):
        return
    if can_use_apt():
        apt_install("coturn")
    elif os.environ.get("CI") == "true":
        raise SetUpError("no coturn: ask for `apt-get install coturn`, then retry")
    else:
        print("set-up: no coturn found, the browser tests of the relay will fail")


def has_node() -> bool:
    """Whether the machine has a Node that can build the front end (18 or newer)."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    told = subprocess.run(["node", "--version"], capture_output=True, text=True)
    major = told.stdout.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= 18


def can_use_apt() -> bool:
    """Whether Debian's packages may be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install Debian packages with what they need and nothing more."""
    print(f"set-up: apt-get install {' '.join(packages)}")
    apt_update()
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    run(command, {**os.environ, **UNATTENDED})


@cache
def apt_update() -> None:
    """Fetch the lists of Debian's packages, once for all that is missing."""
    run(["apt-get", "update", "-qq"], {**os.environ, **UNATTENDED})


def pip_install(arguments: list[str]) -> None:
    """Run pip inside .venv, quietly, waiting for a slow registry."""
    quiet = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    run([PYTHON, "-m", "pip", "install", *quiet, "--retries", "5", *arguments])


def digest(files: list[Path]) -> str:
    """Return one checksum over files and the Python they are installed for."""
    total = hashlib.sha256(sys.version.encode())
    for path in files:
        total.update(path.read_bytes())
    return total.hexdigest()


def is_done(step: str, inputs: str) -> bool:
    """Whether a step ran last with the same inputs."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == inputs


def mark_done(step: str, inputs: str) -> None:
    """Remember a step that ended well."""
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(inputs)


def works(command: list[str | Path]) -> bool:
    """Whether a command exists and ends well."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def run(command: list[str | Path], environment: dict[str, str] | None = None) -> None:
    """Run one command of the set-up in the repository and stop when it fails."""
    done = subprocess.run(list(map(str, command)), cwd=ROOT, env=environment)
    if done.returncode:
        raise SetUpError(f"`{' '.join(map(str, command[:4]))} …` failed, see above")


if __name__ == "__main__":
    sys.exit(main())
