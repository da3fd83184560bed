"""The same score as one sparse product of whole numbers, for peers that know nothing else."""

from __future__ import annotations

import time
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from bench.matching_nation import Nation, Vacancies
from sanviec.engines.matching.kernel import layout as at
from sanviec.engines.matching.kernel.encode_wishes import WishColumns
from sanviec.engines.matching.kernel.layout import Longs, Offers

_NEVER = -8_000
_MOST_WORDS = 12
# Places of the sections among the columns of the product.
_SECTIONS = ("trade", "place", "wage", "time", "study", "title", "lost", "skill", "text", "age")


def products(
    place: Nation,
    offered: Vacancies,
    new_place: Longs,
    offers: Offers,
    wished: WishColumns,
    count: int,
) -> tuple[Any, Any]:
    """Rows of the first `count` jobseekers, and columns of all vacancies, float32.

    Equal to the engine's score where no cap binds: see `UNCAPPED` in `bench.matching`.
    """
    columns = offered.columns
    n_titles = columns.marked.n_keys + columns.plain.n_keys
    sizes = (
        columns.n_occupations, len(new_place), len(offered.wages), len(offered.times),
        len(offered.studies), n_titles, n_titles, columns.skills.n_keys, columns.text.n_keys, 33,
    )  # fmt: skip
    starts = dict(zip(_SECTIONS, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))
    width = int(sum(sizes))
    people = [_person(place, offers, wished, starts, at_) for at_ in range(count)]
    lengths = [len(keys) for keys, _ in people]
    left = sparse.csr_matrix(
        (
            np.concatenate([values for _, values in people]).astype(np.float32),
            np.concatenate([keys for keys, _ in people]).astype(np.int32),
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
        ),
        shape=(count, width),
    )
    return left, _vacancies(columns, new_place, starts, width)


def _vacancies(columns: Any, new_place: Longs, starts: dict[str, int], width: int) -> Any:
    count = len(columns.wage)
    rows, keys, values = [], [], []

    def put(found: Any, where: Any, value: Any = 1.0) -> None:
        rows.append(found)
        keys.append(where)
        values.append(np.broadcast_to(np.float32(value), len(found)))

    every = np.arange(count)
    put(every, starts["trade"] + columns.occupation)
    put(every, starts["place"] + new_place[columns.place])
    for name in ("wage", "time", "study"):
        put(every, starts[name] + getattr(columns, name))
    lost = columns.occupation == columns.unclassified
    for lists, lift in ((columns.marked, 0), (columns.plain, columns.marked.n_keys)):
        owner = np.repeat(every, np.diff(lists.starts))
        section = np.where(lost[owner], starts["lost"], starts["title"])
        put(owner, section + lift + lists.keys)
    for name, lists in (("skill", columns.skills), ("text", columns.text)):
        put(np.repeat(every, np.diff(lists.starts)), starts[name] + lists.keys)
    asked = columns.asked[columns.demand, 0]
    for bit in range(32):
        put(np.flatnonzero(asked >> np.uint32(bit) & 1), np.int64(starts["age"] + bit))
    put(np.flatnonzero(columns.age_low[columns.demand] >= 0), np.int64(starts["age"] + 32))
    keys = [np.broadcast_to(k, len(r)) for r, k in zip(rows, keys, strict=True)]
    table = (np.concatenate(values), (np.concatenate(keys), np.concatenate(rows)))
    return sparse.csr_matrix(table, shape=(width, count))


def _person(
    place: Nation, offers: Offers, wished: WishColumns, starts: dict[str, int], person: int
) -> tuple[Any, Any]:
    weights = place.shape.weights
    trades = wished.trades[wished.trade_starts[person] : wished.trade_starts[person + 1]]
    by_kind = np.array(weights.occupation)
    trade = np.full(wished.kinds.shape[1], weights.occupation_unknown)
    if len(trades):
        trade[:-1] = by_kind[wished.kinds[trades].max(axis=0)][:-1]
    dense = {
        "trade": trade,
        "place": _place_points(wished, offers, person),
        "wage": wished.wage_points[wished.wage[person]],
        "time": wished.time_points[wished.time[person]],
        "study": wished.study_points[wished.study[person]],
    }
    parts = [
        (starts[n] + np.flatnonzero(row), row[np.flatnonzero(row)]) for n, row in dense.items()
    ]
    span = slice(*wished.titles.starts[person : person + 2])
    keys, title = wished.titles.keys[span], wished.title_points[span]
    times = weights.title_unclassified if len(trades) else 1
    parts += [(starts["title"] + keys, title), (starts["lost"] + keys, title * times)]
    skills = wished.skills.keys[slice(*wished.skills.starts[person : person + 2])]
    texts = wished.texts.keys[slice(*wished.texts.starts[person : person + 2])]
    lift = starts["text"] - (starts["lost"] - starts["title"])
    parts += [(starts["skill"] + skills, np.full(len(skills), weights.skill))]
    parts += [(lift + texts, np.full(len(texts), weights.text))]
    lacks = np.flatnonzero(
        wished.lacks[wished.holding[person], 0] >> np.arange(32, dtype=np.uint32) & 1
    )
    parts += [(starts["age"] + lacks, np.full(len(lacks), _NEVER))]
    age = 2026 - wished.birth_year[person]
    if age < 18 or age - 1 > 35:
        parts += [(np.array([starts["age"] + 32]), np.array([_NEVER]))]
    return np.concatenate([k for k, _ in parts]), np.concatenate([v for _, v in parts])


def _place_points(wished: WishColumns, offers: Offers, person: int) -> Any:
    """Points of all places for one jobseeker, from the tables of distances."""
    places, n_places = wished.places, offers.data[at.N_PLACES]
    span = slice(*places.start[wished.place[person] : wished.place[person] + 2])
    free, fixed, km = np.split(places.rows[places.anchor[span], : 3 * n_places], 3, axis=1)
    limit = places.limit[span, None]
    return np.where((limit < 0) | (km <= limit), free, fixed).max(axis=0)


def sparse_dot_topn(left: Any, right: Any, k: int) -> Any:
    """The peer's best scores by row, descending: float32[rows, k]; None when it is not there."""
    if find_spec("sparse_dot_topn") is None:
        return None
    from sparse_dot_topn import sp_matmul_topn

    found = sp_matmul_topn(left, right, top_n=k, sort=True, n_threads=2)
    return _by_row(found, k)


def scipy_product(left: Any, right: Any, k: int) -> Any:
    """The full product, then the k best of each row."""
    full = (left @ right).toarray()
    return -np.sort(-np.partition(full, full.shape[1] - k, axis=1)[:, -k:], axis=1)


def _by_row(found: Any, k: int) -> Any:
    best = np.full((found.shape[0], k), -1.0, dtype=np.float32)
    for row in range(found.shape[0]):
        values = found.data[found.indptr[row] : found.indptr[row + 1]]
        best[row, : len(values)] = -np.sort(-values)
    return best


def tantivy_queries(left: Any, right: Any, k: int) -> Any:
    """Seconds of tantivy for each row alone: what gives points as words, sought by their points.

    Each column of the product that gives a person points is a word of the vacancies that hold it.
    The twelve words that give most are looked for, as a user would; what is refused is not told,
    so the peer has less to do than the product, and its lists are near ones, not exact.
    Its own queries only: nothing is fetched. None when tantivy is not there.
    """
    if find_spec("tantivy") is None:
        return None
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    columns = right.tocsc()
    for start, end in pairwise(columns.indptr.tolist()):
        writer.add_document(tantivy.Document(words=_as_words(columns.indices[start:end])))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, spent = index.searcher(), []
    for row in range(left.shape[0]):
        query = _tantivy_query(tantivy, schema, left[row])
        started = time.perf_counter()
        searcher.search(query, k, count=False)
        spent.append(time.perf_counter() - started)
    return np.array(spent)


def _as_words(columns: Any) -> str:
    return " ".join(f"f{column}" for column in columns.tolist())


def _tantivy_query(tantivy: Any, schema: Any, row: Any) -> Any:
    """A question of the words that give most points, each boosted by its points."""
    most = np.lexsort((row.indices, -row.data))[:_MOST_WORDS]
    words = [(f"f{row.indices[n]}", float(row.data[n])) for n in most.tolist() if row.data[n] > 0]
    query, occur = tantivy.Query, tantivy.Occur.Should
    terms = ((query.term_query(schema, "words", word), points) for word, points in words)
    return query.boolean_query([(occur, query.boost_query(term, by)) for term, by in terms])
