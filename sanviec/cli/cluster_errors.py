"""What can go wrong with a cluster, said with what to do about it."""

from __future__ import annotations

from sanviec.kernel.errors import InputError

_DOCS = "docs/operating/cluster.md"


def _error(code: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field="--cluster", code=code)


def unreachable(address: str, error: BaseException) -> InputError:
    """Nobody answers, or not in the way that was asked for."""
    return _error(
        "cluster_unreachable",
        f"Không nối được với bộ điều phối ở {address}. Hãy xem dask scheduler đang chạy, địa chỉ, "
        f"tường lửa và chứng thư TLS ({_DOCS}).",
        f"no scheduler answers at {address} ({_told(error)}); look whether it runs, at the "
        f"address, the firewall and the TLS certificates ({_DOCS})",
    )


def no_certificates(address: str) -> InputError:
    """A scheduler that wants TLS was named, and Dask knows no certificate of ours."""
    return _error(
        "cluster_certificates",
        f"Chưa có chứng thư TLS để nối với {address}. Hãy đặt các biến "
        f"DASK_DISTRIBUTED__COMM__TLS__… như {_DOCS} chỉ dẫn.",
        f"no TLS certificate for {address}; set the variables DASK_DISTRIBUTED__COMM__TLS__… "
        f"as {_DOCS} says",
    )


def lost(address: str, error: BaseException) -> InputError:
    """The scheduler was there and went away."""
    return _error(
        "cluster_lost",
        f"Mất liên lạc với bộ điều phối ở {address} khi đang ghép; chưa ghi kết quả nào. Hãy khởi "
        "động lại dask scheduler và các máy làm việc, rồi chạy lại lệnh.",
        f"the scheduler at {address} was lost ({_told(error)}); nothing was written; start "
        "scheduler and workers again, then run the command again",
    )


def workerless(address: str, seconds: float) -> InputError:
    """There is a scheduler and nobody to work."""
    return _error(
        "cluster_workerless",
        f"Bộ điều phối ở {address} không có máy làm việc nào trong {seconds:g} giây; chưa ghi kết "
        f"quả nào. Hãy chạy dask worker {address} trên ít nhất một máy.",
        f"the scheduler at {address} had no worker for {seconds:g} s; nothing was written; run "
        f"`dask worker {address}` on one machine at least",
    )


def killed(where: str, error: BaseException) -> InputError:
    """One block took several workers with it."""
    return _error(
        "cluster_killed",
        f"Máy làm việc bị dừng nhiều lần khi đang ghép, lần cuối ở {where}; thường do thiếu bộ "
        "nhớ. Hãy giảm --nworkers hoặc tăng --memory-limit của dask worker, rồi chạy lại.",
        f"workers were killed again and again, the last one at {where} ({_told(error)}); most "
        "often for want of memory: fewer --nworkers or a higher --memory-limit",
    )


def unlike(where: str, theirs: dict[str, str], ours: dict[str, str]) -> InputError:
    """A machine has other versions than ours, each of which is named."""
    names = [name for name in ours if theirs.get(name) != ours[name]]
    listed = ", ".join(f"{name} {theirs.get(name, '–')} ≠ {ours[name]}" for name in names)
    return _error(
        "cluster_versions",
        f"Phiên bản ở {where} khác máy này ({listed}). Hãy cài cùng một bản Sàn Việc trên mọi máy "
        "(git pull, make setup-cluster) rồi khởi động lại dask ở đó.",
        f"versions at {where} differ from this machine's ({listed}); install the same release on "
        "every machine (git pull, make setup-cluster) and restart dask there",
    )


def unknown_there(where: str, error: BaseException) -> InputError:
    """A machine does not have this product, or an older one."""
    return _error(
        "cluster_versions",
        f"Máy {where} không chạy được bản Sàn Việc này. Hãy khởi động dask bằng .venv/bin/dask của "
        "cùng một bản Sàn Việc trên mọi máy.",
        f"{where} cannot run this release ({_told(error)}); start dask there with .venv/bin/dask "
        "of the same release",
    )


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
