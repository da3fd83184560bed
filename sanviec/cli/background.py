"""What the worker does beside its tasks: the index on disk, kept lists, places of sessions."""

from __future__ import annotations

import logging
import threading
import time

from sanviec.kernel.generations import GenerationBusy

log = logging.getLogger("sanviec.worker")
# Between two looks; after a look that took long, ten times as long.
_REST_SECONDS, _REST = 10.0, 10
_MOST_RETRIES = 20


def keep_in_background(stop: threading.Event | None = None) -> threading.Thread:
    """Start the thread; it ends with the process, at any moment, and nothing is half done.

    Args:
        stop: ends it earlier.
    """
    ending = stop or threading.Event()
    thread = threading.Thread(target=_keep, args=(ending,), name="sanviec-keeper", daemon=True)
    thread.start()
    return thread


def _keep(stop: threading.Event) -> None:
    seconds = 0.0
    while not stop.wait(seconds):
        started = time.monotonic()
        try:
            look()
        except Exception:
            # A mistake in one look must not end all later ones unseen.
            log.exception("keeper failed")
        seconds = max(_REST_SECONDS, _REST * (time.monotonic() - started))


def look() -> None:
    """Do once what is due; what cannot be done now is done at a later look."""
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from sanviec.apps.claims.tasks import prepare_what_is_due
    from sanviec.apps.exchanges.services.asking import remind_after_sessions
    from sanviec.apps.exchanges.services.opening import open_due_sessions
    from sanviec.apps.exchanges.services.reminding import remind_participants
    from sanviec.apps.exchanges.services.room_letters import send_due_room_links
    from sanviec.apps.exchanges.services.waiting import sweep_waiting_lists
    from sanviec.apps.payments.services import remove_old_files, resume_lists
    from sanviec.apps.platform.services import deliver_due
    from sanviec.apps.referrals.candidate_index import renew_candidates
    from sanviec.apps.referrals.services import follow_lists, renew_lists
    from sanviec.apps.vacancies.search_keeper import renew_generation

    close_old_connections()
    now = timezone.now()
    try:
        renew_generation(timezone.localdate(now))
        follow_lists(now=now)
        renew_lists(now=now)
        prepare_what_is_due(now=now)
        resume_lists(now=now)
        remove_old_files(now=now)
        open_due_sessions(now=now)
        remind_participants(now=now)
        send_due_room_links(now=now)
        sweep_waiting_lists(now=now)
        remind_after_sessions(now=now)
        # What failed at its first try; few at a time, because a far office may be slow.
        deliver_due(now=now, limit=_MOST_RETRIES)
        # Last, because it takes longest and nobody waits for it.
        renew_candidates(timezone.localdate(now))
    except (GenerationBusy, OperationalError, OSError) as error:
        log.warning("keeper waits: %s", type(error).__name__)
