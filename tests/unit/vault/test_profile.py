"""What the unlock screen learns before anybody has given a password."""

from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pi_desktop.vault.errors import ProfileDamaged
from pi_desktop.vault.files import make_private_folder
from pi_desktop.vault.profile import (
    Policy,
    Profile,
    damaged_profiles,
    list_profiles,
    profile_file,
    read_profile,
    save_profile,
)
from tests.unit.vault.support import new_profile

WELL_FORMED = (
    b'{"version": 1, "person": "Asha", "team": "Riverside", "policy": "keyring", "server": "", "fingerprint": "",'
    b' "demo": false}'
)


def saved(profile: Profile) -> Profile:
    make_private_folder(profile.directory)
    save_profile(profile)
    return profile


def test_a_laptop_without_vaults_has_no_profiles(tmp_path: Path) -> None:
    assert list_profiles(tmp_path / "never used") == ()


def test_everybody_on_the_laptop_is_listed_by_name(tmp_path: Path) -> None:
    zofia = saved(new_profile(tmp_path, "Zofia Nowak"))
    asha = saved(new_profile(tmp_path, "asha Rahman"))
    elin = saved(new_profile(tmp_path, "Élin Ó Dálaigh 李"))

    assert list_profiles(tmp_path) == (asha, zofia, elin)


def test_one_person_in_two_teams_has_two_vaults(tmp_path: Path) -> None:
    riverside = saved(new_profile(tmp_path))
    harbour = saved(replace(new_profile(tmp_path), team="Harbour"))

    assert list_profiles(tmp_path) == (harbour, riverside)


def test_a_profile_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    profile = replace(
        new_profile(tmp_path, policy=Policy.KEYRING), server="https://team.example", fingerprint="ab" * 32, demo=True
    )

    saved(profile)

    assert read_profile(profile.directory) == profile


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 1}',
        WELL_FORMED.replace(b'"version": 1', b'"version": 2'),
        WELL_FORMED.replace(b'"Asha"', b"7"),
        WELL_FORMED.replace(b'"keyring"', b'"none"'),
        WELL_FORMED.replace(b"false", b'"no"'),
    ],
)
def test_a_spoilt_profile_hides_nobody_else_and_is_named(tmp_path: Path, spoilt: bytes) -> None:
    asha = saved(new_profile(tmp_path))
    zofia = saved(new_profile(tmp_path, "Zofia Nowak"))
    zofia.database.write_bytes(b"records")
    profile_file(zofia.directory).write_bytes(spoilt)

    assert list_profiles(tmp_path) == (asha,)
    assert damaged_profiles(tmp_path) == (zofia.directory,)
    with pytest.raises(ProfileDamaged):
        read_profile(zofia.directory)


def test_a_vault_that_was_never_finished_is_neither_listed_nor_called_damaged(tmp_path: Path) -> None:
    make_private_folder(new_profile(tmp_path).directory)

    assert list_profiles(tmp_path) == ()
    assert damaged_profiles(tmp_path) == ()


def test_folders_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    profile = saved(new_profile(tmp_path))

    assert stat.S_IMODE(profile.directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(profile.directory.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(profile_file(profile.directory).stat().st_mode) == 0o600


def test_listing_profiles_loads_nothing_that_takes_time() -> None:
    heavy = {"cryptography", "keyring", "sqlalchemy", "sqlcipher3", "subprocess", "concurrent", "zoneinfo"}
    program = "import sys, pi_desktop.vault.profile; print(*{name.partition('.')[0] for name in sys.modules})"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert heavy.isdisjoint(loaded.split())
