"""Server time of the counter's page after a person is found, with the database that stands."""

from __future__ import annotations

import sys
import time
from statistics import median

from sanviec.cli.django_setup import start_django

OPENED = 40


def main() -> None:
    """Open persons' pages as a counsellor and print median and worst."""
    start_django()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client
    from django.utils import timezone

    from sanviec.apps.accounts.models import User
    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.centres.models import Centre
    from sanviec.apps.centres.services import grant_role
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.enums import Role

    now = timezone.now()
    user = User.objects.filter(username="bench").first()
    if user is None:
        user = create_user(
            username="bench", display_name="Bench", password=None, actor=SYSTEM, now=now
        )
        centre = Centre.objects.get()
        grant_role(user=user, centre=centre, role=Role.COUNSELLOR, actor=SYSTEM, now=now)
        TOTP.activate(user, generate_totp_secret())
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    people = list(Jobseeker.objects.order_by("id")[:: max(Jobseeker.objects.count() // OPENED, 1)])
    client.get(f"/quay/nguoi/{people[0].pk}/")
    pages = [_spent(client, f"/quay/nguoi/{person.pk}/") for person in people[:OPENED]]
    finds = [_spent(client, f"/quay/nguoi/?q={person.full_name}") for person in people[:OPENED]]
    phones = [_spent(client, f"/quay/nguoi/?q={person.phone}") for person in people[:OPENED]]
    persons = Jobseeker.objects.count()
    for what, spent in (
        (f"counter's page, {persons:,} persons, median", median(pages)),
        ("counter's page, worst", max(pages)),
        ("find by name, worst", max(finds)),
        ("find by phone, worst", max(phones)),
    ):
        sys.stdout.write(f"{what}\t{spent * 1000:.0f} ms\t200 ms\n")


def _spent(client: object, path: str) -> float:
    started = time.perf_counter()
    # A single hit leads on to the person's page: that is then measured too.
    answer = client.get(path, secure=True, follow=True)  # type: ignore[attr-defined]  # Client
    assert answer.status_code == 200, answer.status_code
    last = answer.redirect_chain[-1][0] if answer.redirect_chain else path
    assert "/quay/nguoi/" in last, last
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
