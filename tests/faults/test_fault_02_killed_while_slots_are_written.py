"""Fault 2: the process is killed between the writing of a slot, its fsync and its rename."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pi_desktop.vault.errors import WrongPassword
from pi_desktop.vault.open_vault import OpenVault
from pi_desktop.vault.profile import Profile
from tests.unit.vault.support import OTHER_PASSWORD, PASSWORD, new_profile, new_vault, unlocked

# Two generations are written, each by these calls; the process dies just before the one whose turn it is.
CALLS = ["write", "fsync", "rename", "fsync of the folder"]
MOMENTS = [f"generation {generation}, before its {call}" for generation in (1, 2) for call in CALLS]

CHANGE = """
import os, signal, sys
from pathlib import Path

from pi_desktop.clock import SystemClock
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import read_profile
from pi_desktop.vault.vault import unlock

folder, moment, action, old, new = sys.argv[1:]
calls = 0


def counted(call):
    def made(*arguments, **options):
        global calls
        if calls == int(moment):
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return call(*arguments, **options)

    return made


vault = unlock(read_profile(Path(folder)), old, SystemKeyring(), SystemClock())
for name in ("write", "fsync", "replace"):
    setattr(os, name, counted(getattr(os, name)))
match action:
    case "change the password":
        vault.change_password(old, new)
    case "begin a rotation":
        vault.begin_rotation()
    case "settle a rotation":
        vault.settle_rotation(vault.keys.candidates[-1])
print("done after", calls, flush=True)
"""


def process_that(action: str, moment: int, profile: Profile) -> subprocess.CompletedProcess[str]:
    """Let a real process do this, and die at the moment."""
    command = [sys.executable, "-c", CHANGE, str(profile.directory), str(moment), action, PASSWORD, OTHER_PASSWORD]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def killed_during(action: str, moment: int, profile: Profile) -> None:
    ended = process_that(action, moment, profile)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert ended.stdout == "", "the change was called done although it was not"


def unlocked_with_either(profile: Profile) -> OpenVault:
    try:
        return unlocked(profile, OTHER_PASSWORD)
    except WrongPassword:
        return unlocked(profile, PASSWORD)


@pytest.mark.parametrize("moment", range(len(MOMENTS)), ids=MOMENTS)
def test_one_of_the_two_passwords_opens_the_same_records(moment: int, tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    keys = new_vault(profile).keys

    killed_during("change the password", moment, profile)

    assert unlocked_with_either(profile).keys == keys


@pytest.mark.parametrize("moment", range(len(MOMENTS)), ids=MOMENTS)
def test_a_rotation_cut_off_at_its_beginning_still_holds_the_key_of_the_records(moment: int, tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    current = new_vault(profile).keys.current

    killed_during("begin a rotation", moment, profile)

    assert unlocked(profile).keys.current == current


@pytest.mark.parametrize("moment", range(len(MOMENTS)), ids=MOMENTS)
def test_a_rotation_cut_off_at_its_end_still_holds_the_new_key_of_the_records(moment: int, tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    new = new_vault(profile).begin_rotation()

    killed_during("settle a rotation", moment, profile)

    assert unlocked(profile).keys.candidates[-1] == new


def test_there_is_no_other_moment_and_a_change_that_is_called_done_is_done(tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    keys = new_vault(profile).keys

    ended = process_that("change the password", len(MOMENTS), profile)

    assert ended.stdout.split() == ["done", "after", str(len(MOMENTS))], ended.stderr
    assert unlocked(profile, OTHER_PASSWORD).keys == keys
    with pytest.raises(WrongPassword):
        unlocked(profile, PASSWORD)
