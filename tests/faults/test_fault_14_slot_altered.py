"""Fault 14: one person's slot renamed to another's, its header edited, its derivation weakened."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pi_desktop.errors import DeskError
from pi_desktop.vault import slots
from pi_desktop.vault.errors import SlotDamaged, SlotForeign, SlotWeakened, WrongPassword
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import Policy, Profile
from tests.unit.vault.support import OTHER_PASSWORD, PASSWORD, keyring_session, new_profile, new_vault, unlocked

Header = dict[str, Any]


def edit_headers(profile: Profile, edit: Callable[[Header], object], *, spaced: bool = False) -> None:
    """Alter the header of both generations the way the program writes it, or with spaces in it."""
    for path in slots.slot_files(profile.directory):
        header, rest = path.read_bytes().split(b"\n", 1)
        facts = json.loads(header)
        edit(facts)
        separators = (", ", ": ") if spaced else (",", ":")
        path.write_bytes(json.dumps(facts, sort_keys=True, separators=separators).encode() + b"\n" + rest)


@pytest.fixture
def keyring() -> Iterator[SystemKeyring]:
    with keyring_session() as environment:
        yield SystemKeyring(environment=environment)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    profile = new_profile(tmp_path)
    new_vault(profile)
    return profile


def test_a_colleagues_slot_does_not_let_her_into_somebody_elses_records(profile: Profile, tmp_path: Path) -> None:
    zofia = new_profile(tmp_path, "Zofia Nowak")
    new_vault(zofia, OTHER_PASSWORD)
    ashas = [path.read_bytes() for path in slots.slot_files(profile.directory)]
    for hers, his in zip(slots.slot_files(zofia.directory), slots.slot_files(profile.directory), strict=True):
        shutil.copy(hers, his)

    with pytest.raises(SlotForeign) as refused:
        unlocked(profile, OTHER_PASSWORD)
    assert "somebody else's records" in refused.value.sentence

    for path, content in zip(slots.slot_files(profile.directory), ashas, strict=True):
        path.write_bytes(content)
    unlocked(profile)


def test_a_colleagues_slot_relabelled_as_somebody_elses_opens_with_no_password(
    profile: Profile, tmp_path: Path
) -> None:
    zofia = new_profile(tmp_path, "Zofia Nowak")
    new_vault(zofia, OTHER_PASSWORD)
    for hers, his in zip(slots.slot_files(zofia.directory), slots.slot_files(profile.directory), strict=True):
        shutil.copy(hers, his)
    edit_headers(profile, lambda header: header.update(vault=profile.vault_id))

    for password in (PASSWORD, OTHER_PASSWORD):
        with pytest.raises(WrongPassword):
            unlocked(profile, password)


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (lambda header: header["kdf"].update(memory_kib=8), SlotWeakened),
        (lambda header: header["kdf"].update(passes=1), SlotWeakened),
        (lambda header: header["kdf"].update(lanes=1), SlotWeakened),
        (lambda header: header["kdf"].update(memory_kib=2**31), SlotDamaged),
        (lambda header: header["kdf"].update(passes=10**6), SlotDamaged),
        (lambda header: header["kdf"].update(name="pbkdf2"), SlotDamaged),
        (lambda header: header.update(salt=""), SlotDamaged),
        (lambda header: header.update(kind="recovery"), SlotDamaged),
        (lambda header: header.update(version=0), SlotDamaged),
        (lambda header: header.update(generation=-1), SlotDamaged),
        (lambda header: header.update(added=1), SlotDamaged),
        (lambda header: header.pop("policy"), SlotDamaged),
        (lambda header: header.update(policy="none"), SlotDamaged),
        # What is well formed is caught by the seal, and cannot be told from a wrong password.
        (lambda header: header["kdf"].update(passes=4), WrongPassword),
        (lambda header: header.update(salt="00" * 16), WrongPassword),
        (lambda header: header.update(backend="Secret Service"), WrongPassword),
    ],
)
def test_an_edited_header_opens_nothing(
    profile: Profile, edit: Callable[[Header], object], refusal: type[DeskError]
) -> None:
    edit_headers(profile, edit)
    with pytest.raises(refusal) as refused:
        unlocked(profile)
    assert refused.value.sentence


def test_a_header_written_another_way_is_refused(profile: Profile) -> None:
    edit_headers(profile, lambda header: None, spaced=True)
    with pytest.raises(SlotDamaged):
        unlocked(profile)


def test_a_weakened_generation_is_passed_over_and_made_again(tmp_path: Path) -> None:
    profile = new_profile(tmp_path)
    keys = new_vault(profile).keys
    whole = slots.slot_files(profile.directory)[0].read_bytes()
    edit_headers(profile, lambda header: header["kdf"].update(passes=1))
    slots.slot_files(profile.directory)[0].write_bytes(whole)

    assert unlocked(profile).keys == keys

    mended = slots.read(profile.directory, profile.vault_id)
    assert [slot.header.kdf.passes for slot in mended] == [3, 3]


def test_a_planted_generation_that_asks_for_less_keeps_nobody_out(tmp_path: Path, keyring: SystemKeyring) -> None:
    profile = new_profile(tmp_path, policy=Policy.KEYRING)
    keys = new_vault(profile, keyring=keyring).keys
    _, odd = slots.slot_files(profile.directory)
    planted = odd.read_bytes().replace(b'"generation":1', b'"generation":4294967295')
    odd.write_bytes(planted.replace(b'"policy":"keyring"', b'"policy":"passphrase alone"'))

    assert unlocked(profile, keyring=keyring).keys == keys

    generations = [slot.header.generation for slot in slots.read(profile.directory, profile.vault_id)]
    assert generations == [4, 3]
