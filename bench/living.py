"""The living index: building a generation, opening it in two processes, following changes.

    python -m bench.living [VACANCIES]

Real ads are repeated under ids and employers of their own. Memory is what the kernel counts for
each process while both are alive: PSS divides shared pages among those who share them.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random

import numpy as np

from bench.match import join_ads
from bench.report import Report, shared_data
from sanviec.cli.facts import vacancy_facts
from sanviec.cli.files import records_of, today
from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    build_index,
    rank_many,
    search,
)
from sanviec.engines.matching.entering import entering
from sanviec.engines.matching.kernel.warm_up import warm_up
from sanviec.engines.matching.stored_index import StoredIndex, stored
from sanviec.engines.matching.understanding import understand
from sanviec.kernel.generations import open_current, write_generation
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

SIZES = (50_000, 500_000)
# Above this a second and third copy in memory would not fit beside the first.
MOST_COPIED = 50_000
# People whose lists are compared at once, and vacancies that they are compared with.
LISTENERS, NEW = 5_000, 20
ON = date(2026, 11, 23)
QUESTIONS = ("kế toán hà nội", "cong nhan may bac ninh", "lái xe trên 10 triệu", "java", "bán hàng")
PEOPLE = [
    JobseekerFacts(
        f"p{number}",
        wished_titles=(title,),
        occupations=(code,),
        home=home,
        wage_min=8_000_000,
        text="làm ca ngày, tăng ca",
    )
    for number, (title, code, home) in enumerate(
        islice(
            cycle(
                (title, code, home)
                for title, code in (("công nhân may", "8153"), ("kế toán", "3313"))
                for home in ("05977", "20", "79", "01")
            ),
            40,
        )
    )
]


def main(counts: tuple[int, ...] = SIZES) -> None:
    """Measure each size and keep the figures."""
    report = Report("living")
    ads = real_ads()
    for count in counts:
        measure(report, ads, count)
    report.finish(is_kept=counts == SIZES)


def real_ads() -> list[VacancyFacts]:
    """The real ads once."""
    data = shared_data()
    if data is None:
        sys.exit("the real files are not here; set SANVIEC_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ads.csv"
        join_ads(data / "jobs", path)
        return [vacancy_facts(row) for row in records_of(str(path), "vacancies", on=today())[0]]


def repeated(ads: list[VacancyFacts], first: int, count: int) -> Iterator[VacancyFacts]:
    """Give ads under ids and employers of their own."""
    for number in range(first, first + count):
        turn, place = divmod(number, len(ads))
        ad = ads[place]
        own = f"{ad.employer} {turn}" if turn else ad.employer
        yield replace(ad, id=f"N{number:07d}", employer=own)


def measure(report: Report, ads: list[VacancyFacts], count: int) -> None:
    """Build, write, open, follow, share."""
    told = f"{count:,} vacancies"
    facts = list(repeated(ads, 0, count))
    with spent() as building:
        index = build(facts)
    report.add(f"{told}: index from facts, CPU", f"{building():.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with spent() as storing:
            arrays, about = stored(index)
        with spent() as writing:
            write_generation(home, arrays, about)
        size = sum(array.nbytes for array in arrays.values())
        whole = building() + storing() + writing()
        report.add(f"{told}: a new generation, CPU", f"{whole:.1f} s")
        report.add(f"{told}: of it arrays of all paths, and writing", f"{whole - building():.1f} s")
        report.add(f"{told}: on disk", f"{size / 1e6:,.0f} MB")
        del arrays, about, index, facts
        gc.collect()
        follow(report, ads, home, count)
        share(report, told, str(home))
        if count <= MOST_COPIED:
            share(report, f"{told}, own copies", str(count))


def build(facts: list[VacancyFacts]) -> VacancyIndex:
    return build_index(facts, gazetteer=load_gazetteer(), occupations=load_occupations())


def opened(home: Path, *, is_thorough: bool = False) -> StoredIndex:
    found = open_current(home, is_thorough=is_thorough).generation
    assert found is not None
    return StoredIndex(
        found.arrays,
        found.about,
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        weights=DEFAULT_WEIGHTS,
    )


def follow(report: Report, ads: list[VacancyFacts], home: Path, count: int) -> None:
    """Open, then apply changes of several sizes: as many come as leave."""
    told = f"{count:,} vacancies"
    with spent() as checking:
        opened(home, is_thorough=True)
    with spent() as opening:
        index = opened(home)
    with spent() as preparing:
        _ = index.search_columns
    report.add(f"{told}: open, CPU", f"{opening() * 1e3:.0f} ms")
    report.add(f"{told}: and compare every byte", f"{(checking() - opening()) * 1e3:.0f} ms more")
    report.add(f"{told}: columns of the first search", f"{preparing() * 1e3:.0f} ms")
    list(rank_many(index, PEOPLE, 10, on=ON))
    compare(report, told, index)
    base = typical(index)
    report.add(f"{told}: search / person, nothing changed", words(*base))
    for changes in (1, 100, 1_000):
        came = list(repeated(ads, count, changes))
        gone = [f"N{number * (count // changes):07d}" for number in range(changes)]
        with spent() as applying:
            living = index.with_changes(came, gone)
        with spent() as preparing:
            _ = living.search_columns
        both = f"{applying() * 1e3:.0f} ms + {preparing() * 1e3:.0f} ms"
        report.add(f"{told}: {changes:,} came, {changes:,} left: apply + columns, CPU", both)
        list(rank_many(living, PEOPLE, 10, on=ON))
        report.add(f"{told}: search / person, {changes:,} changes", words(*typical(living)))


def compare(report: Report, told: str, index: VacancyIndex) -> None:
    """A new vacancy against the last places of many people's lists."""
    rng, codes = Random(1), [place.code for place in load_gazetteer().communes("20")]
    people = [
        replace(
            rng.choice(PEOPLE),
            id=f"q{number}",
            home=rng.choice(codes),
            max_distance_km=rng.choice((None, 10, 30)),
            wage_min=rng.randrange(5, 20) * 500_000,
            experience_months=rng.choice((None, 0, 12, 36)),
        )
        for number in range(LISTENERS)
    ]
    with spent() as preparing:
        ready = JobseekerIndex(people, index)
    least = np.full(len(people), 80, dtype=np.int32)
    with spent() as comparing:
        list(entering(ready, index.ids[:NEW], least, on=ON))
    both = f"{preparing() * 1e3:.0f} ms + {comparing() * 1e3 / NEW:.1f} ms a vacancy"
    report.add(f"{told}: {LISTENERS:,} people made ready, and compared, CPU", both)


def typical(index: VacancyIndex) -> tuple[float, float]:
    """CPU seconds of a search and of a person's ten best, each the mean over a round."""
    with spent() as searching:
        for text in QUESTIONS:
            ask(index, text)
    with spent() as ranking:
        list(rank_many(index, PEOPLE, 10, on=ON))
    return searching() / len(QUESTIONS), ranking() / len(PEOPLE)


def words(searching: float, ranking: float) -> str:
    return f"{searching * 1e3:.1f} ms / {ranking * 1e3:.1f} ms"


def ask(index: VacancyIndex, text: str) -> None:
    asked = understand(
        text, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    search(index, asked, 20, on=ON)


def share(report: Report, told: str, where: str) -> None:
    """Two processes that search and rank at the same time; see `work`."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    pipes = [context.Pipe(duplex=False) for _ in range(2)]
    children = [
        context.Process(target=work, args=(where, barrier, sending)) for _, sending in pipes
    ]
    for child in children:
        child.start()
    figures = [receiving.recv() for receiving, _ in pipes]
    for child in children:
        child.join()
    before, after, own = (sum(row[n] for row in figures) / 2 for n in range(3))
    report.add(f"{told}: two processes, PSS each", f"{after - before:,.0f} MB beside the words")
    report.add(f"{told}: of it not shared", f"{own:,.0f} MB")


def work(where: str, barrier: Barrier, sending: Connection) -> None:
    """What one process does; `where` is the home of a generation, or how many ads to copy."""
    ads = real_ads() if where.isdecimal() else []
    warm_up()
    ask(build([VacancyFacts("v", "Kế toán", occupation="3313")]), QUESTIONS[0])
    gc.collect()
    barrier.wait()
    before, own_before = memory()
    index = opened(Path(where)) if not ads else build(list(repeated(ads, 0, int(where))))
    for text in QUESTIONS:
        ask(index, text)
    list(rank_many(index, PEOPLE, 10, on=ON))
    gc.collect()
    barrier.wait()
    after, own = memory()
    barrier.wait()
    sending.send((before, after, own - own_before))


def memory() -> tuple[float, float]:
    """PSS, and private pages, of this process in MB."""
    found = {}
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, value = line.split(":")
        found[name] = int(value.split()[0]) / 1_024
    return found["Pss"], found["Private_Dirty"] + found["Private_Clean"]


@contextmanager
def spent() -> Iterator[Callable[[], float]]:
    """CPU seconds of this process inside the block."""
    started = time.process_time()
    ended: list[float] = []
    yield lambda: (ended[0] if ended else time.process_time()) - started
    ended.append(time.process_time())


if __name__ == "__main__":
    main((int(sys.argv[1]),) if len(sys.argv) > 1 else SIZES)
