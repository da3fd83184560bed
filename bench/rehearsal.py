"""The fair of 24 stands and 2,700 people, played against the real server.

    python -m bench.rehearsal [PEOPLE]

Each step is a function. Results, closing and the report go by HTTP: 24 firms on 24 connections at
once, then the session manager. Registering and the door go through rows until they have addresses
of their own (`register`, `check_in`). At the end the figures of the frozen report are compared with
what the script itself did; one difference or one failed request is an error.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench.report import Report, clock, run, sanviec

PEOPLE, STANDS, TABLES, SECONDS = 2_700, 24, 6, 40 * 60
# Of 100 people who registered so many come; of those inside, so many had no appointment.
COME, WALK_UPS_A_STAND = 87, 3
_SAID = {"passed": 30, "invited_later": 20, "hired": 15, "not_suitable": 35}


@dataclass
class Tally:
    """What the script did, to be compared with the report."""

    did: Counter[str] = field(default_factory=Counter)
    people: dict[str, set[int]] = field(default_factory=dict)
    spent: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, answer: str, queue_no: int) -> None:
        """One answer of one firm about one person."""
        with self.lock:
            self.did[answer] += 1
            self.people.setdefault(answer, set()).add(queue_no)

    def persons(self, *answers: str) -> int:
        """Different people with one of the answers."""
        return len(set().union(*(self.people.get(answer, set()) for answer in answers)))


def main(people: int) -> None:
    """Play the fair and compare."""
    report, tally = Report("rehearsal"), Tally()
    with tempfile.TemporaryDirectory() as folder:
        _fill(folder, people)
        from sanviec.cli.django_setup import start_django

        start_django(home=Path(folder))
        session, firms, manager = _announce(people)
        _timed(report, "register", people, lambda: register(session, people))
        with clock() as spent:
            planned = plan(session)
        report.add(f"plan {planned} interviews", f"{spent[0]:.1f} s")
        inside = _come(report, session)
        with _served(folder) as port:
            enter_results(report, tally, port, session, firms, inside)
            figures = close(report, tally, port, session, manager)
    _compare(report, tally, figures, len(inside))
    report.add("failed requests", str(len(tally.errors)), "0")
    report.finish(is_kept=people == PEOPLE)
    if tally.errors:
        sys.exit("\n".join(tally.errors[:20]))


def _fill(folder: str, people: int) -> None:
    home = {"SANVIEC_HOME": folder}
    run(sanviec("migrate"), **home)
    run(sanviec("staff", "open-centre", "LS", "Trung tâm mẫu", "--province", "20"), **home)
    run([sys.executable, "-m", "bench.persons", str(people)], **home)


def _announce(people: int) -> tuple[Any, list[Any], Any]:
    """The session, the accounts of its firms, and its manager's."""
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.centres.models import Centre
    from sanviec.apps.centres.services import grant_role
    from sanviec.apps.exchanges.models import Stand
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.enums import Role
    from sanviec.cli.demo_world import session_rows as rows

    now = timezone.now()
    by: dict[str, Any] = {"actor": SYSTEM, "now": now}
    centre = Centre.objects.get()
    with transaction.atomic():
        user = create_user(username="phien", display_name="Phụ trách", password=None, **by)
        grant_role(user=user, centre=centre, role=Role.SESSION_MANAGER, **by)
        facts = rows.SessionFacts(
            "fair", "Ngày hội việc làm", timezone.localdate(now), 5, "Nhà thi đấu", ""
        )
        session = rows.publish(facts, centre, **by)
        session.capacity = people
        session.save(update_fields=["capacity"])
        firms = []
        for number in range(STANDS):
            employer, account, vacancies = _firm(centre, number, by)
            stand = Stand(
                session=session,
                centre=centre,
                employer=employer,
                name=employer.name,
                tables=TABLES,
            )
            rows.place_firm(stand, vacancies, **by)
            firms.append((stand, account))
    return session, firms, user


def _firm(centre: Any, number: int, by: dict[str, Any]) -> tuple[Any, Any, list[Any]]:
    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.employers.data import EmployerData
    from sanviec.apps.employers.services import add_contact, register_employer, verify_employer
    from sanviec.apps.reference.selectors import gazetteer, occupations
    from sanviec.apps.vacancies.services import (
        VacancyData,
        draft_vacancy,
        publish_vacancy,
        submit_vacancy,
    )
    from sanviec.cli.demo_world.build import _read

    employer = register_employer(
        data=EmployerData(name=f"Công ty Mẫu {number}"), centre=centre, **by
    )
    employer = verify_employer(employer=employer, **by)
    account = create_user(
        username=f"hang-{number}", display_name=employer.name, password=None, **by
    )
    add_contact(employer=employer, user=account, **by)
    wanted = sorted(_read("world.yaml")["centres"][0]["trades"])
    trades = [row for row in _read("trades.yaml") if row["key"] in wanted and not row.get("place")]
    homes = [commune.code for commune in gazetteer().communes("20")]
    rng, vacancies = Random(number), []
    for trade in rng.sample(trades, 3):
        data = VacancyData(
            title=trade["title"],
            occupation_code=occupations().find(trade["title"], limit=1)[0].code,
            description=trade["text"],
            openings=400,
            wage_min_vnd_month=int(trade["wage"][0] * 1_000_000),
            wage_max_vnd_month=int(trade["wage"][1] * 1_000_000),
            place_codes=[rng.choice(homes)],
        )
        drafted = draft_vacancy(employer=employer, data=data, **by)
        submit_vacancy(vacancy=drafted, **by)
        vacancies.append(publish_vacancy(vacancy=drafted, **by))
    return employer, account, vacancies


def register(session: Any, people: int) -> None:
    """Everybody with a file registers.

    By rows for now; by HTTP once registration has its address.
    """
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.exchanges.enums import ParticipantOrigin
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.cli.demo_world import session_rows as rows

    now = timezone.now()
    for person in Jobseeker.objects.order_by("id")[:people]:
        with transaction.atomic():
            rows.register(session, person, ParticipantOrigin.SELF, actor=SYSTEM, now=now)


def plan(session: Any) -> int:
    """The best plan for who is registered; how many appointments."""
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.cli.demo_world import session_rows as rows

    by: dict[str, Any] = {"actor": SYSTEM, "now": timezone.now()}
    with transaction.atomic():
        made = rows.plan_interviews(session, **by)
        rows.move(session, "open", **by)
        rows.arrive(session, **by)
    return len(made)


def check_in(participant: Any) -> None:
    """The door lets somebody in.

    By rows for now; by HTTP once the door has its address.
    """
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.cli.demo_world import session_rows as rows

    with transaction.atomic():
        rows.check_in(participant, actor=SYSTEM, now=timezone.now())


def _come(report: Report, session: Any) -> list[int]:
    rng, inside = Random(5), []
    spent = []
    for person in list(session.participants.select_related("session").order_by("queue_no")):
        if rng.randrange(100) < COME:
            started = time.perf_counter()
            check_in(person)
            spent.append(time.perf_counter() - started)
            inside.append(person.queue_no)
    report.add(f"check in {len(inside)} people", f"{sum(spent):.1f} s", f"{SECONDS} s")
    report.add("check in, p99", f"{quantiles(spent, n=100)[98] * 1000:.0f} ms", "150 ms")
    return inside


def _timed(report: Report, what: str, count: int, act: Any) -> None:
    with clock() as spent:
        act()
    report.add(f"{what} {count} people", f"{spent[0]:.1f} s")


@contextmanager
def _served(folder: str) -> Iterator[int]:
    """The real server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        sanviec("serve", "--port", str(port), "--workers", "2"),
        env=os.environ | {"SANVIEC_HOME": folder, "SANVIEC_LOG_LEVEL": "ERROR"},
        start_new_session=True,
    )
    try:
        _wait(port)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/song/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


class Phone:
    """A signed-in browser that keeps its connection and its cookies."""

    def __init__(self, port: int, user: Any, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"sessionid": _signed_in(user)}
        self.token = ""

    def get(self, path: str) -> str:
        """A page; its form's token is kept."""
        status, text = self._ask("GET", path)
        if status != 200:
            self._fail(f"GET {path} {status}")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return text

    def post(self, path: str, **answers: str) -> None:
        """A form that is answered with a redirect."""
        status, text = self._ask("POST", path, answers | {"csrfmiddlewaretoken": self.token})
        if status != 303:
            said = re.findall(r"error[^>]*>([^<]{8,200})<", text)
            self._fail(f"POST {path} {status} {answers} {said[:3]}")

    def _ask(self, method: str, path: str, answers: dict[str, str] | None = None) -> Any:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if answers is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, urlencode(answers or {}), headers)
        answer = self.connection.getresponse()
        body = answer.read()
        with self.tally.lock:
            self.tally.spent.append(time.perf_counter() - started)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body.decode("utf-8", "replace")

    def _fail(self, what: str) -> None:
        with self.tally.lock:
            self.tally.errors.append(what)


def _signed_in(user: Any) -> str:
    """A session of the server's own table, as signing in makes it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.module_loading import import_string

    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def enter_results(
    report: Report, tally: Tally, port: int, session: Any, firms: list[Any], inside: list[int]
) -> None:
    """All firms at once enter what they say of each of their people."""
    idle = iter(_without_appointment(session, inside))
    jobs = []
    for number, (stand, account) in enumerate(firms):
        walk_ups = [n for _ in range(WALK_UPS_A_STAND) if (n := next(idle, None)) is not None]
        jobs.append((Phone(port, account, tally), stand.pk, set(inside), walk_ups, number))
    threads = [threading.Thread(target=_firm_at_work, args=(tally, *job)) for job in jobs]
    with clock() as spent:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    entered = sum(tally.did.values())
    cut = quantiles(tally.spent, n=100)
    report.add(f"{STANDS} firms enter {entered} results by HTTP", f"{spent[0]:.1f} s")
    report.add("requests of the firms", f"{len(tally.spent)}, {len(tally.spent) / spent[0]:.0f}/s")
    report.add("one request, p50 and p99", f"{cut[49] * 1000:.0f} and {cut[98] * 1000:.0f} ms")


def _without_appointment(session: Any, inside: list[int]) -> Iterator[int]:
    free = session.participants.filter(queue_no__in=inside[:5_000], interviews__isnull=True)
    yield from free.order_by("queue_no").values_list("queue_no", flat=True)


def _firm_at_work(
    tally: Tally, phone: Phone, stand_id: Any, inside: set[int], walk_ups: list[int], seed: int
) -> None:
    rng = Random(seed)
    table = f"/nha-tuyen-dung/phien/gian/{stand_id}/ket-qua/"
    for queue_no in walk_ups:
        phone.get(table)
        phone.post(table.replace("/ket-qua/", "/gap-them/"), queue_no=str(queue_no))
    rows = re.findall(
        r'href="(/nha-tuyen-dung/phien/phong-van/[0-9a-f-]+/ket-qua/)">\s*Số ([\d.]+)',
        phone.get(table),
    )
    for path, shown in rows:
        queue_no = int(shown.replace(".", ""))
        answer = rng.choices(list(_SAID), list(_SAID.values()))[0]
        answer = answer if queue_no in inside else "no_show"
        phone.get(path)
        phone.post(path, **_answer(answer, rng))
        tally.note(answer, queue_no)
    # One wrong tap in every firm is put right.
    if rows and int(rows[0][1].replace(".", "")) in inside:
        _put_right(tally, phone, rows[0])


def _put_right(tally: Tally, phone: Phone, row: tuple[str, str]) -> None:
    path, queue_no = row[0], int(row[1].replace(".", ""))
    before = re.search(r'sv-tag">([^<]+)<', phone.get(path))
    words = {
        "Đạt, chờ bước tiếp": "passed",
        "Hẹn phỏng vấn tiếp": "invited_later",
        "Nhận ngay tại phiên": "hired",
        "Chưa phù hợp": "not_suitable",
    }
    old = words.get(before[1] if before else "")
    if old is None:
        tally.errors.append(f"no answer shown on {path}")
        return
    phone.post(path, ket_qua="passed")
    with tally.lock:
        tally.did[old] -= 1
        tally.did["corrected"] += 1
    tally.note("passed", queue_no)


def _answer(answer: str, rng: Random) -> dict[str, str]:
    from django.utils import timezone

    today = timezone.localdate()
    said = {"ket_qua": answer}
    if answer == "hired":
        said["hired-starts_on"] = (today + timedelta(days=rng.randint(1, 9))).isoformat()
        said["hired-is_beyond_openings"] = "on"
    elif answer == "invited_later":
        day = today + timedelta(days=rng.randint(1, 9))
        said |= {"invited_later-later_at": f"{day}T09:00", "invited_later-later_place": "Cổng 2"}
    elif answer == "not_suitable":
        said["not_suitable-reason"] = rng.choice(["experience", "skills", "wage"])
    return said


def close(report: Report, tally: Tally, port: int, session: Any, manager: Any) -> dict[str, int]:
    """The manager finishes, closes, takes the report in three kinds; its figures."""
    from sanviec.apps.exchanges.models import SessionReport
    from sanviec.apps.exchanges.reporting.content import is_intact

    phone = Phone(port, manager, tally)
    page = f"/quay/phien/{session.pk}/ket-qua/"
    for event in ("finish", "close"):
        phone.get(page)
        with clock() as spent:
            phone.post(f"{page}ghi/", viec=event)
        report.add(f"{event} the session", f"{spent[0]:.1f} s")
    for kind in ("xlsx", "docx", "pdf"):
        with clock() as spent:
            phone.get(f"/quay/phien/{session.pk}/bao-cao/?dang={kind}")
        report.add(f"report as {kind}", f"{spent[0]:.1f} s")
    frozen = SessionReport.objects.get(session=session)
    if not is_intact(frozen):
        tally.errors.append("the frozen figures do not match their fingerprint")
    shown = json.loads(json.dumps(frozen.figures))["counters"]
    return {row["code"]: row["value"] for row in shown}


def _compare(report: Report, tally: Tally, figures: dict[str, int], inside: int) -> None:
    held = list(_SAID)
    expected = {
        "employers": STANDS,
        "attended": inside,
        "visits": inside,
        "interviews_held": sum(tally.did[answer] for answer in held),
        "no_shows": tally.did["no_show"],
        "hires": tally.did["hired"],
        "not_suitable": tally.did["not_suitable"],
        "interviewed": tally.persons(*held),
        "introductions": sum(tally.did[answer] for answer in held),
    }
    for code, count in expected.items():
        report.add(f"figure {code}", str(figures[code]), str(count))
        if figures[code] != count:
            tally.errors.append(f"{code}: the report says {figures[code]}, the script {count}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
