"""How often something was tried in an hour, counted by all processes together.

One statement counts and answers, so two processes never both see the last free try. It is the
count that is kept, not the acts: a row a name, used again each hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, connections

from .models import Tally

_KEPT = timedelta(days=1)
_COUNT = """
    INSERT INTO platform_tally (name, hour, tries) VALUES (%s, %s, 1)
    ON CONFLICT (name) DO UPDATE SET
        tries = CASE WHEN platform_tally.hour = excluded.hour
                     THEN platform_tally.tries + 1 ELSE 1 END,
        hour = excluded.hour
    RETURNING tries
"""


def count_try(name: str, *, now: datetime) -> int:
    """Count one more try in the clock's hour of ``now``; the tries in it so far, this one too."""
    connection = connections[DEFAULT_DB_ALIAS]
    hour = connection.ops.adapt_datetimefield_value(_hour_of(now))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [name, hour])
        return int(cursor.fetchone()[0])


def forget_tallies(*, now: datetime) -> int:
    """Remove counts that no limit looks at any more; how many there were."""
    return Tally.objects.filter(hour__lt=now - _KEPT).delete()[0]


def _hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
