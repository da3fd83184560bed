"""The plain and the compiled path, each for populations of any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sanviec.engines.matching.kernel.compiled import is_available
from sanviec.engines.matching.kernel.warm_up import warm_up

_PLAIN, _COMPILED = "plain", "compiled"
_ENGINE = "sanviec.engines.matching"


@pytest.fixture(params=[_PLAIN, _COMPILED], scope="module")
def path(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run every test of a module by both paths.

    The plain one is all that an installation without numba has.
    """
    with pytest.MonkeyPatch.context() as patch:
        if request.param == _PLAIN:
            for module in ("fast_ranking", "fast_people"):
                patch.setattr(f"{_ENGINE}.{module}.is_available", lambda: False)
        elif not is_available():
            pytest.skip("numba is not installed")
        else:
            warm_up()
            _open_to_all_sizes(patch)
        yield str(request.param)


def _open_to_all_sizes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(f"{_ENGINE}.fast_ranking.LEAST_VACANCIES", 0)
    patch.setattr(f"{_ENGINE}.ranking.LEAST_FOR_ONE", 0)
    patch.setattr(f"{_ENGINE}.fast_people.LEAST_JOBSEEKERS", 0)
    for module in ("fast_ranking", "fast_people"):
        patch.setattr(f"{_ENGINE}.{module}._MOST_SHARE", 0)
