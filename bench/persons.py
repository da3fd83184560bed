"""Registers many invented persons through the import's own bulk way."""

from __future__ import annotations

import sys
from dataclasses import replace
from random import Random

from sanviec.cli.django_setup import start_django


def main(count: int) -> None:
    """Register ``count`` persons at the only centre of the database."""
    start_django()
    from django.utils import timezone

    from sanviec.apps.centres.models import Centre
    from sanviec.apps.jobseekers.enums import ConsentPurpose
    from sanviec.apps.jobseekers.services import bulk_upsert
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.reference.selectors import gazetteer, occupations
    from sanviec.cli.demo_world.build import _read
    from sanviec.cli.demo_world.people import World, jobseeker_data

    plan = _read("world.yaml")
    world = World(names=plan, trades={row["key"]: row for row in _read("trades.yaml")})
    rng, centre = Random(7), Centre.objects.get()
    homes = [commune.code for commune in gazetteer().communes("20")]
    codes = {
        title: [hit.code for hit in occupations().find(title, limit=1)]
        for trade in world.trades.values()
        for title in trade["titles"]
    }
    today, now = timezone.localdate(), timezone.now()
    for start in range(0, count, 5_000):
        rows = []
        for number in range(start, min(start + 5_000, count)):
            data = jobseeker_data(
                world, rng, centre=plan["centres"][0], homes=homes, today=today, n=number % 9_000
            )
            rows.append(
                replace(
                    data,
                    identity_no="",
                    occupation_codes=codes[data.wished_titles[0]],
                    source="bench",
                    source_key=str(number),
                )
            )
        bulk_upsert(
            rows=rows,
            centre=centre,
            actor=SYSTEM,
            now=now,
            consents=tuple(ConsentPurpose),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
