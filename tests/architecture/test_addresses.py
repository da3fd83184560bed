"""No file names a package registry, a machine's own folders, or keeps a download address."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import text_files

# Written in pieces, so that this file does not hold what it forbids.
FORBIDDEN = {
    "registry": re.compile(
        "|".join(
            re.escape(".".join(parts))
            for parts in (
                ("registry", "npmjs", "org"),
                ("registry", "yarnpkg", "com"),
                ("pypi", "org"),
                ("files", "pythonhosted", "org"),
                ("deb", "debian", "org"),
                ("unpkg", "com"),
                ("cdn", "jsdelivr", "net"),
                ("cdnjs", "cloudflare", "com"),
                ("fonts", "googleapis", "com"),
            )
        )
    ),
    "download address in a lock": re.compile('"resol' + 'ved": ?"https?:'),
    "index option": re.compile(r"--(?:extra-)?index-" + r"url[ =]\S*:/|--find-li" + r"nks[ =]\S*/"),
    "machine's folder": re.compile(
        r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me/\w+|wo" + r"rk|Us" + r"ers/\w+)/"
    ),
}


def test_no_registry_and_no_machine_is_named() -> None:
    found = [
        f"{name}:{number}: {what}"
        for name, text in text_files()
        for what, pattern in FORBIDDEN.items()
        for number in line_numbers(pattern, text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "https://registry.npm" + "js.org/sass",
        "--index-" + "url https://mirror.example/simple",
        '"resol' + 'ved": "https://mirror.example/sass.tgz"',
        "open('/ro" + "ot/.config')",
    ],
)
def test_address_is_recognised(line: str) -> None:
    assert any(pattern.search(line) for pattern in FORBIDDEN.values())


def line_numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return the numbers of the lines where a pattern is found."""
    return [text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text)]
