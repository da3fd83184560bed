"""Words by the pairs of letters in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanviec.engines.matching.letters import letter_table

_WORD = st.text(alphabet="abcnt2+#ộ", min_size=1, max_size=8)


def _shared(one: str, other: str) -> int:
    """The plain way: Dice of the sets of pairs, both ends marked."""
    pairs = [{a + b for a, b in zip(f" {w}", f"{w} ", strict=True)} for w in (one, other)]
    return 200 * len(pairs[0] & pairs[1]) // (len(pairs[0]) + len(pairs[1]))


@given(st.lists(_WORD, max_size=12, unique=True), _WORD)
def test_shares_are_those_of_the_plain_way(words: list[str], asked: str) -> None:
    table = letter_table((word, n) for n, word in enumerate(words))
    assert table.shared(asked).tolist() == [_shared(word, asked) for word in words]


def test_by_hand() -> None:
    # _j ju un ni it t_ and _u un ni it t_ share four pairs of eleven.
    assert letter_table([("unit", 7)]).shared("junit").tolist() == [72]
