"""People, passwords and a real keyring for the tests of the vault."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pi_desktop.clock import FixedClock, SystemClock
from pi_desktop.ids import Ids
from pi_desktop.vault import vault
from pi_desktop.vault.keyring_port import KeyringPort, SystemKeyring
from pi_desktop.vault.keys import FLOOR
from pi_desktop.vault.open_vault import OpenVault
from pi_desktop.vault.profile import Policy, Profile, vault_directory

PASSWORD = "quiet otter morning kettle"
OTHER_PASSWORD = "brown bears eat twelve apples"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

UNLOCKED = "printf 'tests\\n' | gnome-keyring-daemon --unlock --components=secrets"
WITHOUT_A_COLLECTION = "gnome-keyring-daemon --start --components=secrets </dev/null"


def monday_clock() -> FixedClock:
    """A clock that stands on a Monday morning."""
    return FixedClock(MONDAY)


def new_profile(data_dir: Path, person: str = "Asha Rahman", policy: Policy = Policy.PASSPHRASE_ALONE) -> Profile:
    """A profile for a vault that is still to be made."""
    directory = vault_directory(data_dir, Ids(SystemClock()).new())
    return Profile(directory=directory, person=person, team="Riverside Parent-Infant Team", policy=policy)


def new_vault(profile: Profile, password: str = PASSWORD, keyring: KeyringPort | None = None) -> OpenVault:
    """A vault made now, with the cheapest derivation that is allowed."""
    return vault.create(profile, password, keyring or SystemKeyring(), monday_clock(), FLOOR)


def unlocked(profile: Profile, password: str = PASSWORD, keyring: KeyringPort | None = None) -> OpenVault:
    """The vault, unlocked on the same Monday morning."""
    return vault.unlock(profile, password, keyring or SystemKeyring(), monday_clock())


@contextmanager
def keyring_session(daemon: str = UNLOCKED) -> Iterator[Mapping[str, str]]:
    """A session bus with a real keyring of its own; gives the environment in which it is found.

    The session ends when its shell reads the end of its input.
    """
    home = Path(tempfile.mkdtemp(prefix="keyring-"))  # short: a socket's path may have 108 characters
    environment = {**os.environ, "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(home / "runtime")}
    for folder in ("data", "runtime"):
        (home / folder).mkdir(mode=0o700)
    script = f'{daemon} >/dev/null 2>&1; echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _'
    session = subprocess.Popen(
        ["dbus-run-session", "--", "bash", "-c", script],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert session.stdout is not None
        address = session.stdout.readline().strip()
        assert address, "the session bus did not start"
        yield {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
    finally:
        session.communicate()
        shutil.rmtree(home)
