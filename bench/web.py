"""The search page over 50,000 vacancies (target 150/s, p99 150 ms) and the counter's page with
200,000 persons (target 200 ms), served by gunicorn with the load generator beside it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import quote

from bench.population import check_imported, trades, workplaces, write_vacancies
from bench.report import Report, run, sanviec
from sanviec.cli.files import today

VACANCIES, PERSONS, SECONDS, CLIENTS = 50_000, 200_000, 20, 4


def questions(count: int, seed: int = 3) -> list[str]:
    """What people would type: a trade, a province, sometimes a wage."""
    rng, titles = Random(seed), [title for row in trades() for title in row["titles"]]
    provinces = sorted({place.rpartition(", ")[2] for place in workplaces()})
    return [
        f"{rng.choice(titles)} {rng.choice(provinces)} {rng.choice(['', '8tr', 'trên 10 triệu'])}"
        for _ in range(count)
    ]


def main() -> None:
    """Fill a database, serve it, load it."""
    report = Report("web")
    with tempfile.TemporaryDirectory() as folder:
        home = {"SANVIEC_HOME": folder}
        path = write_vacancies(Path(folder) / "viec.csv", VACANCIES, on=today())
        run(sanviec("migrate"), **home)
        run(sanviec("staff", "open-centre", "LS", "Trung tâm mẫu", "--province", "20"), **home)
        run(
            sanviec("import", "vacancies", str(path), "--centre", "LS", "--vouched", "--apply"),
            **home,
        )
        check_imported(folder, VACANCIES)
        run([sys.executable, "-m", "bench.persons", str(PERSONS)], **home)
        _search(report, folder)
        run_desk = [sys.executable, "-m", "bench.desk"]
        told = subprocess.run(
            run_desk, check=True, env=os.environ | home, capture_output=True, text=True
        )
        for line in told.stdout.splitlines():
            what, value, target = line.split("\t")
            report.add(what, value, target)
    report.finish()


def _search(report: Report, folder: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        sanviec("serve", "--port", str(port), "--workers", "2", "--signal-port", "0"),
        env=os.environ | {"SANVIEC_HOME": folder},
        start_new_session=True,
    )
    try:
        started = time.perf_counter()
        _wait(port)
        report.add("server ready, index built", f"{time.perf_counter() - started:.1f} s")
        _load(port, 3)
        spent, failed = _load(port, SECONDS)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    cut = quantiles(spent, n=100)
    report.add("search page, requests/s", f"{len(spent) / SECONDS:.0f}", "150")
    report.add("search page, p50", f"{cut[49] * 1000:.0f} ms")
    report.add("search page, p99", f"{cut[98] * 1000:.0f} ms", "150 ms")
    report.add("search page, failed", str(failed), "0")


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


def _load(port: int, seconds: float) -> tuple[list[float], int]:
    """Some clients that ask one question after the other; each second of every answer."""
    spent: list[float] = []
    failed = [0]
    until = time.perf_counter() + seconds

    def client(number: int) -> None:
        for text in questions(100_000, seed=number):
            if time.perf_counter() > until:
                return
            started = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", f"/viec-lam/?q={quote(text)}")
            answer = connection.getresponse()
            answer.read()
            connection.close()
            spent.append(time.perf_counter() - started)
            failed[0] += answer.status != 200

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent, failed[0]


if __name__ == "__main__":
    main()
