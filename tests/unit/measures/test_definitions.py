"""A measure's file that cannot be right is refused, with the place and the reason."""

from pathlib import Path

import pytest

from pi_desktop.measures.definition import Measure
from pi_desktop.measures.errors import DefinitionError, TwinMeasureError
from pi_desktop.measures.library import Library, parse, read_file
from pi_desktop.measures.loading import read_measure
from tests.unit.measures.places import MEASURES


def changed(name: str, old: str, new: str) -> Measure:
    """A shipped file with one thing in it changed."""
    text = (MEASURES / name).read_text("utf-8")
    assert old in text
    return read_measure(parse(text.replace(old, new, 1).encode(), name), name)


REFUSED = [
    (
        "pbq.toml",
        "items = [19, 20, 22, 25]",
        "items = [19, 20, 22, 26]",
        "pbq.toml, score infant_focused_anxiety, items: there is no item 26; the items are 1 to 25.",
    ),
    (
        "phq9.toml",
        "range = [0, 27]",
        "range = [0, 28]",
        "phq9.toml, score total, range: must be 0 to 27, which is what the items give.",
    ),
    (
        "phq9.toml",
        "from = 5, to = 9",
        "from = 4, to = 9",
        'phq9.toml, score total, bands: "mild" begins before "none to minimal" has ended.',
    ),
    (
        "phq9.toml",
        "from = 20, to = 27",
        "from = 20, to = 30",
        'phq9.toml, score total, bands: "severe" names 30, outside the range.',
    ),
    ("phq9.toml", "minutes = 4", "minuets = 4", 'phq9.toml: "minuets" is not something that is said here.'),
    ("phq9.toml", "minutes = 4", 'minutes = "four"', 'phq9.toml, minutes: must be a number, not "four".'),
    ("phq9.toml", "minutes = 4", "minutes = 4.5", "phq9.toml, minutes: must be a whole number, not 4.5."),
    (
        "phq9.toml",
        'status = "confirmed"',
        'status = "certain"',
        'phq9.toml, status: "certain" is not known; it must be one of confirmed, to_be_confirmed.',
    ),
    (
        "phq9.toml",
        'snomed = "720433000"',
        'snomed = "720433001"',
        "phq9.toml, score total, codes: snomed 720433001 is not a code: its check digit does not fit.",
    ),
    (
        "phq9.toml",
        'item = "9"\nabout',
        'item = "19"\nabout',
        "phq9.toml, safety 19, item: there is no item 19; the items are 1 to 10.",
    ),
    ("phq9.toml", 'id = "2"\n', 'id = "1"\n', "phq9.toml, item: 1 stands there twice."),
    (
        "gad7.toml",
        'shown = "free"',
        'shown = "numbers_only"',
        "gad7.toml, item 1, text: must not stand here: this measure's wording is not ours to show.",
    ),
    (
        "gad7.toml",
        "evidence = [",
        "evidence = []\nnot_evidence = [",
        'gad7.toml, licence: "not_evidence" is not something that is said here.',
    ),
    ("hads.toml", "reversed = [1,", "reversed = [15,", "hads.toml, reversed: there is no item 15."),
    (
        "hads.toml",
        'ids = ["1-14"]',
        'ids = ["14-1"]',
        'hads.toml, item 1, ids: "14-1" is not a run of items, such as 1-9 or A1-A7.',
    ),
    (
        "hads.toml",
        "coefficient = 0.82",
        "coefficient = 1.82",
        "hads.toml, score anxiety, reliability, coefficient: must lie between 0 and 1, beside a spread above 0.",
    ),
    (
        "swemwbs.toml",
        "21 = 19.25\n",
        "",
        "swemwbs.toml, score total, table: must convert every sum from 7 to 35, and no other.",
    ),
    (
        "swemwbs.toml",
        "21 = 19.25",
        "21 = 9.25",
        "swemwbs.toml, score total, table: must not turn a higher sum into a lower score.",
    ),
    (
        "core10.toml",
        'source = "CORE System Trust, CORE-10 information"\n\n',
        "\n",
        "core10.toml, missing, source: is missing: a score from an incomplete form needs its publisher's leave.",
    ),
    ("k10.toml", "equals = 1", "equals = 0", "k10.toml, skip 3: item 2 never counts 0."),
    ("pcptsd5.toml", "equals = 0", "equals = 2", "pcptsd5.toml, gate: item 0 never counts 2."),
    ("phq9.toml", "from = 1\n", "from = 4\n", "phq9.toml, safety 9: no answer would ever be looked at."),
    ("gad7.toml", "{ at = 10", "{ at = 22", "gad7.toml, score total, cutoffs: 22 lies outside the range."),
    (
        "ghq12.toml",
        "recode = { 0 = 0, 1 = 0, 2 = 1, 3 = 1 }",
        "recode = { 0 = 0, 1 = 0, 2 = 1 }",
        "ghq12.toml, score ghq, recode: does not say what every answer of item 1 becomes.",
    ),
    (
        "k10.toml",
        "when = [2, 5]",
        "when = [2]",
        "k10.toml, skip 1, when: names 1 items for 2 that are skipped.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "sentence"), REFUSED, ids=[each[3] for each in REFUSED])
def test_a_file_that_cannot_be_right_is_refused_with_its_place_and_the_reason(
    name: str, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(DefinitionError) as refusal:
        changed(name, old, new)
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"id = ", "is not a TOML file"),
        (b"\xff\xfe", "is not a TOML file"),
        (b"a = " + b"[" * 100_000, "is not a TOML file"),
        (b"", "is missing"),
        (b"# " + b"x" * 2_000_000, "is longer than 1000000 bytes"),
    ],
    ids=["broken off", "not text", "nested without end", "empty", "two megabytes"],
)
def test_what_is_no_measure_at_all_is_refused_with_the_name_of_the_file(
    tmp_path: Path, text: bytes, reason: str
) -> None:
    path = tmp_path / "something.toml"
    path.write_bytes(text)
    with pytest.raises(DefinitionError) as refusal:
        read_file(path)
    assert refusal.value.sentence.startswith("something.toml")
    assert reason in refusal.value.sentence


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as refusal:
        read_file(tmp_path / "nowhere.toml")
    assert refusal.value.sentence == "nowhere.toml: cannot be read: No such file or directory."


def test_two_files_with_one_id_are_refused_naming_both(tmp_path: Path) -> None:
    for name in ("phq9.toml", "phq9-copy.toml"):
        (tmp_path / name).write_bytes((MEASURES / "phq9.toml").read_bytes())
    with pytest.raises(TwinMeasureError) as refusal:
        Library.load(tmp_path)
    assert refusal.value.sentence == (
        'phq9-copy.toml and phq9.toml both describe the measure "phq9". Keep one of them.'
    )


def test_adding_a_measure_is_adding_a_file(tmp_path: Path) -> None:
    text = (MEASURES / "gad7.toml").read_text("utf-8").replace('id = "gad7"', 'id = "local_worry"')
    (tmp_path / "worry.toml").write_text(text, "utf-8")
    assert Library.load(MEASURES, tmp_path).get("local_worry").name == "Generalised Anxiety Disorder 7"


def test_an_item_s_id_before_the_measure_s_own_is_refused_rather_than_mistaken_for_it(tmp_path: Path) -> None:
    text = (MEASURES / "gad7.toml").read_text("utf-8")
    (tmp_path / "gad7.toml").write_text('to_be_confirmed = ["""\nid = "other"\n"""]\n' + text, "utf-8")
    with pytest.raises(DefinitionError):
        Library.load(tmp_path).get("other")
