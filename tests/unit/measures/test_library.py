"""The library that ships: all of it, in order, and within its rights."""

from collections import Counter

import pytest

from pi_desktop.measures.errors import UnknownMeasureError
from pi_desktop.measures.library import Library

BY_TABLE = {"A": 6, "B": 13, "C": 6, "D": 23, "E": 7, "F": 6, "8": 8, "extra": 4}
"""The toolkit's tables A to F (some rows hold two instruments), its chapter 8, and four that teams add."""

WORDED = {"phq9", "gad7", "pcptsd5", "k10", "rses", "core10", "pbq", "maas", "gbo", "apeq_perinatal", "poem"}
OWN_WORDING = {"parent_satisfaction"}


def test_every_measure_of_the_toolkit_is_there(library: Library) -> None:
    assert Counter(measure.table for measure in library) == BY_TABLE
    assert len(library) == 73


def test_every_measure_can_be_filled_in(library: Library) -> None:
    for measure in library:
        assert measure.items
        for item in measure.items:
            assert item.kind != "choice" or len(item.options) > 1


def test_wording_is_shown_only_where_its_licence_allows(library: Library) -> None:
    assert {measure.id for measure in library if measure.licence.shown == "free"} == WORDED | OWN_WORDING
    assert {measure.id for measure in library if measure.licence.shown == "registration"} == {"wemwbs", "swemwbs"}
    for measure in library:
        if measure.licence.shown == "numbers_only":
            assert not [item.id for item in measure.items if item.kind == "choice" and item.text]


def test_the_wording_that_was_refused_is_not_in_the_files(library: Library) -> None:
    for refused in ("epds", "hads", "iesr", "bdi"):
        assert library.get(refused).instruction is None
        assert all(item.text is None for item in library.get(refused).items)


def test_every_screen_and_print_has_an_attribution_to_carry(library: Library) -> None:
    for measure in library:
        assert measure.licence.attribution


def test_what_may_be_shown_has_its_evidence(library: Library) -> None:
    for measure in library:
        if measure.licence.shown in ("free", "registration"):
            assert measure.licence.evidence


def test_screens_are_never_charted(library: Library) -> None:
    assert {measure.id for measure in library if not measure.charted} == {"pcptsd5", "sapas"}


def test_what_was_recalled_and_not_read_says_so(library: Library) -> None:
    for measure in library:
        assert measure.status == "confirmed" or measure.to_be_confirmed or measure.id == "strange_situation"


def test_a_team_s_answer_is_looked_at_whatever_the_total(library: Library) -> None:
    looked_at = {measure.id: [safety.item for safety in measure.safety] for measure in library if measure.safety}
    assert looked_at == {
        "phq9": ["9"],
        "epds": ["10"],
        "core10": ["6"],
        "pbq": ["18", "24"],
        "maas": ["12", "19"],
        "aws": ["6", "8", "11"],
        "bdi": ["9"],
    }


def test_certificates_that_run_out_are_known(library: Library) -> None:
    renewals = {
        measure.id: measure.training.renew_months
        for measure in library
        if measure.training and measure.training.renew_months
    }
    assert renewals == {"kips": 12, "nbas": 36}


def test_an_unknown_measure_is_refused_by_its_name(library: Library) -> None:
    with pytest.raises(UnknownMeasureError) as refusal:
        library.get("phq10")
    assert refusal.value.sentence == 'There is no measure called "phq10".'


def test_a_measure_is_read_once(library: Library) -> None:
    assert library.get("phq9") is library.get("phq9")
