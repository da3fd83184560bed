"""``sanviec weights``: the versions of the weights, and which of them ranks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from sanviec.engines.matching.learning import TERMS, Learned, most_points
from sanviec.engines.matching.learning.words import TERM_NAMES
from sanviec.kernel.errors import InputError

from .django_setup import start_with_database
from .files import write_told
from .wording import say, worded

_FILE = click.Path(dir_okay=False, path_type=Path)
_by = click.option("--by", help="Tên đăng nhập của người quyết định.")
_reason = click.option("--reason", help="Lý do, được giữ trong nhật ký.")


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """What was learned from which introductions, and its report as it was told."""

    found: Learned
    first: date
    last: date
    outcomes_fingerprint: str
    report: str


@click.group()
def weights() -> None:
    """Các bản của bảng điểm xếp hạng: xem, áp dụng, trở về bảng điểm mặc định."""


@weights.command("list")
@click.option("--json", "as_json", is_flag=True, help="In mỗi bản một dòng JSON.")
def list_versions(as_json: bool) -> None:
    """Liệt kê các bản, mới nhất trước.

    Ví dụ: sanviec weights list
    """
    start_with_database()
    from sanviec.apps.weights.models import WeightsVersion
    from sanviec.apps.weights.selectors import weights_in_force

    rows = WeightsVersion.objects.select_related("proposed_by", "adopted_by").order_by("-number")
    for row in rows:
        record = _record(row)
        if as_json:
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo("\t".join("" if value is None else str(value) for value in record.values()))
    if weights_in_force().version is None:
        say("Đang xếp hạng theo bảng điểm mặc định.", "The documented defaults are in force.")


def _record(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "state": row.state,
        "outcomes_from": row.outcomes_from.isoformat(),
        "outcomes_to": row.outcomes_to.isoformat(),
        "proposed_by": row.proposed_by.username,
        "proposal_reason": row.proposal_reason,
        "adopted_by": row.adopted_by.username if row.adopted_by else None,
        "adopted_at": row.adopted_at.isoformat() if row.adopted_at else None,
        "fingerprint": row.fingerprint,
    }


@weights.command()
@click.argument("number", type=click.IntRange(0))
@click.option("--out", type=_FILE, help="Ghi bảng điểm thành tệp JSON cho sanviec match --weights.")
@click.option("--json", "as_json", is_flag=True, help="In cả báo cáo thành JSON.")
def show(number: int, out: Path | None, as_json: bool) -> None:
    """Xem một bản: điểm từng mục so với bảng điểm nó được so với; 0 là bảng điểm mặc định.

    Ví dụ: sanviec weights show 3 --out diem.json
    """
    start_with_database()
    from sanviec.apps.weights.facts import to_weights
    from sanviec.engines.matching import DEFAULT_WEIGHTS
    from sanviec.engines.matching.weights_data import weights_to_data

    row = _version(number) if number else None
    found = to_weights(row) if row else DEFAULT_WEIGHTS
    if found is None:
        raise InputError(
            f"Bảng điểm số {number} đã bị sửa ngoài hệ thống.",
            f"version {number} is not what was written",
            code="weights_changed",
        )
    if out is not None:
        write_told(out, json.dumps(weights_to_data(found), indent=1))
        say(f"Đã ghi bảng điểm: {out}", f"Weights written: {out}")
    if as_json:
        told = _record(row) | {"report": row.report} if row else {"number": 0}
        told |= {"weights": weights_to_data(found)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for term, points in zip(TERMS, most_points(found), strict=True):
        click.echo(f"{worded(*TERM_NAMES[term])}\t{points}")


@weights.command()
@click.argument("number", type=click.IntRange(1))
@_by
@_reason
def adopt(number: int, by: str | None, reason: str | None) -> None:
    """Xếp hạng theo một bản từ nay; người đề xuất không tự áp dụng.

    Ví dụ: sanviec weights adopt 3 --by minh --reason "Tốt hơn 2,1 điểm trên người để riêng"
    """
    start_with_database()
    from sanviec.apps.weights.services import adopt_weights

    _decide(adopt_weights, number, by, reason)
    say(f"Từ nay xếp hạng theo bảng điểm số {number}.", f"Version {number} is in force.")


@weights.command()
@click.argument("number", type=click.IntRange(1))
@_by
@_reason
def retire(number: int, by: str | None, reason: str | None) -> None:
    """Thôi dùng một bản, hoặc rút một đề xuất; nếu nó đang dùng thì trở về bảng điểm mặc định.

    Ví dụ: sanviec weights retire 3 --by minh --reason "Nhóm khuyết tật ít được gợi ý hơn"
    """
    start_with_database()
    from sanviec.apps.weights.services import retire_weights

    _decide(retire_weights, number, by, reason)
    say(f"Không dùng bảng điểm số {number} nữa.", f"Version {number} is retired.")


def _decide(act: Callable[..., Any], number: int, by: str | None, reason: str | None) -> None:
    from django.utils import timezone

    actor = check_who_and_why(by, reason)
    act(version=_version(number), reason=reason, actor=actor, now=timezone.now())


def keep_proposal(learned: LearnedFrom, *, by: str, reason: str) -> None:
    """Keep what was learned as the next version, and tell its number."""
    from django.utils import timezone

    from sanviec.apps.weights.services import Proposal, propose_weights

    actor = check_who_and_why(by, reason)
    proposal = Proposal(
        found=learned.found,
        first=learned.first,
        last=learned.last,
        outcomes_fingerprint=learned.outcomes_fingerprint,
        report=json.loads(learned.report),
        reason=reason,
    )
    version = propose_weights(proposal=proposal, actor=actor, now=timezone.now())
    say(
        f"Đã lưu đề xuất: bảng điểm số {version.number}, chờ người thứ hai áp dụng.",
        f"Kept as version {version.number}, for a second person to adopt.",
    )


def check_who_and_why(by: str | None, reason: str | None) -> Any:
    """The actor behind a user name; a reason was given as well.

    Raises:
        InputError: one is missing, or nobody above the centres has this name.
    """
    for name, value in (("--by", by), ("--reason", reason)):
        if not (value or "").strip():
            raise InputError(
                f"Cần {name}: ai quyết định và vì sao được giữ trong nhật ký.",
                f"{name} is needed: who decides and why is kept in the journal",
                field=name,
                code="weights_who_and_why",
            )
    from sanviec.apps.centres.models import Membership
    from sanviec.apps.centres.selectors import actor_of
    from sanviec.apps.weights.services import OVERSIGHT

    known = Membership.objects.filter(
        user__username=by, role__in=OVERSIGHT, is_active=True, user__is_active=True
    )
    membership = known.order_by("created_at", "id").first()
    if membership is None:
        raise InputError(
            f"Không có ai tên “{by}” thuộc cơ quan trung ương hay quản trị hệ thống.",
            f"nobody named {by!r} belongs to the ministry or the administrators",
            field="--by",
            code="weights_not_yours",
        )
    return actor_of(membership)


def _version(number: int) -> Any:
    from sanviec.apps.weights.models import WeightsVersion

    row = None
    if number < 2**31:
        people = ("proposed_by", "adopted_by")
        row = WeightsVersion.objects.select_related(*people).filter(number=number).first()
    if row is None:
        raise InputError(
            f"Không có bảng điểm số {number}. Xem: sanviec weights list",
            f"there is no version {number}; see: sanviec weights list",
            field="number",
            code="weights_unknown",
        )
    return row
