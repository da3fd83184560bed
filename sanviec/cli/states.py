"""Draws the state tables into the docs."""

from __future__ import annotations

from pathlib import Path

import click

from .django_setup import start_django
from .files import write_text

HEADING = """# State tables

Drawn by `sanviec states --out docs/states.md` from the tables in `sanviec/apps/*/transitions.py`;
do not edit by hand (a test compares).
"""


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Ghi vào tệp thay vì màn hình.")
def states(out: Path | None) -> None:
    """Vẽ các bảng trạng thái thành sơ đồ.

    Ví dụ: sanviec states --out docs/states.md
    """
    start_django()
    text = drawn()
    if out is None:
        click.echo(text)
    else:
        write_text(out, text)


def drawn() -> str:
    """All state tables as one Markdown page."""
    from sanviec.apps.claims.transitions import (
        CLAIM_STATES,
        COMPLAINT_STATES,
        DECISION_STATES,
        DOCUMENT_STATES,
        TRAINING_STATES,
        TRANSFER_STATES,
    )
    from sanviec.apps.employers.transitions import EMPLOYER_STATES
    from sanviec.apps.exchanges.transitions import (
        INTERVIEW_STATES,
        PARTICIPANT_STATES,
        SESSION_STATES,
        STAND_STATES,
    )
    from sanviec.apps.imports.transitions import IMPORT_STATES
    from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
    from sanviec.apps.payments.transitions import (
        FILE_STATES,
        LIST_STATES,
        RECOVERY_STATES,
        ROW_STATES,
    )
    from sanviec.apps.referrals.transitions import REFERRAL_STATES
    from sanviec.apps.vacancies.transitions import VACANCY_STATES
    from sanviec.apps.weights.transitions import WEIGHTS_STATES

    tables = [
        EMPLOYER_STATES,
        CLAIM_STATES,
        DECISION_STATES,
        DOCUMENT_STATES,
        LIST_STATES,
        FILE_STATES,
        ROW_STATES,
        RECOVERY_STATES,
        TRANSFER_STATES,
        COMPLAINT_STATES,
        TRAINING_STATES,
        SESSION_STATES,
        STAND_STATES,
        PARTICIPANT_STATES,
        INTERVIEW_STATES,
        IMPORT_STATES,
        JOBSEEKER_STATES,
        REFERRAL_STATES,
        VACANCY_STATES,
        WEIGHTS_STATES,
    ]
    parts = [f"## {table.name}\n\n```mermaid\n{table.mermaid()}\n```\n" for table in tables]
    return HEADING + "\n" + "\n".join(parts)
