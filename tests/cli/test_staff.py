"""Opening centres and giving roles: what cannot be is told, what can be is done once."""

from __future__ import annotations

import pytest

from sanviec.apps.accounts.models import User
from sanviec.apps.centres.models import Centre, Membership
from sanviec.cli import main

from .test_usage import told

pytestmark = pytest.mark.django_db
OPEN = ["staff", "open-centre", "LS", "Trung tâm Lạng Sơn", "--province", "20"]
ADD = ["staff", "add", "lan", "Nguyễn Thị Lan", "--role", "counsellor", "--centre", "LS"]
GOOD = ["--password", "ba-con-vit-boi-2026"]


def test_a_centre_and_its_first_counsellor() -> None:
    main(OPEN)
    main([*ADD, *GOOD])
    membership = Membership.objects.get()
    assert (membership.centre.code, membership.user.username) == ("LS", "lan")


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (OPEN, "Đã có trung tâm mã “LS”"),
        (["staff", "open-centre", "L S", "A", "--province", "20"], "Mã trung tâm “L S”"),
        (["staff", "open-centre", "HN", " ", "--province", "01"], "Tên trung tâm phải có"),
        (["staff", "open-centre", "HN", "A", "--province", "05977"], "không phải tỉnh"),
        (["staff", "open-centre", "HN", "A", "--province", "999"], "Không có địa danh"),
        ([*ADD, "--password", "abc"], "10"),
        ([*ADD, "--password", "password123"], "--password"),
        (
            ["staff", "add", "lan lan", "Lan", "--role", "ministry", *GOOD],
            "“lan lan” không dùng được",
        ),
        (["staff", "add", "lan", "Lan", "--role", "counsellor", *GOOD], "phải thuộc một trung tâm"),
    ],
)
def test_what_cannot_be(argv: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(OPEN)
    capsys.readouterr()
    assert expected in told(argv, capsys)
    assert (Centre.objects.count(), User.objects.count()) == (1, 0)


def test_a_name_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    main(OPEN)
    main([*ADD, *GOOD])
    capsys.readouterr()
    assert "Đã có tài khoản “lan”" in told([*ADD, *GOOD], capsys)
    assert "there is an account" in told([*ADD, *GOOD, "--lang", "en"], capsys)
