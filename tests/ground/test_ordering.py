"""The guard against lucky row order bites, and leaves ordered queries alone."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import Count

from tests.ground import ordering

pytestmark = pytest.mark.django_db
NAMES = [f"{number:03}" for number in range(200)]


@pytest.fixture(autouse=True)
def _groups() -> None:
    Group.objects.bulk_create(Group(name=name) for name in NAMES)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(lambda: [group.name for group in Group.objects.all()], id="models"),
        pytest.param(lambda: list(Group.objects.values_list("name", flat=True)), id="values"),
        pytest.param(lambda: [group.name for group in Group.objects.iterator()], id="iterator"),
        pytest.param(
            lambda: [row[0] for row in Group.objects.values_list("name").annotate(Count("user"))],
            id="grouped",
        ),
    ],
)
def test_unordered_rows_are_shuffled_and_complete(query) -> None:
    names = query()
    assert names != NAMES
    assert sorted(names) == NAMES


def test_slice_without_order_takes_other_rows() -> None:
    taken = set(Group.objects.values_list("name", flat=True)[:20])
    assert len(taken) == 20
    assert taken != set(NAMES[:20])


def test_ordered_queries_are_left_alone() -> None:
    assert list(Group.objects.order_by("name").values_list("name", flat=True)) == NAMES
    assert list(Group.objects.order_by("name")[:3].values_list("name", flat=True)) == NAMES[:3]
    assert Group.objects.first().name == NAMES[0]


def test_single_rows_counts_and_existence_ask_no_random_order(
    django_assert_num_queries, settings
) -> None:
    with django_assert_num_queries(3) as captured:
        Group.objects.get(name="007")
        assert Group.objects.filter(name="007").exists()
        assert Group.objects.count() == len(NAMES)
    assert "RAND" not in str(captured.captured_queries).upper()


def test_same_seed_gives_the_same_order() -> None:
    ordering.reseed("one")
    first = list(Group.objects.all())
    ordering.reseed("one")
    assert list(Group.objects.all()) == first
