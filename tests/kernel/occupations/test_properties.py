"""Whatever text is given, the search answers the same way and points into the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.text import fold

_PIECES = st.sampled_from(
    [
        "nhân viên", "kế toán", "TUYỂN GẤP", "lương 15 - 20 triệu", "tại Hà Nội", "(", ")", "/",
        "senior", "developer", "trưởng phòng", "kinh doanh", "công nhân may", "ke toan", "𝐬𝐚𝐥𝐞𝐬",
        "thơ\u0323 ha\u0300n", "NVKD", "🎉", "½", "C++", "R&D", "", " - ", "giám đốc", "trợ lý",
    ]
)  # fmt: skip
TITLES = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=7).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=TITLES, limit=st.integers(min_value=0, max_value=5))
def test_hits_are_sound(text: str, limit: int) -> None:
    index = load_occupations()
    hits = index.find(text, limit)
    assert hits == index.find(text, limit)
    assert len(hits) <= limit
    assert len({hit.code for hit in hits}) == len(hits)
    for hit in hits:
        assert index.get(hit.code).level == 4
        assert 0 <= hit.start < hit.end <= len(text)
        assert 1 <= hit.score_0_100 <= 100
    scores = [hit.score_0_100 for hit in hits]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=80, deadline=None)
@given(text=TITLES)
def test_a_lower_limit_gives_the_first_hits(text: str) -> None:
    index = load_occupations()
    assert index.find(text, 1) == index.find(text, 5)[:1]


@settings(max_examples=80, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=6))
def test_leaving_out_all_marks_loses_no_hit(pieces: list[str]) -> None:
    title = " ".join(pieces)
    exact = [hit for hit in load_occupations().find(title) if hit.is_exact]
    assert not exact or load_occupations().find(fold(title))
