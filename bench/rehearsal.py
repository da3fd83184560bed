"""The fair of 24 stands and 2,700 people, played against the real server.

    python -m bench.rehearsal [PEOPLE]

The files of people and firms and the approved session are the ground; everything after it goes by
HTTP, as browsers and phones do it: everybody registers on their phone, the manager announces the
plan and opens the doors, four machines scan tickets, 24 firms enter results at once, the manager
closes. At the end the figures of the frozen report are compared with what the script itself did;
one difference or one failed request is an error.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench.report import Report, clock, run, sanviec
from bench.serving import served

PEOPLE, STANDS, TABLES, SECONDS = 2_700, 24, 6, 40 * 60
REGISTERING, DOORS, SLOTS = 8, 4, 20
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
        fair = _announce(people)
        with served({"SANVIEC_HOME": folder}) as server:
            play = Play(report, tally, server.port, fair)
            register(play)
            plan(play)
            inside = check_in(play)
            enter_results(play, inside)
            figures = close(play)
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


@dataclass
class Fair:
    """The ground: a published session, the accounts of its firms, people and manager."""

    session: Any
    firms: list[Any]
    people: list[Any]
    manager: Any


def _announce(people: int) -> Fair:
    from django.utils import timezone

    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.centres.models import Centre
    from sanviec.apps.centres.selectors import actor_of
    from sanviec.apps.centres.services import grant_role
    from sanviec.apps.exchanges.data import SessionData, VenueData
    from sanviec.apps.exchanges.services import planning
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.enums import Role

    now = timezone.now()
    by: dict[str, Any] = {"actor": SYSTEM, "now": now}
    centre = Centre.objects.get()
    user = create_user(username="phien", display_name="Phụ trách", password=None, **by)
    manager = grant_role(user=user, centre=centre, role=Role.SESSION_MANAGER, **by)
    # People register until the session begins, and the doors open up to three hours before.
    starts = timezone.localtime(now + timedelta(minutes=45)).replace(second=0, microsecond=0)
    midnight = starts.replace(hour=23, minute=59)
    ends = min(starts + timedelta(hours=5), midnight)
    if ends - starts < timedelta(hours=1):
        sys.exit("A session ends on its day: run this before ten in the evening, Vietnam time.")
    data = SessionData(
        kind="fair",
        title="Ngày hội việc làm",
        held_on=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        slot_minutes=max(5, int((ends - starts).total_seconds() // 60 // SLOTS)),
        where=VenueData(venue="Nhà thi đấu", commune_code=_homes()[0]),
        capacity=people,
    )
    planner = actor_of(manager)
    session = planning.draft_session(data=data, centre=centre, actor=planner, now=now)
    session = planning.submit_session(session=session, actor=planner, now=now)
    session = planning.approve_session(session=session, **by)
    session = planning.publish_session(session=session, actor=planner, now=now)
    firms = [_stand(session, centre, number, by) for number in range(STANDS)]
    files = list(Jobseeker.objects.order_by("id")[:people])
    return Fair(session, firms, [_account(file, n, by) for n, file in enumerate(files)], user)


def _homes() -> list[str]:
    from sanviec.apps.reference.selectors import gazetteer

    return [commune.code for commune in gazetteer().communes("20")]


def _account(person: Any, number: int, by: dict[str, Any]) -> Any:
    """An account for a file that an officer wrote, as after the person's first sign-in."""
    from sanviec.apps.accounts.services import create_user

    user = create_user(
        username=f"nguoi-{number}", display_name=person.full_name, password=None, **by
    )
    person.user = user
    person.save(update_fields=["user"])
    return user


def _stand(session: Any, centre: Any, number: int, by: dict[str, Any]) -> Any:
    """A confirmed stand with its tables and three vacancies, and the account of its firm."""
    from sanviec.apps.exchanges.data import StandData
    from sanviec.apps.exchanges.enums import InterviewedBy
    from sanviec.apps.exchanges.services import stands

    employer, account, vacancies = _firm(centre, number, by)
    stand = stands.invite_employer(session=session, employer=employer, centre=centre, **by)
    stand = stands.confirm_stand(stand=stand, **by)
    stand = stands.update_stand(stand=stand, data=StandData(tables=TABLES), **by)
    for vacancy in vacancies:
        stands.bring_vacancy(
            stand=stand,
            vacancy=vacancy,
            openings=vacancy.openings,
            interviewed_by=InterviewedBy.EMPLOYER,
            **by,
        )
    return stand, account


def _firm(centre: Any, number: int, by: dict[str, Any]) -> tuple[Any, Any, list[Any]]:
    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.employers.data import EmployerData
    from sanviec.apps.employers.services import add_contact, register_employer, verify_employer
    from sanviec.apps.reference.selectors import occupations
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
    homes = _homes()
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


def register(play: Play) -> None:
    """Everybody registers on their own phone: the form, the answer, the ticket."""
    session, waiting = play.fair.session, iter(play.fair.people)
    path = f"/toi/phien/{session.pk}/"
    lock = threading.Lock()

    def phone(seed: int) -> None:
        rng = Random(seed)
        while True:
            with lock:
                user = next(waiting, None)
            if user is None:
                return
            person = Phone(play.port, user, play.tally)
            person.get(path)
            most = str(rng.choice([2, 3, 3, 4]))
            person.get(person.post(path, max_interviews=most, **_wishes(play.fair.firms, rng)))

    phones = [partial(phone, seed) for seed in range(REGISTERING)]
    play.all_at_once("register", phones, f"{len(play.fair.people)} people register")


def _wishes(firms: list[Any], rng: Random) -> dict[str, str]:
    """Two in three name a firm or two whom they would like to meet."""
    wished = rng.sample(firms, rng.choice([0, 1, 2]))
    return {f"wish_{rank}": str(stand.pk) for rank, (stand, _user) in enumerate(wished, 1)}


def plan(play: Play) -> None:
    """The manager looks at the best plan and announces it, then opens the doors."""
    session = play.fair.session
    manager = Phone(play.port, play.fair.manager, play.tally)
    page = f"/quay/phien/{session.pk}/xep-lich/"
    with clock() as spent:
        shown = manager.get(page)
    play.report.add("the plan is shown", f"{spent[0]:.1f} s")
    found = re.search(r'name="ban" value="([^"]+)"', shown)
    with clock() as spent:
        manager.post(page, ban=found[1] if found else "")
    planned = session.interviews.count()
    play.report.add(f"{planned} interviews announced to everybody", f"{spent[0]:.1f} s")
    manager.get(f"/quay/phien/{session.pk}/")
    manager.post(f"/quay/phien/{session.pk}/ghi/", viec="open")
    session.refresh_from_db()
    if session.state != "running":
        play.tally.errors.append(f"the session is {session.state} after opening")


def check_in(play: Play) -> list[int]:
    """Machines at the doors scan the tickets of who came; their queue numbers."""
    from sanviec.apps.exchanges.tickets import issue_ticket

    session, rng = play.fair.session, Random(5)
    expected = list(session.participants.select_related("session").order_by("queue_no"))
    came = [person for person in expected if rng.randrange(100) < COME]
    rng.shuffle(came)
    tickets = iter([issue_ticket(person, until=session.ends_at) for person in came])
    keys = [_machine(play, number) for number in range(DOORS)]
    lock = threading.Lock()

    def door(key: str) -> None:
        machine = Machine(play.port, key, play.tally)
        while True:
            with lock:
                ticket = next(tickets, None)
            if ticket is None:
                return
            machine.scan(ticket)

    doors = [partial(door, key) for key in keys]
    play.all_at_once("check in", doors, f"{len(came)} people checked in", f"{SECONDS} s")
    return [person.queue_no for person in came]


def _machine(play: Play, number: int) -> str:
    """The manager prepares a machine; its key stands behind the # of where it is led."""
    manager = Phone(play.port, play.fair.manager, play.tally)
    page = f"/cua/{play.fair.session.pk}/may/"
    manager.get(page)
    return manager.post(page, name=f"Máy {number + 1}", purpose="door").partition("#khoa=")[2]


@dataclass
class Play:
    """One rehearsal under way."""

    report: Report
    tally: Tally
    port: int
    fair: Fair

    def all_at_once(
        self, what: str, acts: list[Callable[[], None]], told: str, target: str = ""
    ) -> None:
        """Run the acts on a thread each and report how long it took, and each request of theirs."""
        before = len(self.tally.spent)
        threads = [threading.Thread(target=act) for act in acts]
        with clock() as spent:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        each = self.tally.spent[before:]
        cut = quantiles(each, n=100)
        self.report.add(told, f"{spent[0]:.1f} s", target)
        self.report.add(f"{what}: requests", f"{len(each)}, {len(each) / spent[0]:.0f}/s")
        shown = f"{cut[49] * 1000:.0f} and {cut[98] * 1000:.0f} ms"
        self.report.add(f"{what}: one request, p50 and p99", shown)


class Machine:
    """A prepared machine at a door, with its own key and a connection that it keeps."""

    def __init__(self, port: int, key: str, tally: Tally) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.key, self.tally = key, tally

    def scan(self, ticket: str) -> None:
        """Send one scan; anything but a yes is an error."""
        body = json.dumps({"scans": [{"id": str(uuid4()), "via": "qr", "ticket": ticket}]})
        started = time.perf_counter()
        self.connection.request("POST", "/cua/may/gui/", body, {"X-Device-Key": self.key})
        answer = self.connection.getresponse()
        told = answer.read()
        with self.tally.lock:
            self.tally.spent.append(time.perf_counter() - started)
        outcomes = [s["outcome"] for s in json.loads(told)["scans"]] if answer.status == 200 else []
        if outcomes != ["accepted"]:
            with self.tally.lock:
                self.tally.errors.append(f"scan {answer.status} {told[:200]!r}")


class Phone:
    """A signed-in browser that keeps its connection and its cookies."""

    def __init__(self, port: int, user: Any, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"sessionid": _signed_in(user)}
        self.token = self.location = ""

    def get(self, path: str) -> str:
        """A page; its form's token is kept."""
        status, text = self._ask("GET", path)
        if status != 200:
            self._fail(f"GET {path} {status}")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self.token = found[1] if found else self.token
        return text

    def post(self, path: str, **answers: str) -> str:
        """A form that is answered with a redirect; where to."""
        status, text = self._ask("POST", path, answers | {"csrfmiddlewaretoken": self.token})
        if status != 303:
            said = re.findall(r"error[^>]*>([^<]{8,200})<", text)
            self._fail(f"POST {path} {status} {answers} {said[:3]}")
        return self.location

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
        self.location = answer.headers.get("Location") or path
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


def enter_results(play: Play, inside: list[int]) -> None:
    """All firms at once enter what they say of each of their people."""
    idle = iter(_without_appointment(play.fair.session, inside))
    jobs = []
    for number, (stand, account) in enumerate(play.fair.firms):
        walk_ups = [n for _ in range(WALK_UPS_A_STAND) if (n := next(idle, None)) is not None]
        phone = Phone(play.port, account, play.tally)
        jobs.append(
            partial(_firm_at_work, play.tally, phone, stand.pk, set(inside), walk_ups, number)
        )
    play.all_at_once("results", jobs, f"{STANDS} firms enter their results")
    play.report.add("results entered", str(sum(play.tally.did.values())))


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


def close(play: Play) -> dict[str, int]:
    """The manager finishes, closes, takes the report in three kinds; its figures."""
    from sanviec.apps.exchanges.models import SessionReport
    from sanviec.apps.exchanges.reporting.content import is_intact

    report, tally, session = play.report, play.tally, play.fair.session
    phone = Phone(play.port, play.fair.manager, tally)
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
