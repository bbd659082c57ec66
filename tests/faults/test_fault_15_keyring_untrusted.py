"""Fault 15: the keyring is missing, locked, hanging, null, plaintext, or another one than last time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from pi_desktop.vault import slots
from pi_desktop.vault.errors import (
    DeviceSecretLost,
    KeyringChanged,
    KeyringLocked,
    KeyringMissing,
    KeyringSilent,
    VaultError,
)
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.profile import Policy, Profile
from pi_desktop.vault.throttle import FREE_TRIES, Tally, Throttle
from tests.unit.vault.support import (
    MONDAY,
    PASSWORD,
    WITHOUT_A_COLLECTION,
    keyring_session,
    monday_clock,
    new_profile,
    new_vault,
    unlocked,
)

LOCK = """
from contextlib import closing
import secretstorage
with closing(secretstorage.dbus_init()) as bus:
    secretstorage.get_default_collection(bus).lock()
"""
DAEMON = (
    "dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / "
    "org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets"
)
PLAINTEXT = """
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 9

    def set_password(self, service, username, password):
        Path("{file}").write_text(password)

    def get_password(self, service, username):
        return Path("{file}").read_text() if Path("{file}").exists() else None

    def delete_password(self, service, username):
        Path("{file}").unlink()
"""


@pytest.fixture
def environment() -> Iterator[Mapping[str, str]]:
    with keyring_session() as environment:
        yield environment


@pytest.fixture
def keyring(environment: Mapping[str, str]) -> SystemKeyring:
    return SystemKeyring(environment=environment)


@pytest.fixture
def profile(tmp_path: Path, keyring: SystemKeyring) -> Profile:
    """Asha's vault, bound to the keyring."""
    profile = new_profile(tmp_path, policy=Policy.KEYRING)
    new_vault(profile, keyring=keyring)
    return profile


def without_a_bus(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name != "DBUS_SESSION_BUS_ADDRESS"}


@contextmanager
def stopped_daemon(environment: Mapping[str, str]) -> Iterator[None]:
    """The keyring's daemon is there, but does not answer."""
    answer = subprocess.run(DAEMON.split(), env=environment, capture_output=True, text=True, check=True).stdout
    daemon = int(answer.split()[-1])
    os.kill(daemon, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(daemon, signal.SIGCONT)


def refused(profile: Profile, keyring: SystemKeyring, fault: type[VaultError]) -> VaultError:
    """Unlock in vain, with the right password: nothing is changed, and the try is not held against the person."""
    before = [path.read_bytes() for path in slots.slot_files(profile.directory)]
    throttle = Throttle(profile.directory, monday_clock())
    throttle.give_back(Tally(FREE_TRIES - 1, MONDAY))  # one more wrong password, and there is a wait

    with pytest.raises(fault) as refusal:
        unlocked(profile, keyring=keyring)

    assert throttle.wait() == 0
    assert [path.read_bytes() for path in slots.slot_files(profile.directory)] == before
    return refusal.value


def test_a_missing_keyring_opens_nothing(
    profile: Profile, environment: Mapping[str, str], keyring: SystemKeyring
) -> None:
    fault = refused(profile, SystemKeyring(environment=without_a_bus(environment)), KeyringMissing)

    assert "offers no keyring" in fault.sentence
    unlocked(profile, keyring=keyring)


def test_a_session_without_a_place_for_secrets_makes_no_vault(tmp_path: Path) -> None:
    profile = new_profile(tmp_path, policy=Policy.KEYRING)
    with keyring_session(WITHOUT_A_COLLECTION) as environment, pytest.raises(KeyringMissing):
        new_vault(profile, keyring=SystemKeyring(environment=environment))
    assert not profile.directory.exists()


def test_a_locked_keyring_opens_nothing(
    profile: Profile, environment: Mapping[str, str], keyring: SystemKeyring
) -> None:
    subprocess.run([sys.executable, "-c", LOCK], env=environment, check=True)

    assert "keyring is locked" in refused(profile, keyring, KeyringLocked).sentence


def test_a_hanging_keyring_is_given_up_after_its_time(
    profile: Profile, environment: Mapping[str, str], keyring: SystemKeyring
) -> None:
    impatient = SystemKeyring(environment=environment, seconds=0.8)

    with stopped_daemon(environment):
        fault = refused(profile, impatient, KeyringSilent)

    assert "did not answer within 0.8 seconds" in fault.sentence
    unlocked(profile, keyring=keyring)


@pytest.mark.parametrize("title", ["null", "plaintext"])
def test_a_keyring_that_is_not_on_the_list_is_never_given_a_secret(
    title: str, tmp_path: Path, environment: Mapping[str, str]
) -> None:
    plain = tmp_path / "plain"
    (tmp_path / "plaintext_keyring.py").write_text(PLAINTEXT.format(file=plain), "utf-8")
    backend = {"null": "keyring.backends.null.Keyring", "plaintext": "plaintext_keyring.Keyring"}[title]
    configured = {**environment, "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": str(tmp_path)}

    secure = SystemKeyring(environment=configured)
    assert secure.prove() == "Secret Service", "the real keyring is used, whatever is configured"

    with pytest.raises(KeyringMissing):
        new_vault(
            new_profile(tmp_path, policy=Policy.KEYRING),
            keyring=SystemKeyring(environment=without_a_bus(configured)),
        )
    assert not plain.exists()


def test_another_keyring_than_last_time_is_named(tmp_path: Path, environment: Mapping[str, str]) -> None:
    (tmp_path / "plaintext_keyring.py").write_text(PLAINTEXT.format(file=tmp_path / "kept"), "utf-8")
    stand_in = 'from pi_desktop.vault.keyring_child import main; main({"KWallet": "plaintext_keyring.Keyring"})'
    before = SystemKeyring((sys.executable, "-c", stand_in), {**environment, "PYTHONPATH": str(tmp_path)})
    profile = new_profile(tmp_path, policy=Policy.KEYRING)
    new_vault(profile, keyring=before)

    fault = refused(profile, SystemKeyring(environment=environment), KeyringChanged)

    assert "another keyring (Secret Service) than when these records were locked (KWallet)" in fault.sentence
    unlocked(profile, keyring=before)


def test_a_policy_without_the_keyring_cannot_be_written_into_the_slot(profile: Profile, keyring: SystemKeyring) -> None:
    for path in slots.slot_files(profile.directory):
        weakened = path.read_bytes().replace(b'"policy":"keyring"', b'"policy":"passphrase alone"')
        path.write_bytes(weakened)

    with pytest.raises(VaultError, match="WrongPassword"):
        unlocked(profile, PASSWORD, keyring)


def test_somebody_elses_keyring_does_not_hold_the_secret(profile: Profile) -> None:
    with keyring_session() as elsewhere:
        fault = refused(profile, SystemKeyring(environment=elsewhere), DeviceSecretLost)
    assert "Nothing that you entered is lost" in fault.sentence
