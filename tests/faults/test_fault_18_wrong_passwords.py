"""Fault 18: a hundred wrong passwords with restarts between them, and the counter's file deleted."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from pi_desktop.clock import FixedClock
from pi_desktop.vault import slots, vault
from pi_desktop.vault.errors import TooManyWrongPasswords, TooSoon, WrongPassword
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import Profile
from pi_desktop.vault.throttle import LAST_TRY, Throttle
from tests.unit.vault.support import OTHER_PASSWORD, PASSWORD, monday_clock, new_profile, new_vault, unlocked

KILLED_WHILE_DERIVING = """
import os, signal, sys
from pathlib import Path

from pi_desktop.clock import SystemClock
from pi_desktop.vault import vault
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import read_profile

vault.stretch = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
vault.unlock(read_profile(Path(sys.argv[1])), "a guess", SystemKeyring(), SystemClock())
"""


@pytest.fixture
def clock() -> FixedClock:
    return monday_clock()


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = new_profile(tmp_path)
    new_vault(profile)
    return profile


def count_files(profile: Profile) -> list[Path]:
    return [profile.directory / "tries", profile.directory / ".tries"]


def guess(profile: Profile, clock: FixedClock, password: str = OTHER_PASSWORD) -> None:
    """Try a password in a program that has just been started: nothing is handed on but the folder."""
    vault.unlock(profile, password, SystemKeyring(), clock)


def wait_as_told(profile: Profile, clock: FixedClock) -> int:
    wait = Throttle(profile.directory, clock).wait()
    clock.move_to(clock.now() + timedelta(seconds=wait))
    return wait


def test_a_hundred_wrong_passwords_close_the_slot_and_wipe_nothing(profile: Profile, clock: FixedClock) -> None:
    slots_before = [path.read_bytes() for path in slots.slot_files(profile.directory)]
    waited = 0
    for number in range(1, LAST_TRY):
        waited += wait_as_told(profile, clock)
        with pytest.raises(WrongPassword):
            guess(profile, clock)
        count_files(profile)[number % 2].unlink()  # one copy or the other is always lost

    waited += wait_as_told(profile, clock)
    with pytest.raises(TooManyWrongPasswords) as closed:
        guess(profile, clock)

    assert "Your clinical lead can let you back in" in closed.value.sentence
    clock.move_to(clock.now() + timedelta(days=365))
    with pytest.raises(TooManyWrongPasswords):
        guess(profile, clock, PASSWORD)
    assert waited > 22 * 60 * 60, "a hundred guesses took the better part of a day"
    assert [path.read_bytes() for path in slots.slot_files(profile.directory)] == slots_before


def test_the_person_is_told_how_long_to_wait(profile: Profile, clock: FixedClock) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            guess(profile, clock)

    with pytest.raises(WrongPassword) as fifth:
        guess(profile, clock)
    assert fifth.value.sentence == "That password did not open the records. Next try in 30 seconds."
    assert fifth.value.wait_seconds == 30

    with pytest.raises(TooSoon) as refused:
        guess(profile, clock, PASSWORD)
    assert refused.value.wait_seconds == 30

    wait_as_told(profile, clock)
    guess(profile, clock, PASSWORD)
    with pytest.raises(WrongPassword) as first_again:
        guess(profile, clock)
    assert first_again.value.wait_seconds == 0


def test_deleting_every_copy_of_the_count_gives_no_free_try(profile: Profile, clock: FixedClock) -> None:
    for path in count_files(profile):
        path.unlink()
    with pytest.raises(TooSoon) as refused:
        guess(profile, clock, PASSWORD)
    assert refused.value.wait_seconds == 30


def test_ending_the_program_while_it_derives_gives_no_free_try(profile: Profile) -> None:
    for _ in range(5):
        command = [sys.executable, "-c", KILLED_WHILE_DERIVING, str(profile.directory)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL

    with pytest.raises(TooSoon):
        unlocked(profile)
