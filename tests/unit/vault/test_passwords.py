"""Which passwords are accepted, and that one password is one key however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.vault.errors import PasswordGuessable, PasswordTooLong, PasswordTooShort, PasswordUnusable
from pi_desktop.vault.passwords import MAXIMUM, check, prepare
from pi_desktop.vault.profile import Policy

NAMES = ("Asha Rahman", "Riverside Parent-Infant Team")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT)
def test_composed_and_decomposed_forms_are_one_password(password: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, password) for form in ("NFC", "NFD"))
    assert prepare(composed) == prepare(decomposed) == prepare(password)


@given(TEXT, TEXT)
def test_different_passwords_stay_different(one: str, other: str) -> None:
    alike = unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
    assert (prepare(one) == prepare(other)) is alike


@pytest.mark.parametrize(
    "password",
    [
        "mango lemon peach",
        "Quiet otter, morning kettle!",
        "x$7!kQ#mv9@2Lp&z",
        "4829104738291047",
        "   mango lemon peach   ",
        "سماء زرقاء وغيمة",
        "שמיים כחולים וענן",
        "青い空と白い雲と緑の山と深い海",
        "🦊🐻🍎🚲🌧🏠🎈🧸📚🎵🍞🚪🪴🌙⭐",
        "plum river " * 5 + "and one stone",
    ],
)
def test_a_long_password_of_any_kind_is_accepted(password: str) -> None:
    check(password, Policy.KEYRING, NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456789!",
        "p4$$w0rd1234567",
        "qwertyuiopasdfghjkl",
        "123456789012345678",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrst",
        "kjhgfwkjhgfwkjhgfw",
        "AshaRahman2024!!",
        "riverside riverside",
        "Welcome to Parent-Infant Desk",
        "correct horse battery staple",
        "ILoveMyBaby2023",
        "Summer2025 Summer2026",
    ],
)
def test_what_everybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordGuessable):
        check(password, Policy.KEYRING, NAMES)


def test_a_short_password_is_told_how_long_it_must_be() -> None:
    with pytest.raises(PasswordTooShort) as refused:
        check("mango lemon pe", Policy.KEYRING, NAMES)
    assert refused.value.sentence.startswith("Please use 15 characters or more; this has 14.")


def test_length_is_counted_after_normalising() -> None:
    check(unicodedata.normalize("NFC", "ằmố-lừn-kẽt-hỷq"), Policy.KEYRING, NAMES)
    with pytest.raises(PasswordTooShort):
        check(unicodedata.normalize("NFD", "ằmố-lừn-kẽt-hỷ"), Policy.KEYRING, NAMES)


def test_a_passphrase_that_stands_alone_must_be_longer() -> None:
    check("mango lemon peach cherry", Policy.PASSPHRASE_ALONE, NAMES)
    with pytest.raises(PasswordTooShort):
        check("mango lemon peach cherr", Policy.PASSPHRASE_ALONE, NAMES)


def test_nobody_is_made_to_wait_by_a_giant_password() -> None:
    longest = "mango lemon peach cherry "
    check((longest * MAXIMUM)[:MAXIMUM], Policy.KEYRING, ())
    with pytest.raises(PasswordTooLong) as refused:
        check("a" * 1_000_000, Policy.KEYRING, ())
    assert "1024" in refused.value.sentence


@pytest.mark.parametrize("unusable", ["\ud800", "\u0378", "\ue000"], ids=["surrogate", "unassigned", "private use"])
def test_a_character_that_may_not_last_is_refused(unusable: str) -> None:
    with pytest.raises(PasswordUnusable):
        check(f"mango lemon peach {unusable}", Policy.KEYRING, NAMES)
