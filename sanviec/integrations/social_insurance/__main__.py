"""The sandbox as a process of its own: ``sanviec sandbox social-insurance`` runs this."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from sanviec.apps.claims.agency import read_record
from sanviec.kernel.errors import InputError

from .sandbox import SandboxAgency


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--token", default="")
@click.option("--people", type=click.Path(path_type=Path))
@click.option("--claims", is_flag=True)
@click.option("--fault-every", type=int, default=0)
def run(port: int, token: str, people: Path | None, claims: bool, fault_every: int) -> None:
    """Answer until somebody says stop."""
    known = read_people(people) if people else {}
    if claims:
        known |= people_of_claims()
    agency = SandboxAgency(people=known, token=token, port=port, fault_every=fault_every)
    agency.start()
    click.echo(f"{agency.url}  ({len(known)} người)")
    sys.stdout.flush()
    try:
        agency.serve()
    except KeyboardInterrupt:
        click.echo("")


def read_people(path: Path) -> dict[str, dict[str, Any]]:
    """Records of the contract out of a JSON file: a list of objects.

    Raises:
        ClickException: the file cannot be read, or a record breaks the contract.
    """
    try:
        listed = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{path}: {type(error).__name__}") from error
    if not isinstance(listed, list):
        raise click.ClickException(f"{path}: cần danh sách […]")
    people = {}
    for place, record in enumerate(listed):
        try:
            people[read_record(record).number] = record
        except InputError as error:
            raise click.ClickException(f"{path} [{place}]: {error.text_vi}") from error
    return people


def people_of_claims() -> dict[str, dict[str, Any]]:
    """What every claim of this installation declares, as if the agency knew it: for a demo."""
    from sanviec.apps.claims.models import Claim

    claims = Claim.objects.select_related("jobseeker").order_by("created_at", "id")
    numbered = ((c.insurance_no or c.jobseeker.identity_no, c) for c in claims)
    return {number: _record(number, claim) for number, claim in numbered if number}


def _record(number: str, claim: Any) -> dict[str, Any]:
    born = claim.jobseeker.birth_date
    return {
        "number": number,
        "full_name": claim.jobseeker.full_name,
        "birth_date": born.isoformat() if born else None,
        "as_of": claim.separated_on.isoformat(),
        "contributions": claim.contributions,
        "works": [],
        "open_claim": "",
        "pension": claim.pension,
    }


if __name__ == "__main__":
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        import django

        django.setup()
    run()
