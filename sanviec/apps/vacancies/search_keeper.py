"""When a new generation of the index is worth its while: the worker asks now and then."""

from __future__ import annotations

from datetime import date

from .search_generations import build_generation
from .search_index import base_name, changes_since_base, made_for, vacancy_index

# Each process reads anew what came since the generation; a thousand vacancies cost 0.1 s a look.
MOST_BESIDE = 1_000


def renew_generation(on: date) -> str:
    """Put a new generation in force when there is none, a day has passed, or much has changed.

    Returns:
        Its name, "" when the one in force will do.

    Raises:
        GenerationBusy: another process is doing so.
        OSError: the disk is full or closed.
    """
    vacancy_index(on)
    if base_name() and made_for() == on and changes_since_base() <= MOST_BESIDE:
        return ""
    return build_generation(on)
