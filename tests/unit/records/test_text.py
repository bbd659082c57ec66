"""What may be typed or pasted into a field for text, and how it is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.records.kinds import FieldError, NotAPhone, NotAPostcode, Phone, Postcode, Text, TooLong, Unreadable

NAME = Text(80)
NOTE = Text(40_000, lines=True)


@pytest.mark.parametrize(
    "name",
    [
        "Zdeňka Nováková",
        "O’Brien",
        "Nuño-Ibáñez",
        "ابراهيم",
        "नीलिमा",
        "王小明",
        "ბეჟანი",
        "Ngọc Ánh",
        "Þórdís",
        "மீனாட்சி",
        "می\u200cخواهم",  # a Persian name that is written with a joiner
        "de la Cruz y Vega III",
        "X Æ A-12",
    ],
)
def test_a_name_in_any_script_is_kept_as_it_is_written(name: str) -> None:
    assert NAME.check(name) == name


def test_a_letter_and_its_accent_become_one_so_that_a_name_is_found_however_it_was_typed() -> None:
    assert NAME.check(unicodedata.normalize("NFD", "Zoë Nováková")) == "Zoë Nováková"


@pytest.mark.parametrize("nothing", [None, "", "   ", "\n\t", "\0", "\u200b\ufeff", "\u200d", " \u200f "])
def test_what_shows_nothing_is_no_entry(nothing: str | None) -> None:
    assert NAME.check(nothing) is None
    assert NOTE.check(nothing) is None


@pytest.mark.parametrize(
    "pasted",
    [
        "Ma\0ria",
        "Mar\u200bia",
        "\ufeffMaria",
        "\u202eMaria",
        "Ma\u2066ria\u2069",
        "Mar\u00adia",
        "Ma\x1bria",
        "Ma\ufdd0ria",
        "  Maria \n",
    ],
)
def test_what_nobody_sees_in_a_name_is_dropped_so_that_equal_names_are_equal(pasted: str) -> None:
    assert NAME.check(pasted) == "Maria"


def test_a_lone_surrogate_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable) as refused:
        NAME.check("Maria\ud83d")
    assert refused.value.sentence.startswith("This holds characters that cannot be kept")


def test_a_line_of_text_has_no_line_end_and_a_note_keeps_its_own() -> None:
    assert NAME.check("12 Elm\r\nGrove") == "12 Elm Grove"
    assert NOTE.check("One.\r\nTwo.\rThree.\u2028Four.\u2029") == "One.\nTwo.\nThree.\nFour.\n"


def test_too_long_an_entry_is_refused_and_never_cut() -> None:
    assert NOTE.check("a" * 40_000) == "a" * 40_000
    with pytest.raises(TooLong) as refused:
        NOTE.check("a" * 40_001)
    assert refused.value.sentence == "This is longer than 40000 characters: please shorten it."


@given(st.text(alphabet=st.characters(), max_size=120))
def test_whatever_is_kept_stays_the_same_when_it_is_kept_again(pasted: str) -> None:
    for kind in (NAME, NOTE):
        try:
            kept = kind.check(pasted)
        except FieldError:
            continue
        assert kind.check(kept) == kept
        assert kind.fits_wire(kept)


@pytest.mark.parametrize("sent", ["a\0b", "\ud800", 5, ["a"], "a" * 100_001, True])
def test_text_from_elsewhere_that_no_file_can_hold_does_not_fit(sent: object) -> None:
    assert not NAME.fits_wire(sent)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cv34 5qt", "CV34 5QT"),
        ("CV345QT", "CV34 5QT"),
        (" m11ae ", "M1 1AE"),
        ("ec1a 1bb", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
        ("ZZ99 3WZ", "ZZ99 3WZ"),
        (None, None),
        ("  ", None),
    ],
)
def test_a_postcode_is_written_in_one_way(typed: str | None, kept: str | None) -> None:
    assert Postcode().check(typed) == kept


@pytest.mark.parametrize("typed", ["CV34", "12345", "CV34 5Q", "CV34 5QC", "near the school", "CV34 5QT CV34 5QU", "٣"])
def test_what_is_no_postcode_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotAPostcode) as refused:
        Postcode().check(typed)
    assert "CV34 5QT" in refused.value.sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700 900142", "+447700900142"),
        ("+44 7700 900142", "+447700900142"),
        ("0044 (0)7700-900142", "+447700900142"),
        ("01632 960001", "+441632960001"),
        ("020 7946 0123", "+442079460123"),
        ("01926 493491", "+441926493491"),
        ("+48 600 700 800", "+48600700800"),
        ("٠٧٧٠٠ ٩٠٠١٤٢", "+447700900142"),
        ("", None),
    ],
)
def test_a_phone_number_is_kept_as_it_is_dialled_from_anywhere(typed: str, kept: str | None) -> None:
    assert Phone().check(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "123456",
        "0770 090014",  # a digit is missing
        "07700 9001422",
        "999",
        "ask her mother",
        "07700 900142 ext 3",
        "07700 900142 #3",
        "07700 900142 or 07700 900143",
        "tel:+447700900142",
        "9" * 150,
    ],
)
def test_what_is_no_phone_number_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotAPhone) as refused:
        Phone().check(typed)
    assert "07700 900142" in refused.value.sentence
