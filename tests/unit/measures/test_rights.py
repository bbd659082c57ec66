"""How each measure may be filled in, and a team's own licensed wording."""

import pytest

from pi_desktop.measures.errors import DefinitionError
from pi_desktop.measures.library import Library, parse
from pi_desktop.measures.rights import Wording, filling, read_wording, worded
from pi_desktop.measures.scoring import score

OWN_WORDING = b"""
measure = "kps"
version = "1"
language = "pl"
licence = "Licence 12/2025 of the invented team"
attribution = "An invented translation"
labels = ["jeden", "dwa", "trzy", "cztery", "pi\xc4\x99\xc4\x87", "sze\xc5\x9b\xc4\x87", "siedem"]

[items]
1 = "Pytanie pierwsze"
2 = "Pytanie drugie"
3 = "Pytanie trzecie"
"""


def polish(old: bytes = b"", new: bytes = b"") -> Wording:
    return read_wording(parse(OWN_WORDING.replace(old, new, 1), "kps-pl.toml"), "kps-pl.toml")


@pytest.mark.parametrize(
    ("measure", "way"),
    [("phq9", "wording"), ("hads", "numbers"), ("kips", "ratings"), ("wemwbs", "off"), ("swemwbs", "off")],
)
def test_a_measure_is_filled_in_as_its_licence_allows(library: Library, measure: str, way: str) -> None:
    assert filling(library.get(measure)) == way


def test_a_registration_turns_a_measure_on(library: Library) -> None:
    assert filling(library.get("wemwbs"), registered=True) == "wording"


def test_a_registration_shows_no_wording_that_needs_a_licence(library: Library) -> None:
    assert filling(library.get("hads"), registered=True) == "numbers"


def test_a_licensed_team_s_own_wording_is_shown_and_scores_the_same(library: Library) -> None:
    plain = library.get("kps")
    own = worded(plain, polish())
    assert filling(plain, wording=polish()) == "wording"
    assert [item.text for item in own.items] == ["Pytanie pierwsze", "Pytanie drugie", "Pytanie trzecie"]
    assert own.items[0].options[4].label == "pięć"
    assert own.licence.attribution == "An invented translation"
    answers = {"1": 0, "2": 3, "3": 6}
    assert score(own, answers) == score(plain, answers)


def test_wording_made_for_another_measure_or_version_is_not_laid_over_this_one(library: Library) -> None:
    with pytest.raises(DefinitionError) as refusal:
        worded(library.get("kps"), polish(b'version = "1"', b'version = "2"'))
    assert refusal.value.sentence == "wording of KPS in pl: was made for kps version 2, not kps 1."
    assert filling(library.get("hads"), wording=polish()) == "numbers"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b'3 = "Pytanie', b'4 = "Pytanie', "wording of KPS in pl: there is no item 4."),
        (b'labels = ["jeden", ', b"labels = [", "wording of KPS in pl: item 1 has 7 answers, not 6."),
    ],
)
def test_wording_that_does_not_fit_the_form_is_refused(library: Library, old: bytes, new: bytes, sentence: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        worded(library.get("kps"), polish(old, new))
    assert refusal.value.sentence == sentence


def test_a_wording_file_without_its_licence_is_refused() -> None:
    with pytest.raises(DefinitionError) as refusal:
        polish(b"licence = ", b"license = ")
    assert refusal.value.sentence == "kps-pl.toml, licence: is missing."
