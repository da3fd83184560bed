"""What a user would pick instead: bm25s, tantivy, TF-IDF (scikit-learn) and PostgreSQL."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from sanviec.kernel.text import fold

from .asking import Question
from .texts import Text, names, whole

_WORD = re.compile(r"[^\W_]+")
_MOST = 11
# A whole advertisement as a question is cut here; what matters stands first.
_LONGEST = 250


def words_of(text: str) -> list[str]:
    """Words without marks."""
    return _WORD.findall(fold(text))[:_LONGEST]


def question_of(asked: Question, setup: str) -> list[str]:
    """Words of a question, at length where the set-up says so and there is more to say."""
    return words_of(asked.long if "long" in setup and asked.long else asked.text)


def is_worth_asking(asked: Question, setup: str) -> bool:
    """Whether a set-up adds something for a question."""
    return "long" not in setup or bool(asked.long)


class Bm25s:
    """bm25s: Lucene's BM25, over all fields or names only, words or words and pairs."""

    name = "bm25s"
    setups = ("all", "names", "pairs", "all long")

    def __init__(self, texts: Sequence[Text]) -> None:
        import bm25s

        self._ids = [text.id for text in texts]
        read = {
            "all": [_WORD.findall(fold(whole(text))) for text in texts],
            "names": [_WORD.findall(fold(names(text))) for text in texts],
            "pairs": [with_pairs(_WORD.findall(fold(names(text)))) for text in texts],
        }
        self._indexes = {}
        for setup, corpus in read.items():
            self._indexes[setup] = bm25s.BM25()
            self._indexes[setup].index(corpus, show_progress=False)

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        said, index = question_of(asked, setup), self._indexes[setup.split()[0]]
        said = with_pairs(said) if setup == "pairs" else said
        said = [word for word in dict.fromkeys(said) if word in index.vocab_dict]
        if not said:
            return []
        count = min(_MOST, len(self._ids))
        rows, scores = index.retrieve([said], k=count, show_progress=False)
        pairs = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return [self._ids[row] for row, score in pairs if score > 0]


def with_pairs(said: list[str]) -> list[str]:
    """Words and neighbours."""
    return [*said, *(f"{one}_{other}" for one, other in zip(said, said[1:], strict=False))]


class Tantivy:
    """tantivy: BM25 over weighted fields, words as typed or one slip away."""

    name = "tantivy"
    setups = ("weighted", "tolerant", "weighted long")
    _WEIGHTS = {"title": 4.0, "names": 2.0, "terms": 1.5, "body": 1.0}
    _SHORTEST_TOLERANT = 4

    def __init__(self, texts: Sequence[Text]) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for name in self._WEIGHTS:
            builder.add_text_field(name, stored=False)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(heap_size=100_000_000, num_threads=1)
        for text in texts:
            fields = {name: fold(getattr(text, name)) for name in self._WEIGHTS}
            writer.add_document(tantivy.Document(id=[text.id], **fields))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        said = question_of(asked, setup)
        if not said:
            return []
        query = self._tolerant(said) if setup == "tolerant" else self._plain(said)
        hits = self._searcher.search(query, _MOST).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]

    def _plain(self, said: Sequence[str]) -> Any:
        return self._index.parse_query(
            " ".join(said), list(self._WEIGHTS), field_boosts=self._WEIGHTS
        )

    def _tolerant(self, said: Sequence[str]) -> Any:
        """Words as typed, and the longer ones one slip away in the title at half weight."""
        query, occur = self._tantivy.Query, self._tantivy.Occur.Should
        parts = [(occur, self._plain(said))]
        for word in dict.fromkeys(said):
            if len(word) >= self._SHORTEST_TOLERANT:
                near = query.fuzzy_term_query(self._schema, "title", word, distance=1)
                parts.append((occur, query.boost_query(near, 0.5)))
        return query.boolean_query(parts)


class TfIdf:
    """scikit-learn's TF-IDF and cosine: words and pairs of all fields, or letters of the names."""

    name = "TF-IDF"
    setups = ("all", "names", "letters", "all long")

    def __init__(self, texts: Sequence[Text]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._ids = [text.id for text in texts]
        words = {"token_pattern": r"[^\W_]+", "ngram_range": (1, 2), "sublinear_tf": True}
        read = {"all": whole, "names": names, "letters": names}
        self._vectorizers, self._matrices = {}, {}
        for setup, reading in read.items():
            how: dict[str, Any] = words
            if setup == "letters":
                how = {"analyzer": "char_wb", "ngram_range": (2, 4), "sublinear_tf": True}
            self._vectorizers[setup] = TfidfVectorizer(**how, dtype=np.float32)
            matrix = self._vectorizers[setup].fit_transform([fold(reading(text)) for text in texts])
            self._matrices[setup] = matrix.T.tocsr()

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        kind = setup.split()[0]
        vector = self._vectorizers[kind].transform([" ".join(question_of(asked, setup))])
        scores = (vector @ self._matrices[kind]).toarray()[0]
        count = min(_MOST, len(scores))
        rows = np.argpartition(-scores, count - 1)[:count]
        rows = rows[np.lexsort((rows, -scores[rows]))]
        return [self._ids[row] for row in rows.tolist() if scores[row] > 0]


_INSTALLED = {"bm25s": Bm25s, "tantivy": Tantivy, "sklearn": TfIdf}


def installed() -> tuple[list[type[Any]], list[str]]:
    """Give the peers that are here, and the names of the others."""
    found = {name: importlib.util.find_spec(name) is not None for name in _INSTALLED}
    here = [peer for name, peer in _INSTALLED.items() if found[name]]
    return here, [name for name, is_here in found.items() if not is_here]
