"""One claim over real pages: from the estimator to new work, and one that comes back once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from sanviec.apps.claims.documents import read_wording
from sanviec.apps.claims.models import Claim, DecisionDocument
from sanviec.apps.claims.tasks import make_decision_document
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.engines.benefits import decide, load_law, read_facts
from tests.apps.claims.factories import make_claim
from tests.apps.factories import NOW, make_centre, make_seeker, make_staff
from tests.apps.platform.photographs import page_photo
from tests.browser.gallery import entered
from tests.browser.stage import PASSWORD, looked_at, sewing_firm, sewing_vacancy
from tests.ground.browser import PHONE
from tests.web.factories import account_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # WeasyPrint leaves its colour profile open until the garbage is collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ESTIMATOR = "/tro-cap-that-nghiep/uoc-tinh/"
# The days of the made case: the paper is fetched, a month is told of, work is found.
FETCHED = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
SECOND_MONTH = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
AT_WORK = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)
CARD = {
    "full_name": "Lò Thị Mẫu",
    "birth": "1998",
    "residence": "phường Đông Kinh, Lạng Sơn",
    "phone": "0912345679",
    "wished_titles": "công nhân may",
}
SAID = {
    "Ngày chấm dứt hợp đồng": "2026-11-01",
    "Thời hạn hợp đồng (tháng)": "24",
    "Quá trình đóng": "07/2023 – 10/2026: 8.000.000",
}
CHOSEN = {
    "Lý do chấm dứt": "contract_ended",
    "Loại hợp đồng": "definite",
    "Chế độ tiền lương": "employer",
    "Vùng lương tối thiểu": "III",
    "Lương hưu": "none",
}
PAPERS = ("request", "separation", "book")
# The same case as the law's engine is told it, written down here and not taken from the rows.
FACTS: dict[str, Any] = {
    "case_id": "journey",
    "decided_on": "2027-01-21",
    "separated_on": "2026-11-01",
    "separation": "contract_ended",
    "pension": "none",
    "contract": "definite",
    "contract_months": 24,
    "wage_regime": "employer",
    "region": "III",
    "filed_on": "2026-11-23",
    "contributions": [{"from": "2023-07", "to": "2026-10", "wage_vnd": 8_000_000, "paid": True}],
    "benefit": {"starts_on": "2026-12-09", "decision_collected": True},
    "status_events": [
        {"on": "2027-01-20", "kind": "new_job", "notified": True, "contract_months": 12}
    ],
}


class Clock:
    """The day of the case, for the pages and for the test."""

    at = NOW


@dataclass
class House:
    """The centre of the case with its people, and the pages that they open."""

    site: str
    visitor: Any
    clock: Clock
    centre: Any
    officer: Any
    counsellor: Any
    approver: Any

    def page_of(self, user: Any, *, size: dict[str, int] | None = None) -> Page:
        """A new page of somebody who has just signed in; sessions end with the day."""
        more = {"size": size, "has_touch": True, "is_mobile": True} if size else {}
        return entered(self.visitor, self.site, user, **more)

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.site}{path}")


@pytest.fixture
def house(visitor: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> House:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)
    centre = make_centre("LS")
    employer, _contact = sewing_firm(centre)
    sewing_vacancy(employer, "Công nhân may công nghiệp")
    people = [
        make_staff(role, centre).user
        for role in (Role.CLAIMS_OFFICER, Role.COUNSELLOR, Role.APPROVER)
    ]
    return House(live_server.url, visitor, clock, centre, *people)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def told(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def folded(page: Page, event: str) -> Any:
    """One act of the dossier, opened."""
    act = page.locator(f"#viec-{event}")
    act.locator("summary").click()
    return act


def dossier(claim: Claim) -> str:
    return f"/ho-so-tro-cap/{claim.pk}/"


def own(claim: Claim) -> str:
    return f"/toi/tro-cap/{claim.pk}/"


# -- what a person does ----------------------------------------------------------------------
def estimate(house: House, phone: Page) -> None:
    """Amount, months and why, without an account; from there to the filing."""
    house.go(phone, ESTIMATOR)
    steps: tuple[tuple[str, str], ...] = (
        ("Ngày nghỉ việc", "01/11/2026"),
        ("", "Hết hạn hợp đồng, hoặc đã làm xong việc"),
        ("", "Chưa đủ tuổi hoặc chưa đủ năm đóng để nhận lương hưu"),
        ("", "Có ngày hết hạn, từ 12 tháng trở lên"),
        ("Số tháng đã đóng", "40"),
        ("Số tháng có đóng trong khoảng đó", "24"),
    )
    for label, answer in steps:
        if label:
            phone.get_by_label(label).fill(answer)
        else:
            phone.get_by_label(answer, exact=True).check()
        press(phone, "Tiếp tục")
    phone.get_by_role("radio").first.check()
    press(phone, "Tiếp tục")
    phone.get_by_label("Lương đóng bảo hiểm").fill("8 triệu")
    press(phone, "Tiếp tục")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("4.800.000 đồng một tháng")
    phone.get_by_text("Vì sao? Cách tính từng bước").click()
    told(phone, "40 tháng đóng")
    looked_at(phone, "journey-estimate")
    follow(phone, "Nộp hồ sơ trực tuyến")


def open_account(phone: Page) -> None:
    phone.fill("input[name=username]", "mau1998")
    for field in ("password1", "password2"):
        phone.fill(f"input[name={field}]", PASSWORD)
    with phone.expect_navigation(url=re.compile(r"/toi/dang-ky/\?next=")):
        phone.keyboard.press("Enter")
    for name, answer in CARD.items():
        phone.fill(f"input[name={name}]", answer)
    for box in ("allow_matching", "allow_contact"):
        phone.check(f"input[name={box}]")
    looked_at(phone, "journey-card")
    with phone.expect_navigation(url=re.compile(r"/toi/tro-cap/nop/$")):
        phone.locator("main form button[type=submit]").first.click()


def tell_of_the_job(phone: Page) -> None:
    for label, answer in SAID.items():
        phone.get_by_label(label).fill(answer)
    for label, value in CHOSEN.items():
        phone.get_by_label(label).select_option(value)
    looked_at(phone, "journey-new-claim")
    press(phone, "Tiếp tục")


def hand_in(phone: Page, kind: str) -> None:
    phone.get_by_label("Loại giấy tờ").select_option(kind)
    photo = {"name": f"{kind}.jpg", "mimeType": "image/jpeg", "buffer": page_photo()}
    phone.get_by_label("Ảnh hoặc PDF").set_input_files(photo)
    press(phone, "Gửi giấy tờ")
    told(phone, "Đã nhận giấy tờ.")


def file_online(house: House) -> Claim:
    """From the first question to the filed dossier, on one phone."""
    phone = house.visitor(size=PHONE, has_touch=True, is_mobile=True)
    estimate(house, phone)
    open_account(phone)
    tell_of_the_job(phone)
    for kind in PAPERS:
        hand_in(phone, kind)
    looked_at(phone, "journey-papers")
    press(phone, "Nộp hồ sơ")
    told(phone, "Đã nộp hồ sơ")
    looked_at(phone, "journey-filed")
    claim = Claim.objects.select_related("jobseeker__user").get()
    assert (claim.state, claim.channel, claim.centre_id) == ("filed", "portal", house.centre.pk)
    return claim


def tell_of_the_month(house: House, claim: Claim) -> None:
    """The monthly notice: two taps and one line."""
    house.clock.at = SECOND_MONTH
    phone = house.page_of(claim.jobseeker.user, size=PHONE)
    house.go(phone, own(claim))
    follow(phone, "Thông báo tìm kiếm việc làm tháng này")
    looked_at(phone, "journey-notice")
    phone.get_by_label("Nơi bạn đã hỏi việc").fill("May Lạng Sơn")
    press(phone, "Gửi thông báo")
    told(phone, "Đã nhận thông báo tìm kiếm việc làm của tháng này.")
    told(phone, "đã thông báo ngày 11/01/2027")
    looked_at(phone, "journey-noticed")


def tell_of_work(house: House, claim: Claim) -> None:
    house.clock.at = AT_WORK
    phone = house.page_of(claim.jobseeker.user, size=PHONE)
    house.go(phone, own(claim))
    follow(phone, "Tôi đã có việc làm, báo cho trung tâm")
    phone.get_by_label("Nơi làm việc mới").fill("Công ty May Mẫu")
    phone.get_by_label("Ngày bắt đầu làm").fill("2027-01-20")
    phone.get_by_label("Thời hạn hợp đồng (tháng)").fill("12")
    looked_at(phone, "journey-work-found")
    press(phone, "Gửi trung tâm")
    told(phone, "Đã báo có việc làm.")


# -- what the centre does --------------------------------------------------------------------
def accept(house: House, claim: Claim) -> None:
    """From the queue into the dossier; each photo is looked at; the dossier is whole."""
    page = house.page_of(house.officer)
    house.go(page, "/ho-so-tro-cap/")
    follow(page, CARD["full_name"])
    assert urlsplit(page.url).path == dossier(claim)
    with page.expect_download() as taken:
        page.get_by_role("button", name=re.compile("Tải về.*Sổ bảo hiểm")).click()
    assert taken.value.suggested_filename == "book.jpg"
    for _paper in PAPERS:
        press(page, "Đạt")
    press(page, "Nhận đủ hồ sơ")
    told(page, "Đã ghi: Nhận đủ hồ sơ")
    looked_at(page, "journey-accepted")
    press(page, "Trình ký")
    told(page, "tư vấn việc làm và giới thiệu việc làm")
    assert not claim.decisions.exists()


def help_to_work(house: House, claim: Claim) -> None:
    """The gate: an officer counsels, a counsellor introduces."""
    page = house.page_of(house.officer)
    house.go(page, dossier(claim))
    act = folded(page, "counsel")
    act.get_by_label("Đã trao đổi").fill("Tìm việc may gần nhà")
    with page.expect_navigation():
        act.get_by_role("button", name="Ghi buổi tư vấn").click()
    desk = house.page_of(house.counsellor)
    house.go(desk, f"/quay/nguoi/{claim.jobseeker_id}/")
    press(desk, re.compile("^Giới thiệu"))
    told(desk, f"Đã giới thiệu {CARD['full_name']}")


def propose(house: House, claim: Claim) -> None:
    page = house.page_of(house.officer)
    house.go(page, dossier(claim))
    press(page, "Trình ký")
    told(page, "Đã ghi: Trình ký")
    # Who proposes may not sign.
    house.go(page, f"/ho-so-tro-cap/quyet-dinh/{claim.decisions.get().pk}/")
    expect(page.get_by_role("button", name="Ký", exact=True)).to_have_count(0)


def make_in_worker(document_id: str) -> str:
    """The task as the worker runs it: not in the thread in which Playwright's loop turns."""
    try:
        return make_decision_document.call(document_id)
    finally:
        connection.close()


def sign(house: House) -> None:
    """The approver signs from the list, the worker makes the paper, the page shows it."""
    page = house.page_of(house.approver)
    house.go(page, "/ho-so-tro-cap/")
    follow(page, "Chờ ký: 1")
    page.get_by_label(CARD["full_name"]).check()
    looked_at(page, "journey-to-sign")
    press(page, "Ký những quyết định đã đánh dấu")
    told(page, "Đã ký 1 quyết định.")
    queued = DecisionDocument.objects.get(state="queued")
    with ThreadPoolExecutor(max_workers=1) as worker:
        assert worker.submit(make_in_worker, str(queued.pk)).result() == "made"
    expect(page.locator("#van-ban")).to_contain_text("Đã ký số", timeout=20_000)
    expect(page.get_by_role("button", name="Tải văn bản").first).to_be_visible(timeout=20_000)
    looked_at(page, "journey-documents")


def hand_over(house: House, claim: Claim) -> None:
    house.clock.at = FETCHED
    page = house.page_of(house.officer)
    house.go(page, dossier(claim))
    act = folded(page, "collect")
    with page.expect_navigation():
        act.get_by_role("button", name="Đã trao quyết định").click()
    told(page, "Đã ghi: Đã trao quyết định")
    told(page, "Đang hưởng")


def propose_the_end(house: House, claim: Claim) -> None:
    """What the system prepared of the person's word lies in the queue."""
    page = house.page_of(house.officer)
    house.go(page, "/ho-so-tro-cap/")
    follow(page, "Chấm dứt hưởng: " + CARD["full_name"])
    told(page, "Công ty May Mẫu")
    looked_at(page, "journey-end-prepared")
    press(page, "Trình ký")
    assert Claim.objects.get(pk=claim.pk).state == "receiving"


# -- what anybody sees -----------------------------------------------------------------------
def paper_of(house: House, claim: Claim) -> bytes:
    """The signed paper, taken by the person on the phone."""
    phone = house.page_of(claim.jobseeker.user, size=PHONE)
    house.go(phone, own(claim))
    looked_at(phone, "journey-granted")
    with phone.expect_download() as taken:
        phone.get_by_role("button", name=re.compile("^Tải quyết định đã ký số")).click()
    return Path(taken.value.path()).read_bytes()


def verify(house: House, paper: bytes) -> None:
    """The code that is printed and the link that the square carries both say: genuine."""
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    printed = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", words)
    assert printed is not None
    link = read_wording(DecisionDocument.objects.get().wording).link
    assert link.startswith(settings.SANVIEC_PUBLIC_URL)
    stranger = house.visitor(size=PHONE)
    house.go(stranger, "/kiem-tra/")
    stranger.get_by_label("Mã kiểm tra trên văn bản").fill(printed[0])
    press(stranger, "Kiểm tra mã")
    told(stranger, "Quyết định có thật và đang có hiệu lực.")
    house.go(stranger, urlsplit(link).path)
    told(stranger, "Quyết định có thật và đang có hiệu lực.")
    expect(stranger.locator("main")).not_to_contain_text(CARD["full_name"])
    looked_at(stranger, "journey-verified")


def is_closed_to_another_centre(house: House, claim: Claim) -> None:
    other = make_centre("DB", province_code="11")
    page = house.page_of(make_staff(Role.CLAIMS_OFFICER, other).user)
    answers = [
        page.goto(f"{house.site}{path}")
        for path in (dossier(claim), f"/ho-so-tro-cap/quyet-dinh/{claim.decisions.first().pk}/")
    ]
    assert [answer.status for answer in answers] == [404, 404]
    expect(page.locator("body")).not_to_contain_text(CARD["full_name"])
    page.watch.forgive("404")


def has_ended(house: House, claim: Claim) -> None:
    """The person reads the end and what is kept, as the engine has it of the bare facts."""
    answer = decide(read_facts(FACTS), load_law())
    assert (answer.ended_on, answer.reserved_months) == (date(2027, 1, 20), 16)
    claim.refresh_from_db()
    assert (claim.state, claim.ended_on) == ("ended", answer.ended_on)
    assert claim.reserved_months == answer.reserved_months
    phone = house.page_of(claim.jobseeker.user, size=PHONE)
    house.go(phone, own(claim))
    told(phone, "Đã chấm dứt hưởng")
    told(phone, f"{answer.reserved_months} tháng đóng")
    phone.get_by_text("Các bước đã qua").click()
    steps = phone.locator("details .sv-timeline li")
    days = ("11/01/2027: Thông báo tìm kiếm việc làm tháng 2", "20/01/2027: Có việc làm")
    for words in (*days, "20/01/2027: Chấm dứt hưởng"):
        expect(steps.filter(has_text=words)).to_have_count(1)
    looked_at(phone, "journey-ended")


def test_from_the_estimator_to_new_work(house: House) -> None:
    claim = file_online(house)
    accept(house, claim)
    help_to_work(house, claim)
    propose(house, claim)
    sign(house)
    verify(house, paper_of(house, claim))
    hand_over(house, claim)
    tell_of_the_month(house, claim)
    tell_of_work(house, claim)
    propose_the_end(house, claim)
    sign(house)
    has_ended(house, claim)
    is_closed_to_another_centre(house, claim)
    assert list(audit.verify()) == []


def test_what_comes_back_is_completed_on_the_phone(house: House) -> None:
    person = make_seeker(house.centre, full_name=CARD["full_name"])
    claim = make_claim(person, until="filed", channel="portal")
    user = account_of(person)
    officer = house.page_of(house.officer)
    house.go(officer, dossier(claim))
    act = folded(officer, "return")
    act.get_by_label("Lý do").fill("Ảnh sổ bảo hiểm thiếu trang 3")
    with officer.expect_navigation():
        act.get_by_role("button", name="Trả lại để bổ sung").click()

    phone = house.page_of(user, size=PHONE)
    house.go(phone, own(claim))
    told(phone, "Ảnh sổ bảo hiểm thiếu trang 3")
    looked_at(phone, "journey-returned")
    hand_in(phone, "book")
    press(phone, "Nộp hồ sơ")
    told(phone, "Trung tâm đang kiểm tra giấy tờ")

    house.go(officer, dossier(claim))
    press(officer, "Đạt")
    press(officer, "Nhận đủ hồ sơ")
    told(officer, "Đã ghi: Nhận đủ hồ sơ")
    claim.refresh_from_db()
    assert (claim.state, claim.filed_on) == ("accepted", date(2026, 11, 23))
    assert claim.papers.filter(kind="book").count() == 2
