"""Check digits of codes: a code that a spreadsheet rounded is found out."""

import pytest

from pi_desktop.measures.codes import is_loinc, is_snomed


@pytest.mark.parametrize("code", ["720433000", "445455005", "1638531000000102", "73211009"])
def test_a_snomed_code_ends_in_its_verhoeff_digit(code: str) -> None:
    assert is_snomed(code)


@pytest.mark.parametrize("code", ["1638531000000100", "720433001", "72043300", "", "12345", "72O433000", "７20433000"])
def test_a_rounded_or_mistyped_snomed_code_is_none(code: str) -> None:
    assert not is_snomed(code)


@pytest.mark.parametrize("code", ["44249-1", "44261-6", "69737-5", "71354-5", "102010-6"])
def test_a_loinc_code_ends_in_its_check_digit(code: str) -> None:
    assert is_loinc(code)


@pytest.mark.parametrize("code", ["44249-2", "44249", "-1", "44249-12", "4424a-1"])
def test_a_mistyped_loinc_code_is_none(code: str) -> None:
    assert not is_loinc(code)
