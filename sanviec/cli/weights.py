"""Weights from a file that was named on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from sanviec.engines.matching import DEFAULT_WEIGHTS, Weights
from sanviec.engines.matching.weights_data import weights_from_data
from sanviec.kernel.errors import InputError


def weights_of(path: str | None) -> Weights:
    """The weights of a JSON file; the default ones when none is named.

    Raises:
        InputError: the file cannot be read, is no JSON, or holds no usable weights.
    """
    if path is None:
        return DEFAULT_WEIGHTS
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(
            f"Không đọc được bảng điểm “{path}”. Cần tệp JSON như sanviec learn --propose ghi ra.",
            f"the weights {path} cannot be read: {error}",
            field="--weights",
            code="weights_unreadable",
        ) from error
    return weights_from_data(data)
