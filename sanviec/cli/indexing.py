"""Commands of the search index on disk."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import click

from .django_setup import start_with_database
from .wording import say, worded


@click.group()
def index() -> None:
    """Chỉ mục tìm việc trên đĩa, dùng chung cho mọi tiến trình."""


@index.command()
def build() -> None:
    """Dựng lại chỉ mục từ cơ sở dữ liệu và đưa vào dùng ngay; chạy lúc nào cũng được.

    Ví dụ: sanviec index build
    """
    start_with_database()
    from django.utils import timezone

    from sanviec.apps.vacancies.search_generations import build_generation

    name = build_generation(timezone.localdate())
    say(f"Đã đưa vào dùng bản chỉ mục {name}.", f"Generation {name} is in force.")


@index.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def status(as_json: bool) -> None:
    """Cho biết bản chỉ mục đang dùng, kiểm tra từng byte, và cơ sở dữ liệu đã đi trước bao xa.

    Ví dụ: sanviec index status
    """
    start_with_database()
    from django.utils import timezone

    figures = figures_of(timezone.localdate())
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        click.echo(f"{worded(_TITLES[name], name)}\t{_shown(value)}")


_TITLES: Final = {
    "home": "Thư mục",
    "generation": "Bản chỉ mục đang dùng",
    "vacancies": "Số việc làm",
    "size_bytes": "Kích thước (byte)",
    "made_for": "Dựng cho ngày",
    "is_of_today": "Là bản của hôm nay",
    "journal_lines_behind": "Số thay đổi chưa vào chỉ mục",
}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return worded("có", "yes") if value else worded("không", "no")
    return worded("chưa có", "none") if value is None else str(value)


def figures_of(on: date) -> dict[str, Any]:
    """What is in force: None where no generation is usable."""
    from sanviec.apps.vacancies.search_generations import chain_end, index_home, open_newest

    found = open_newest(is_thorough=True)
    return {
        "home": str(index_home()),
        "generation": found.name if found else None,
        "vacancies": len(found.index) if found else None,
        "size_bytes": found.size_bytes if found else None,
        "made_for": found.made_for.isoformat() if found else None,
        "is_of_today": found.made_for == on if found else None,
        "journal_lines_behind": chain_end()[0] - found.seq if found else None,
    }
