"""Weights from a file that was named on the command line."""

from __future__ import annotations

from pathlib import Path

from sanviec.engines.matching import DEFAULT_WEIGHTS, Weights
from sanviec.engines.matching.weights_data import weights_from_data
from sanviec.kernel.errors import InputError

from .json_reading import NotJson, parse_json


def weights_of(path: str | None) -> Weights:
    """The weights of a JSON file; the default ones when none is named.

    Raises:
        InputError: the file cannot be read, is no JSON, or holds no usable weights.
    """
    if path is None:
        return DEFAULT_WEIGHTS
    try:
        data = parse_json(Path(path).read_bytes())
    except (OSError, NotJson) as error:
        raise InputError(
            f"Không đọc được bảng điểm “{path}”. Cần tệp JSON như sanviec learn --propose ghi ra.",
            f"the weights {path} cannot be read: {getattr(error, 'text_en', error)}",
            field="--weights",
            code="weights_unreadable",
        ) from error
    return weights_from_data(data)
