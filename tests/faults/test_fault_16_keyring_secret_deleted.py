"""Fault 16: the keyring loses its part of the key while the vault is unlocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.vault.errors import DeviceSecretLost, VaultExists
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import Policy, Profile
from tests.unit.vault.support import OTHER_PASSWORD, PASSWORD, keyring_session, new_profile, new_vault, unlocked


@pytest.fixture(scope="module")
def keyring() -> Iterator[SystemKeyring]:
    with keyring_session() as environment:
        yield SystemKeyring(environment=environment)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return new_profile(tmp_path, policy=Policy.KEYRING)


@pytest.mark.parametrize("loss", ["deleted", "overwritten"])
def test_an_open_vault_gives_the_keyring_its_part_back(loss: str, profile: Profile, keyring: SystemKeyring) -> None:
    made = new_vault(profile, keyring=keyring)
    if loss == "deleted":
        keyring.delete(profile.vault_id)
    else:
        keyring.set(profile.vault_id, bytes(32))

    assert made.restore_device_secret(keyring) is True

    assert made.restore_device_secret(keyring) is False
    assert unlocked(profile, keyring=keyring).keys == made.keys


def test_a_password_can_still_be_changed_and_then_opens(profile: Profile, keyring: SystemKeyring) -> None:
    made = new_vault(profile, keyring=keyring)
    keyring.delete(profile.vault_id)

    made.change_password(PASSWORD, OTHER_PASSWORD)
    made.restore_device_secret(keyring)

    assert unlocked(profile, OTHER_PASSWORD, keyring).keys == made.keys


def test_once_locked_the_loss_is_said_and_no_new_secret_is_made(profile: Profile, keyring: SystemKeyring) -> None:
    new_vault(profile, keyring=keyring)
    keyring.delete(profile.vault_id)

    with pytest.raises(DeviceSecretLost) as refused:
        unlocked(profile, keyring=keyring)

    assert "Your clinical lead can let you back in" in refused.value.sentence
    assert keyring.get(profile.vault_id) is None
    with pytest.raises(VaultExists):
        new_vault(profile, keyring=keyring)


def test_a_passphrase_that_stands_alone_asks_nothing_of_the_keyring(tmp_path: Path, keyring: SystemKeyring) -> None:
    made = new_vault(new_profile(tmp_path), keyring=keyring)
    assert made.restore_device_secret(keyring) is False
    assert keyring.get(made.profile.vault_id) is None
