"""The address of a cluster's scheduler, looked at before any file is read."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from urllib.parse import urlsplit

from sanviec.kernel.errors import InputError

from .cluster_errors import Trouble, cluster_error

REACH_SECONDS = 10
_SCHEMES = {"tcp", "tls"}


def check_cluster(address: str) -> None:
    """See that Dask is there and that somebody listens.

    Raises:
        InputError: Dask is missing, the address is none, or nobody listens there.
    """
    if find_spec("distributed") is None:
        raise InputError(
            "Máy này chưa có Dask. Hãy chạy make setup-cluster rồi thử lại.",
            "Dask is not installed; run make setup-cluster",
            field="--cluster",
            code="cluster_missing",
        )
    try:
        socket.create_connection(_host_and_port(address), timeout=REACH_SECONDS).close()
    except OSError as error:
        raise cluster_error(Trouble.UNREACHABLE, address, error) from error


def _host_and_port(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in _SCHEMES or not parts.hostname or not port:
        raise InputError(
            f"Địa chỉ “{address}” không dùng được: cần dạng tcp://máy:8786 hoặc tls://máy:8786.",
            f"{address!r} is no address of a scheduler: tcp://host:8786 or tls://host:8786",
            field="--cluster",
            code="cluster_address",
        )
    return parts.hostname, port
