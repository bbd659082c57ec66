"""Every measure that gives a score, against its published key, range or worked example.

Answers are places in the printed order, counted from 0. A wrong score is a safety incident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from pi_desktop.measures.definition import Answer
from pi_desktop.measures.library import Library
from pi_desktop.measures.numbers import Number
from pi_desktop.measures.scoring import score


@dataclass(frozen=True)
class Example:
    measure: str
    source: str
    answers: Mapping[str, Answer]
    scores: Mapping[str, Number]
    bands: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None


def same(count: int, answer: int, prefix: str = "") -> dict[str, Answer]:
    """One answer all the way down: the examples that a printed key answers by itself."""
    return {f"{prefix}{item}": answer for item in range(1, count + 1)}


def marked(count: int, ordinary: int, other: int, others: set[int]) -> dict[str, Answer]:
    """`ordinary` everywhere, but `other` on the items that are printed the other way round."""
    return {str(item): other if item in others else ordinary for item in range(1, count + 1)}


EPDS_BACKWARDS = {3, 5, 6, 7, 8, 9, 10}
HADS_BACKWARDS = {1, 3, 5, 6, 8, 10, 11, 13}
AWS_BACKWARDS = {3, 4, 6, 7, 8, 9, 10, 11, 14, 15, 16, 18}
PSOC_SATISFACTION = {2, 3, 4, 5, 8, 9, 12, 14, 16}
DERS_BACKWARDS = {1, 2, 6, 7, 8, 10, 17, 20, 22, 24, 34}

EXAMPLES = [
    Example(
        "phq9",
        "Kroenke, Spitzer and Williams 2001: 20 and more is severe",
        same(9, 3),
        {"total": 27},
        {"total": "severe"},
    ),
    Example(
        "gad7",
        "Spitzer and others 2006: 10 to 14 is moderate",
        {**same(7, 1), "1": 3, "2": 3},
        {"total": 11},
        {"total": "moderate"},
    ),
    Example(
        "pbq",
        "Brockington and others 2006: eight items count Always 0, seventeen Always 5",
        same(25, 0),
        {
            "total": 85,
            "impaired_bonding": 40,
            "rejection_pathological_anger": 25,
            "infant_focused_anxiety": 10,
            "incipient_abuse": 10,
        },
        {
            "impaired_bonding": "high",
            "rejection_pathological_anger": "high",
            "infant_focused_anxiety": "high",
            "incipient_abuse": "high",
        },
    ),
    Example(
        "pbq",
        "Brockington and others 2006: eight items count Never 5, seventeen Never 0",
        same(25, 5),
        {
            "total": 40,
            "impaired_bonding": 20,
            "rejection_pathological_anger": 10,
            "infant_focused_anxiety": 10,
            "incipient_abuse": 0,
        },
        {"impaired_bonding": "high", "infant_focused_anxiety": "high"},
    ),
    Example(
        "maas",
        "Condon, scoring guidance: eleven items are printed from 5 down to 1, eight from 1 up",
        same(19, 0),
        {"total": 11 * 5 + 8, "quality_of_attachment": 7 * 5 + 3, "time_in_attachment_mode": 3 * 5 + 5},
    ),
    Example(
        "rses",
        "University of Maryland: five statements for and five against, so one answer throughout gives 15",
        same(10, 0),
        {"total": 15},
        {"total": "normal"},
    ),
    Example(
        "rses",
        "University of Maryland: disagreeing with what is good and agreeing with what is bad gives 0",
        marked(10, 3, 0, {2, 5, 6, 8, 9}),
        {"total": 0},
        {"total": "low"},
    ),
    Example(
        "core10",
        "CORE System Trust: ten items 0 to 4, items 2 and 3 turned",
        marked(10, 4, 0, {2, 3}),
        {"total": 40},
        {"total": "severe"},
    ),
    Example(
        "core10",
        "CORE System Trust: the clinical cut-off is 11",
        {**marked(10, 0, 4, {2, 3}), "1": 4, "4": 4, "5": 3},
        {"total": 11},
        {"total": "mild"},
    ),
    Example(
        "k10",
        "Kessler and others 2003; New South Wales: 10 to 50, 30 and more is severe",
        same(10, 2),
        {"total": 30},
        {"total": "severe"},
    ),
    Example(
        "k10",
        "Kessler and others 2003: items 3 and 6 are not asked after 'none of the time', and count 1",
        {str(item): 0 for item in (1, 2, 4, 5, 7, 8, 9, 10)},
        {"total": 10},
        {"total": "low"},
    ),
    Example(
        "pcptsd5",
        "National Center for PTSD: without exposure the screen is complete with a score of 0",
        {"0": 0},
        {"total": 0},
    ),
    Example(
        "pcptsd5",
        "National Center for PTSD: the score is a count of yes",
        {"0": 1, "1": 1, "2": 1, "3": 0, "4": 1, "5": 1},
        {"total": 4},
    ),
    Example("sapas", "Moran and others 2003: item 3 counts for a no", same(8, 1), {"total": 7}),
    Example("sapas", "Moran and others 2003: item 3 counts for a no", same(8, 0), {"total": 1}),
    Example("wemwbs", "Warwick: fourteen items from 1 to 5, range 14 to 70", same(14, 2), {"total": 42}),
    *(
        Example(
            "swemwbs",
            "Warwick, SWEMWBS conversion table",
            {**same(7, place), "1": place + more},
            {"total": Decimal(metric), "raw": 7 * (place + 1) + more},
            {"total": band},
        )
        for place, more, metric, band in (
            (0, 0, "7.0", "low"),
            (1, 0, "15.32", "low"),
            (2, 0, "19.25", "low"),
            (2, 1, "19.98", "medium"),
            (3, 0, "25.03", "medium"),
            (3, 1, "26.02", "medium"),
            (4, -4, "28.13", "high"),
            (4, 0, "35.0", "high"),
        )
    ),
    Example(
        "hads",
        "Zigmond and Snaith 1983: nothing marked on any statement, in the printed order",
        marked(14, 0, 3, HADS_BACKWARDS),
        {"anxiety": 0, "depression": 0, "total": 0},
        {"anxiety": "normal", "depression": "normal"},
    ),
    Example(
        "hads",
        "Zigmond and Snaith 1983: the strongest statement everywhere, 21 and 21",
        marked(14, 3, 0, HADS_BACKWARDS),
        {"anxiety": 21, "depression": 21, "total": 42},
        {"anxiety": "abnormal (probable case)", "depression": "abnormal (probable case)"},
    ),
    Example(
        "epds",
        "Cox, Holden and Sagovsky 1987: the strongest statement everywhere gives 30",
        marked(10, 3, 0, EPDS_BACKWARDS),
        {"total": 30, "anxiety_3A": 9},
        {"total": "likely depression"},
    ),
    Example(
        "epds",
        "Cox, Holden and Sagovsky 1987: items 1, 2 and 4 count from 0 up, the others from 3 down",
        same(10, 0),
        {"total": 21, "anxiety_3A": 6},
        {"total": "likely depression"},
    ),
    Example(
        "aws",
        "Adult Wellbeing Scale as printed: the well answer to each statement, wherever it stands",
        marked(18, 0, 3, AWS_BACKWARDS),
        {"depression": 0, "anxiety": 0, "outward_irritability": 0, "inward_irritability": 0},
        dict.fromkeys(("depression", "anxiety", "outward_irritability", "inward_irritability"), "below borderline"),
    ),
    Example(
        "aws",
        "Adult Wellbeing Scale as printed: the first answer everywhere",
        same(18, 0),
        {"depression": 6, "anxiety": 9, "outward_irritability": 9, "inward_irritability": 12},
        {
            "depression": "borderline",
            "anxiety": "above borderline",
            "outward_irritability": "above borderline",
            "inward_irritability": "above borderline",
        },
    ),
    Example(
        "bdi",
        "Beck, Steer and Brown 1996: 29 to 63 is severe",
        same(21, 3),
        {"total": 63},
        {"total": "severe"},
    ),
    Example(
        "bai",
        "Beck and Steer 1993: 16 to 25 is moderate",
        same(21, 1),
        {"total": 21},
        {"total": "moderate"},
    ),
    Example(
        "ghq12",
        "Goldberg and Williams 1988: the third answer counts 1 by the GHQ method and 2 by Likert",
        same(12, 2),
        {"ghq": 12, "likert": 24},
    ),
    Example(
        "iesr",
        "Weiss and Marmar 1997: 22 items of 0 to 4",
        same(22, 2),
        {"total": 44, "avoidance": 16, "intrusion": 14, "hyperarousal": 14},
    ),
    Example(
        "kpcs",
        "Črnčec, Barnett and Matthey 2008: items 1 and 9 count 2 where they do not apply",
        {**same(15, 3), "1": 4, "9": 4},
        {"total": 43},
        {"total": "not low"},
    ),
    Example(
        "kpcs",
        "Črnčec, Barnett and Matthey 2008: 39 or less",
        {**same(15, 3), "2": 0, "3": 0},
        {"total": 39},
        {"total": "low confidence"},
    ),
    Example("bpses", "Child Outcomes Research Consortium: range 5 to 25", same(5, 4), {"total": 25}),
    Example(
        "psoc",
        "Johnston and Mash 1989: efficacy agreed with, dissatisfaction not; 74 to 96 is high",
        marked(16, 5, 0, PSOC_SATISFACTION),
        {"total": 96, "satisfaction": 54, "efficacy": 42},
        {"total": "high"},
    ),
    Example("mses", "Teti and Gelfand 1991: ten items of 1 to 4", same(10, 3), {"total": 40}),
    Example(
        "pdh",
        "Crnic and Greenberg 1990: what never happens still counts 1 for its intensity",
        same(20, 0, "F"),
        {
            "frequency_total": 0,
            "intensity_total": 20,
            "challenging_behaviour_intensity": 7,
            "parenting_tasks_intensity": 8,
        },
    ),
    Example(
        "mors",
        "Oates and Gervai 2019: seven items of warmth, seven of invasion, 0 to 5",
        marked(14, 5, 1, {2, 5, 7, 9, 10, 12, 14}),
        {"warmth": 35, "invasion": 7},
    ),
    Example("kps", "James and others 1985: three items of 1 to 7", same(3, 6), {"total": 21}),
    Example("pai", "Muller 1993: 21 items of 1 to 4", same(21, 0), {"total": 21}),
    Example("mfas", "Cranley 1981: 24 items of 1 to 5, item 22 turned", same(24, 4), {"total": 23 * 5 + 1}),
    Example(
        "prfq",
        "Luyten and others 2017: means of six items, 11 and 18 turned",
        same(18, 6),
        {
            "prementalising": Decimal("7.00"),
            "certainty_mental_states": Decimal("6.00"),
            "interest_curiosity": Decimal("6.00"),
        },
    ),
    Example(
        "ders",
        "Gratz and Roemer 2004: 36 items, eleven turned, 36 to 180",
        marked(36, 4, 0, DERS_BACKWARDS),
        {
            "total": 180,
            "nonacceptance": 30,
            "goals": 25,
            "impulse": 30,
            "awareness": 30,
            "strategies": 40,
            "clarity": 25,
        },
    ),
    Example("ders_sf", "Kaufman and others 2015: items 1, 4 and 6 turned", same(18, 4), {"total": 78}),
    Example(
        "ders16",
        "Bjureberg and others 2016: 16 to 80, none turned",
        same(16, 4),
        {"total": 80, "clarity": 10, "goals": 15, "impulse": 15, "strategies": 25, "nonacceptance": 15},
    ),
    Example(
        "erq",
        "Gross and John 2003: six items of reappraisal, four of suppression",
        same(10, 6),
        {"cognitive_reappraisal": 42, "expressive_suppression": 28},
    ),
    Example(
        "piccolo",
        "Roggman and others 2009: 29 items of 0 to 2",
        {**same(7, 2, "A"), **same(7, 1, "R"), **same(7, 2, "E"), **same(8, 0, "T")},
        {"affection": 14, "responsiveness": 7, "encouragement": 14, "teaching": 0, "total": 35},
    ),
    Example(
        "kips",
        "Comfort and Gordon 2006: facets that could not be observed stay out of the mean",
        {**same(12, 3), "11": 5, "12": 5},
        {"total": Decimal("4.00")},
        {"total": "high"},
    ),
    Example(
        "kips",
        "Comfort and Gordon 2006: the mean of twelve facets",
        {**same(12, 2), "1": 1},
        {"total": Decimal("2.92")},
        {"total": "low"},
    ),
    Example(
        "ncast_pci",
        "Barnard: the feeding scale counts its 76 items",
        {**same(76, 1, "F"), "F1": 0},
        {"feeding": 75},
        form="feeding",
    ),
    Example(
        "ncast_pci",
        "Barnard: the teaching scale counts its 73 items",
        same(73, 1, "T"),
        {"teaching": 73},
        form="teaching",
    ),
    Example(
        "adbb",
        "Guedeney and Fermanian 2001: eight items of 0 to 4",
        {**same(8, 0), "1": 3, "2": 2},
        {"total": 5},
    ),
    Example(
        "asqse2",
        "Brookes: item points, and 5 for each concern",
        {**same(16, 1), "concerns": 2},
        {"total": 90},
        {"total": "above the cut-off: refer"},
        form="2m",
    ),
    Example(
        "asqse2",
        "Brookes, article 367: two omitted items change nothing",
        {**{str(item): 0 for item in range(3, 17)}, "concerns": 5},
        {"total": 25},
        {"total": "monitoring zone"},
        form="2m",
    ),
    Example(
        "mind_mindedness",
        "Meins and Fernyhough, coding manual: comments as a percentage of all",
        {"total_comments": 40, "appropriate": 10, "non_attuned": 5},
        {"appropriate": Decimal("25.00"), "non_attuned": Decimal("12.50")},
    ),
    Example(
        "care_index",
        "Crittenden: seven scales, two groups of 14 points",
        {
            "adult_sensitivity": 5,
            "adult_control": 7,
            "adult_unresponsive": 2,
            "infant_cooperative": 6,
            "infant_difficult": 3,
            "infant_compulsive": 5,
            "infant_passive": 0,
        },
        {
            "adult_sensitivity": 5,
            "adult_control": 7,
            "adult_unresponsive": 2,
            "infant_cooperative": 6,
            "infant_difficult": 3,
            "infant_compulsive": 5,
            "infant_passive": 0,
        },
        {"adult_sensitivity": "intervention range"},
    ),
    Example(
        "loaf",
        "DC:0-5, Axis II: two levels, side by side",
        {"A": 2, "B": 0},
        {"A_caregiving_dimensions": 3, "B_caregiving_environment": 1},
        {
            "A_caregiving_dimensions": "compromised to disturbed",
            "B_caregiving_environment": "well-adapted to good enough",
        },
    ),
    Example(
        "pirgas",
        "DC:0-3R: 41 to 80 has features of a disorder",
        {"rating": 80},
        {"total": 80},
        {"total": "features of a disorder"},
    ),
    Example("gbo", "Law: a rating of zero is a rating", {"1": 0, "2": 10}, {"goal_1": 0, "goal_2": 10}),
    Example(
        "risks_stresses",
        "Parent-Infant Foundation toolkit 2019, chapter 6: significant and minor factors are counted",
        {"significant": 0, "minor": 4},
        {"significant": 0, "minor": 4},
    ),
]

COPIED_IN = {
    "pdi": ({"reflective_functioning": 5}, {"total": 5}),
    "pema": ({"global": 9}, {"total": 9}),
    "piios": ({"total": 11, "coder_band": "as the manual puts it"}, {"total": 11}),
    "pcera": ({"parent": 3.5, "child": 4, "dyad": 2}, {"parent": Decimal("3.5"), "child": 4, "dyad": 2}),
    "ambiance": ({"level": 5}, {"total": 5}),
    "eas": (
        dict.fromkeys(
            (
                "sensitivity",
                "structuring",
                "non_intrusiveness",
                "non_hostility",
                "child_responsiveness",
                "child_involvement",
            ),
            29,
        ),
        dict.fromkeys(
            (
                "sensitivity",
                "structuring",
                "non_intrusiveness",
                "non_hostility",
                "child_responsiveness",
                "child_involvement",
            ),
            29,
        ),
    ),
    "grs": (
        {"infant": 3, "maternal": 4.2, "interaction": 1},
        {"infant": 3, "maternal": Decimal("4.2"), "interaction": 1},
    ),
    "p_prfq": (
        {"opacity": 4, "reflecting": 5, "dynamic": 6},
        {"opacity": 4, "reflecting": 5, "dynamic": 6},
    ),
    "paas": ({"total": 80}, {"total": 80}),
    "psoc_1978": ({"total": 102}, {"total": 102}),
    "psi": ({"total": 90, "percentile": 90}, {"total": 90, "percentile": 90}),
    "pers": ({"avoidance": 2.5}, {"avoidance": Decimal("2.5")}),
    "ctnes": ({"minimising": 1.25}, {"minimising": Decimal("1.25")}),
    "peri2": ({"escape": 3}, {"escape": 3}),
    "bitsea": ({"problem": 62, "competence": 22}, {"problem": 62, "competence": 22}),
    "sdq": ({"total": 40}, {"total": 40}),
    "aqs": ({"security": -0.35}, {"total": Decimal("-0.35")}),
}
"""Measures whose score is made by a rater or by the publisher's manual: it is kept as it was given."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.measure}: {example.source}")
def test_a_form_scores_as_published(library: Library, example: Example) -> None:
    result = score(library.get(example.measure), example.answers, form=example.form)
    assert result.scores == example.scores
    assert result.bands == example.bands


@pytest.mark.parametrize("measure", COPIED_IN)
def test_a_figure_from_a_rater_or_a_manual_is_kept_as_given(library: Library, measure: str) -> None:
    answers, scores = COPIED_IN[measure]
    result = score(library.get(measure), answers)
    assert result.complete
    assert result.scores == scores


def test_no_measure_that_gives_a_score_is_without_an_example(library: Library) -> None:
    scoring = {measure.id for measure in library if measure.scores}
    assert scoring == {example.measure for example in EXAMPLES} | set(COPIED_IN)


def test_whole_numbers_stay_whole(library: Library) -> None:
    for example in EXAMPLES:
        for name, value in score(library.get(example.measure), example.answers, form=example.form).scores.items():
            if not library.get(example.measure).score[name].decimals:
                assert type(value) is int
