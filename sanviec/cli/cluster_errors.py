"""What can go wrong with a cluster, said with what to do about it."""

from __future__ import annotations

from enum import Enum

from sanviec.kernel.errors import InputError

_DOCS = "docs/operating/cluster.md"


class Trouble(Enum):
    """Code and sentences of each trouble; `told` is the error behind it."""

    UNREACHABLE = (
        "cluster_unreachable",
        "Không nối được với bộ điều phối ở {where}. Hãy xem dask scheduler đang chạy, địa chỉ, "
        f"tường lửa và chứng thư TLS ({_DOCS}).",
        "no scheduler answers at {where} ({told}); look whether it runs, at the address, the "
        f"firewall and the TLS certificates ({_DOCS})",
    )
    NO_CERTIFICATES = (
        "cluster_certificates",
        "Chưa có chứng thư TLS để nối với {where}. Hãy đặt các biến "
        f"DASK_DISTRIBUTED__COMM__TLS__… như {_DOCS} chỉ dẫn.",
        "no TLS certificate for {where}; set the variables DASK_DISTRIBUTED__COMM__TLS__… "
        f"as {_DOCS} says",
    )
    LOST = (
        "cluster_lost",
        "Mất liên lạc với bộ điều phối ở {where} khi đang ghép; chưa ghi kết quả nào. Hãy khởi "
        "động lại dask scheduler và các máy làm việc, rồi chạy lại lệnh.",
        "the scheduler at {where} was lost ({told}); nothing was written; start scheduler and "
        "workers again, then run the command again",
    )
    WORKERLESS = (
        "cluster_workerless",
        "Bộ điều phối ở {where} không có máy làm việc nào trong {seconds:g} giây; chưa ghi kết "
        "quả nào. Hãy chạy dask worker {where} trên ít nhất một máy.",
        "the scheduler at {where} had no worker for {seconds:g} s; nothing was written; run "
        "`dask worker {where}` on one machine at least",
    )
    KILLED = (
        "cluster_killed",
        "Máy làm việc bị dừng nhiều lần khi đang ghép, lần cuối ở {where}; thường do thiếu bộ "
        "nhớ. Hãy giảm --nworkers hoặc tăng --memory-limit của dask worker, rồi chạy lại.",
        "workers were killed again and again, the last one at {where} ({told}); most often for "
        "want of memory: fewer --nworkers or a higher --memory-limit",
    )
    UNLIKE = (
        "cluster_versions",
        "Phiên bản ở {where} khác máy này ({listed}). Hãy cài cùng một bản Sàn Việc trên mọi máy "
        "(git pull, make setup-cluster) rồi khởi động lại dask ở đó.",
        "versions at {where} differ from this machine's ({listed}); install the same release on "
        "every machine (git pull, make setup-cluster) and restart dask there",
    )
    UNKNOWN_THERE = (
        "cluster_versions",
        "Máy {where} không chạy được bản Sàn Việc này. Hãy khởi động dask bằng .venv/bin/dask của "
        "cùng một bản Sàn Việc trên mọi máy.",
        "{where} cannot run this release ({told}); start dask there with .venv/bin/dask of the "
        "same release",
    )


def cluster_error(
    trouble: Trouble, where: str, error: BaseException | None = None, **facts: object
) -> InputError:
    """The refusal of a command whose cluster does not do.

    Args:
        trouble: what is wrong.
        where: address of the machine.
        error: what was raised there.
        facts: what else the sentences name.
    """
    code, text_vi, text_en = trouble.value
    told = {"where": where, "told": f"{type(error).__name__}: {error}", **facts}
    return InputError(text_vi.format(**told), text_en.format(**told), field="--cluster", code=code)


def versions_differ(where: str, theirs: dict[str, str], ours: dict[str, str]) -> InputError:
    """A machine has other versions than ours, each of which is named."""
    names = [name for name in ours if theirs.get(name) != ours[name]]
    listed = ", ".join(f"{name} {theirs.get(name, '–')} ≠ {ours[name]}" for name in names)
    return cluster_error(Trouble.UNLIKE, where, listed=listed)
