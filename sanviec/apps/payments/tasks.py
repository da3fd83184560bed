"""Background entry points."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from sanviec.apps.claims.agency import AgencyError, is_connected
from sanviec.apps.claims.services import pull_news
from sanviec.apps.platform import queue

from . import services

log = logging.getLogger("sanviec.agency")


def pull_agency(*, now: datetime) -> int:
    """What the agency has to tell: new work and answers on pay lists.

    Returns:
        How much was new; 0 when the agency is not connected or away, which the log says.
    """
    if not is_connected():
        return 0
    done = 0
    for pull in (pull_news, services.pull_all_answers):
        try:
            done += pull(now=now)
        except AgencyError as error:
            log.warning("agency not pulled code=%s", error.code)
    return done


def look_after_payments(*, now: datetime) -> int:
    """Find what was paid without being due, and what nobody came for; people decide. Files whose
    time is over are removed."""
    found = services.find_overpayments(now=now) + services.lapse_uncollected(now=now)
    return found + services.remove_old_files(now=now)


@task()
def fill_pay_list(list_id: str) -> str:
    return services.fill_pay_list(list_id, now=timezone.now())


@task()
def empty_pay_list(list_id: str) -> int:
    return services.empty_pay_list(list_id, now=timezone.now())


@task()
def make_pay_file(file_id: str) -> str:
    return services.make_pay_file(file_id, now=timezone.now())


queue.register("fill_pay_list", fill_pay_list)
queue.register("empty_pay_list", empty_pay_list)
queue.register("make_pay_file", make_pay_file)
