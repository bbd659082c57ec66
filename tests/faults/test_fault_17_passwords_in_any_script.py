"""Fault 17: passwords composed and decomposed, right to left, with emoji, and of a megabyte."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from pi_desktop.vault.errors import PasswordTooLong, PasswordUnusable
from pi_desktop.vault.throttle import FREE_TRIES, Throttle
from tests.unit.vault.support import PASSWORD, monday_clock, new_profile, new_vault, unlocked


@pytest.mark.parametrize(
    "password",
    [
        "Élodie dîne près de la forêt enneigée",
        "ﬁne ﬂowers grow ½ way up the Ångström hill",
        "سماء زرقاء فوق البيت الصغير",
        "שמיים כחולים מעל הבית הקטן",
        "\u202eriver over plum stones\u202c today",
        "🦊🐻🍎🚲🌧🏠🎈🧸📚🎵🍞🚪🪴🌙⭐👩‍👧🏳️‍🌈🦉🍋",
        "ตะวันขึ้นเหนือแม่น้ำและภูเขา",
    ],
    ids=["accents", "compatibility forms", "Arabic", "Hebrew", "with direction marks", "emoji", "Thai"],
)
def test_a_password_opens_however_the_keyboard_composes_it(password: str, tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    made = new_vault(profile, unicodedata.normalize("NFC", password))

    assert unlocked(profile, unicodedata.normalize("NFD", password)).keys == made.keys
    assert unlocked(profile, unicodedata.normalize("NFC", password)).keys == made.keys


@pytest.mark.parametrize(
    ("typed", "refusal"), [("a" * 2**20, PasswordTooLong), ("ﷺ" * 2**20, PasswordTooLong), ("\udc80", PasswordUnusable)]
)
def test_what_cannot_be_a_password_is_refused_at_once_and_not_counted(
    typed: str, refusal: type[Exception], tmp_path: Path
) -> None:
    profile = new_profile(tmp_path)
    made = new_vault(profile)

    for _ in range(FREE_TRIES + 1):
        with pytest.raises(refusal):
            unlocked(profile, typed)

    assert Throttle(profile.directory, monday_clock()).wait() == 0
    assert unlocked(profile, PASSWORD).keys == made.keys


def test_the_longest_password_opens(tmp_path: Path) -> None:
    longest = ("plum river over stones " * 50)[:1024]
    profile = new_profile(tmp_path)
    assert new_vault(profile, longest).keys == unlocked(profile, longest).keys
