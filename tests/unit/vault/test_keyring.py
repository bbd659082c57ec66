"""The laptop's keyring, a real one: what it keeps, and what is never trusted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pi_desktop.vault.errors import KeyringRefused, KeyringUntrusted
from pi_desktop.vault.keyring_port import CHILD_FLAG, SystemKeyring, child_command

SECRET = bytes(range(32))


def test_the_secret_service_proves_itself(keyring: SystemKeyring) -> None:
    assert keyring.prove() == "Secret Service"


def test_what_is_kept_comes_back_until_it_is_deleted(keyring: SystemKeyring) -> None:
    keyring.set("vault one", SECRET)
    keyring.set("vault two", b"other")

    assert keyring.get("vault one") == SECRET
    keyring.delete("vault one")
    assert keyring.get("vault one") is None
    assert keyring.get("vault two") == b"other"


def test_a_secret_can_be_replaced(keyring: SystemKeyring) -> None:
    keyring.set("vault", b"old")
    keyring.set("vault", b"new")
    assert keyring.get("vault") == b"new"


def test_deleting_what_is_not_there_is_no_fault(keyring: SystemKeyring) -> None:
    keyring.delete("never kept")
    assert keyring.get("never kept") is None


def test_proving_leaves_nothing_behind(keyring_environment: Mapping[str, str]) -> None:
    keyring = SystemKeyring(environment=keyring_environment)
    keyring.prove()
    labels = """
from contextlib import closing
import secretstorage
with closing(secretstorage.dbus_init()) as bus:
    print(*(item.get_label() for item in secretstorage.get_default_collection(bus).get_all_items()), sep="\\n")
"""
    command = [sys.executable, "-c", labels]
    left = subprocess.run(command, env=keyring_environment, capture_output=True, text=True, check=True).stdout
    assert "proof" not in left


def test_secrets_travel_neither_as_arguments_nor_in_the_environment(
    tmp_path: Path, keyring_environment: Mapping[str, str]
) -> None:
    seen = tmp_path / "seen"
    watched = f"""
import sys
from pathlib import Path
from pi_desktop.vault.keyring_child import main
Path({str(seen)!r}).write_bytes(Path("/proc/self/cmdline").read_bytes() + Path("/proc/self/environ").read_bytes())
sys.exit(main())
"""
    keyring = SystemKeyring((sys.executable, "-c", watched), keyring_environment)

    keyring.set("watched", SECRET)

    assert keyring.get("watched") == SECRET
    assert SECRET.hex().encode() not in seen.read_bytes()
    assert SECRET not in seen.read_bytes()


def test_a_keyring_that_forgets_is_not_trusted() -> None:
    forgetful = """
from pi_desktop.vault.keyring_child import main
main({"Forgetful": "keyring.backends.null.Keyring"})
"""
    keyring = SystemKeyring((sys.executable, "-c", forgetful))

    with pytest.raises(KeyringUntrusted):
        keyring.prove()
    with pytest.raises(KeyringUntrusted):
        keyring.set("vault", SECRET)


def test_an_answer_that_is_none_is_a_fault_and_shows_no_secret() -> None:
    keyring = SystemKeyring((sys.executable, "-c", f"print({SECRET.hex()!r}); raise SystemExit(3)"))

    with pytest.raises(KeyringRefused) as refused:
        keyring.get("vault")
    assert "status 3" in refused.value.sentence
    assert SECRET.hex() not in refused.value.sentence
    assert refused.value.__cause__ is None


def test_a_bundle_starts_itself_as_the_keyrings_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command()[1:] == ("-P", "-m", "pi_desktop.vault.keyring_child")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == (sys.executable, CHILD_FLAG)
