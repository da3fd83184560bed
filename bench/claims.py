"""Claims over HTTP: handing a dossier in (target 120/s on SQLite, 150/s on PostgreSQL, p99 250 ms)
and the monthly notice (target 200/s, p99 200 ms), with the load generator beside the server."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any
from urllib.parse import urlencode

from bench.report import Report, run, sanviec
from bench.serving import Served, ground, load, on_each_database, served

PEOPLE, SECONDS, CLIENTS = 4_000, 12, 4
GROUND = "bench.claims_ground"
_TOKEN = "t" * 32


def main() -> None:
    """Fill a database, serve it, hand in; once for each kind of database."""
    report = Report("claims")
    on_each_database(report, partial(_measure, report))
    report.finish()


def _measure(report: Report, what: str, home: dict[str, str]) -> None:
    run(sanviec("migrate"), **home)
    people = ground(GROUND, home, "make", str(PEOPLE))
    submit_target = "120" if what == "SQLite" else "150"
    with served(home) as server:
        opened = load(
            server, people["new"], partial(_open, server), seconds=SECONDS, clients=CLIENTS
        )
        filed = load(
            server, people["drafts"], partial(_file, server), seconds=SECONDS, clients=CLIENTS
        )
        told = load(
            server, people["running"], partial(_notify, server), seconds=SECONDS, clients=CLIENTS
        )
    opened.tell(report, f"{what}: claims begun", submit_target, "250 ms")
    filed.tell(report, f"{what}: claims handed in", submit_target, "250 ms")
    told.tell(report, f"{what}: monthly notices", "200", "200 ms")
    found = ground(GROUND, home, "count")
    done = {"opened": opened, "filed": filed, "notices": told}
    lost = [abs(found[name] - len(one.spent) + one.failed) for name, one in done.items()]
    report.add(f"{what}: acknowledged and lost, or counted twice", str(sum(lost)), "0")
    report.add(f"{what}: findings in the audit chain", str(found["findings"]), "0")


def _open(server: Served, person: dict[str, Any]) -> bool:
    said = {
        "separated_on": person["separated_on"],
        "separation": "contract_ended",
        "contract": "definite",
        "contract_months": "24",
        "pension": "none",
        "wage_regime": "employer",
        "region": "III",
        "contributions": person["record"],
        "carried_in_months": "0",
    }
    return _post(server, "/toi/tro-cap/nop/", person, said)


def _file(server: Served, person: dict[str, Any]) -> bool:
    return _post(server, f"/toi/tro-cap/{person['claim']}/gui/", person, {})


def _notify(server: Served, person: dict[str, Any]) -> bool:
    said = {"employer_1": "Công ty May Mẫu", "note": "Chờ trả lời"}
    return _post(server, f"/toi/tro-cap/{person['claim']}/thong-bao/", person, said)


def _post(server: Served, path: str, person: dict[str, Any], said: dict[str, str]) -> bool:
    headers = {
        "Cookie": f"sessionid={person['session']}; csrftoken={_TOKEN}",
        "X-CSRFToken": _TOKEN,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    status, answered, text = server.request("POST", path, urlencode(said), headers)
    is_done = status == 303 and "/toi/tro-cap/" in answered.get("Location", "")
    if not is_done:
        sys.stderr.write(f"{path} {status} {text[:200]!r}\n")
    return is_done


if __name__ == "__main__":
    main()
