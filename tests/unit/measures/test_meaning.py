"""Bands, cut-offs, and whether a change is more than chance."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.measures.library import Library, read_file
from pi_desktop.measures.meaning import band_of, beyond, change, reliable_change
from tests.unit.measures.places import MEASURES

PHQ9 = read_file(MEASURES / "phq9.toml").score["total"]


@pytest.mark.parametrize(("scale", "published"), [("anxiety", "4.42"), ("depression", "4.08"), ("total", "6.20")])
def test_reliable_change_follows_jacobson_and_truax_1991(library: Library, scale: str, published: str) -> None:
    threshold = reliable_change(library.get("hads").score[scale])
    assert threshold is not None
    assert round(Decimal(threshold.least), 2) == Decimal(published)
    assert threshold.basis == "jacobson_truax"
    assert not threshold.confirmed


@pytest.mark.parametrize(
    ("measure", "scale", "first", "last", "verdict", "significant"),
    [
        ("phq9", "total", 16, 10, "improved", False),
        ("phq9", "total", 15, 9, "improved", True),
        ("phq9", "total", 14, 9, "no_reliable_change", False),
        ("phq9", "total", 4, 10, "worsened", False),
        ("gad7", "total", 12, 8, "improved", True),
        ("hads", "anxiety", 12, 8, "no_reliable_change", False),
        ("hads", "anxiety", 12, 7, "improved", True),
        ("wemwbs", "total", 40, 49, "improved", False),
        ("wemwbs", "total", 49, 40, "worsened", False),
        ("core10", "total", 15, 10, "improved", True),
        ("pai", "total", 40, 80, "not_known", False),
        ("piios", "total", 3, 9, "not_known", False),
    ],
)
def test_a_change_is_judged_by_what_is_known_of_the_measure(
    library: Library, measure: str, scale: str, first: int, last: int, verdict: str, significant: bool
) -> None:
    found = change(library.get(measure).score[scale], first, last)
    assert found.difference == last - first
    assert (found.verdict, found.clinically_significant) == (verdict, significant)


def test_a_goal_moves_reliably_by_three_points(library: Library) -> None:
    goal = library.get("gbo").score["goal_1"]
    assert [change(goal, 0, rating).verdict for rating in (2, 3)] == ["no_reliable_change", "improved"]


def test_forms_of_different_ages_are_compared_by_the_distance_from_their_cut_offs(library: Library) -> None:
    asq = library.get("asqse2")
    found = change(asq.score["total"], 45, 45, asq.form["2m"], asq.form["12m"])
    assert found.difference == -15
    assert found.verdict == "not_known"
    assert found.crossed_cutoff is True


def test_the_same_form_twice_is_compared_by_its_scores(library: Library) -> None:
    asq = library.get("asqse2")
    assert change(asq.score["total"], 45, 30, asq.form["6m"], asq.form["6m"]).difference == -15


def test_asq_se_2_refers_above_the_cut_off_and_not_at_it(library: Library) -> None:
    asq = library.get("asqse2")
    total, form = asq.score["total"], asq.form["2m"]
    assert [beyond(total, form.cutoffs[0], points) for points in (30, 35, 40)] == [False, False, True]
    assert [getattr(band_of(total, points, form), "label", None) for points in (20, 30, 35, 40)] == [
        "below the monitoring zone",
        "monitoring zone",
        "at the cut-off: ask the manual",
        "above the cut-off: refer",
    ]


def test_a_low_score_is_beyond_the_cut_off_where_higher_is_better(library: Library) -> None:
    confidence = library.get("kpcs").score["total"]
    assert [beyond(confidence, confidence.cutoffs[0], points) for points in (39, 40)] == [True, False]


def test_a_band_that_the_publisher_does_not_name_is_not_invented(library: Library) -> None:
    self_esteem = library.get("rses").score["total"]
    assert band_of(self_esteem, 26) is None


def test_an_estimated_score_between_two_bands_has_not_reached_the_upper_one(library: Library) -> None:
    band = band_of(library.get("core10").score["total"], Decimal("14.44"))
    assert band is not None
    assert band.label == "mild"


@given(st.integers(0, 27), st.integers(0, 27))
def test_there_and_back_again_is_no_difference(first: int, last: int) -> None:
    there, back = change(PHQ9, first, last), change(PHQ9, last, first)
    assert there.difference == -(back.difference or 0)
    opposite = {"improved": "worsened", "worsened": "improved", "no_reliable_change": "no_reliable_change"}
    assert back.verdict == opposite[there.verdict]
