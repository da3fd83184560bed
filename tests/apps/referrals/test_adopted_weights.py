"""What is ranked after weights were adopted is ranked by them, and says so."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.audit import verify
from sanviec.apps.referrals import services
from sanviec.apps.referrals.models import KeptList, KeptMatch, KeptProgress, Referral
from sanviec.apps.referrals.outcomes import outcomes_between
from sanviec.apps.referrals.selectors import explain_pair, matches_for
from sanviec.apps.referrals.services import follow_lists, renew_lists
from sanviec.apps.vacancies.search_generations import build_generation, open_newest
from sanviec.apps.vacancies.search_index import base_name, reset_index, vacancy_index
from sanviec.apps.vacancies.search_keeper import renew_generation
from sanviec.engines.matching import DEFAULT_WEIGHTS
from sanviec.engines.matching.learning import TERMS, outcomes_fingerprint
from tests.apps.factories import NOW, TODAY, make_referral, make_seeker, make_vacancy
from tests.apps.referrals.test_kept_lists import begun, make_listener
from tests.apps.referrals.test_outcomes import referral as make_countable
from tests.apps.weights.planted import FOUND, adopt, propose, retire

pytestmark = pytest.mark.django_db


def test_an_adoption_changes_every_ranking_and_retiring_turns_it_back() -> None:
    person, vacancy = make_seeker(), make_vacancy()
    before = explain_pair(person, vacancy, on=TODAY)
    version = adopt()
    after = explain_pair(person, vacancy, on=TODAY)
    assert (before.weights, after.weights) == (DEFAULT_WEIGHTS, FOUND)
    assert before.reasons != after.reasons
    (row,) = matches_for(person, on=TODAY)
    assert (row.match.score, row.match.reasons) == (after.score, after.reasons)
    retire(version)
    assert explain_pair(person, vacancy, on=TODAY) == before


def test_a_proposal_and_another_day_change_nothing() -> None:
    make_vacancy()
    first = vacancy_index(TODAY)
    propose()
    assert vacancy_index(TODAY) is first


@pytest.mark.slow
def test_the_generation_on_disk_is_read_with_the_new_weights() -> None:
    make_vacancy()
    name = build_generation(TODAY)
    assert vacancy_index(TODAY).weights == DEFAULT_WEIGHTS
    adopt()
    later = make_vacancy()
    index = vacancy_index(TODAY)
    assert (base_name(), index.weights, str(later.pk) in index) == (name, FOUND, True)
    # Nothing of it is stale: the worker needs to write no other one.
    assert renew_generation(TODAY) == ""
    found = open_newest()
    assert found is not None
    assert (found.name, found.index.weights) == (name, FOUND)
    reset_index()
    assert vacancy_index(TODAY).weights == FOUND


def test_a_referral_keeps_which_weights_gave_its_points() -> None:
    plain = make_referral()
    version = adopt()
    learned = make_referral()
    assert (plain.weights_version, learned.weights_version) == (None, version)
    assert plain.reasons != learned.reasons


def test_the_points_of_a_referral_are_read_as_shares_of_their_own_weights() -> None:
    old = make_countable("hired")
    adopt()
    new = make_countable("hired")
    found = {one.jobseeker_id: one for one in outcomes_between(TODAY, TODAY).learnable}
    shares = [
        dict(zip(TERMS, found[str(row.jobseeker_id)].shares, strict=True)) for row in (old, new)
    ]
    assert old.reasons != new.reasons
    assert [each["place"] for each in shares] == [1.0, 1.0]
    assert shares[0]["trade"] == pytest.approx(shares[1]["trade"], abs=0.03)


def test_what_was_learned_from_has_a_fingerprint() -> None:
    make_countable("hired")
    one = outcomes_between(TODAY, TODAY).learnable
    made = make_countable("interview")
    two = outcomes_between(TODAY, TODAY).learnable
    assert outcomes_fingerprint(two) == outcomes_fingerprint(two[::-1])
    assert outcomes_fingerprint(one) != outcomes_fingerprint(two)
    services.hire(referral=made, facts=services.Hire(TODAY, TODAY), actor=SYSTEM, now=NOW)
    assert outcomes_fingerprint(outcomes_between(TODAY, TODAY).learnable) != outcomes_fingerprint(
        two
    )


def test_kept_lists_of_other_weights_are_made_anew() -> None:
    person = make_listener()
    make_vacancy(place_codes=[], place_text="Toàn quốc")
    begun(person)
    assert renew_lists(now=NOW) == 0
    before = KeptMatch.objects.get().score
    version = adopt()
    assert renew_lists(now=NOW) == 1
    assert (KeptList.objects.get().weights_version, KeptMatch.objects.get().score) == (
        version,
        vacancy_score(person),
    )
    assert before != vacancy_score(person)
    assert renew_lists(now=NOW) == 0
    retire(version)
    assert renew_lists(now=NOW) == 1
    assert KeptList.objects.get().weights_version is None


def vacancy_score(person: Any) -> int:
    return matches_for(person, on=TODAY)[0].match.score


def test_a_new_vacancy_enters_a_list_whose_points_are_of_other_weights() -> None:
    person = make_listener()
    for _vacancy in range(10):
        make_vacancy()
    begun(person)
    adopt()
    # As if nothing new could ever have enough points.
    KeptMatch.objects.update(score=30_000)
    newer = make_vacancy()
    follow_lists(now=NOW)
    held = KeptMatch.objects.values_list("score", flat=True)
    assert max(held) == vacancy_score(person)
    assert KeptProgress.objects.get().seq > 0
    assert newer.pk


def test_rows_from_before_the_column_still_fit_their_lines() -> None:
    make_referral()
    learned = (adopt(), make_referral())[1]
    assert list(verify()) == []
    Referral.objects.filter(pk=learned.pk).update(weights_version=None)
    assert list(verify())
