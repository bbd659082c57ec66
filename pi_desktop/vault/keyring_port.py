"""The laptop's own keyring, which ties a vault to this laptop and to the account that is signed in.

Each operation runs in a process of its own, with a time limit: a keyring that waits for a prompt nobody sees
hangs, and a library that hangs cannot be interrupted in a thread. Secrets go through pipes, never through
arguments or the environment.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from pi_desktop.vault.errors import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    KeyringSilent,
    KeyringUntrusted,
    VaultError,
)

CHILD_FLAG = "--keyring-child"
SECONDS_TO_ANSWER = 10.0  # a cold laptop takes seconds to start a process

# Settings by which the environment could lead the library to another place to keep secrets.
_MISLEADING = ("PYTHON_KEYRING_BACKEND", "KEYRING_PROPERTY_", "KEYCHAIN_PATH")


class KeyringPort(Protocol):
    """Keeps a few bytes under a name. Every method raises the Keyring errors of `pi_desktop.vault.errors`."""

    def prove(self) -> str:
        """Write, read back, compare and delete something; gives the keyring's name."""

    def get(self, name: str) -> bytes | None:
        """What is kept under the name, or None."""

    def set(self, name: str, secret: bytes) -> None:
        """Keep the secret, and prove that it was kept by reading it back."""

    def delete(self, name: str) -> None:
        """Keep nothing under the name any more; it may be that nothing was."""


def child_command() -> tuple[str, ...]:
    """How to start the keyring's process: in a frozen bundle, the program itself with a flag."""
    if getattr(sys, "frozen", False):
        return (sys.executable, CHILD_FLAG)
    # -P: no module that lies in the current folder may take the place of a library
    return (sys.executable, "-P", "-m", "pi_desktop.vault.keyring_child")


class SystemKeyring:
    """Windows Credential Locker, macOS Keychain, Secret Service or KWallet, and nothing else."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._command = tuple(command or child_command())
        given = os.environ if environment is None else environment
        self._environment = {name: value for name, value in given.items() if not name.startswith(_MISLEADING)}
        self._seconds = seconds

    def prove(self) -> str:
        backend = self._ask("prove")
        if backend is None:
            raise KeyringUntrusted
        return backend

    def get(self, name: str) -> bytes | None:
        kept = self._ask("get", name)
        try:
            return None if kept is None else bytes.fromhex(kept)
        except ValueError as fault:
            raise KeyringUntrusted from fault

    def set(self, name: str, secret: bytes) -> None:
        self._ask("set", name, secret.hex())

    def delete(self, name: str) -> None:
        self._ask("delete", name)

    def _ask(self, action: str, name: str = "", secret: str = "") -> str | None:
        """One question to one process; the answer's value."""
        question = json.dumps({"action": action, "name": name, "secret": secret})
        try:
            process = subprocess.run(
                self._command,
                input=question.encode("utf-8"),
                capture_output=True,
                env=self._environment,
                timeout=self._seconds,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired:
            raise KeyringSilent(self._seconds) from None  # its text would hold what was said so far
        return _value(process.stdout, process.returncode)


def _value(answer: bytes, status: int) -> str | None:
    try:
        facts = json.loads(answer)
        fault, value = facts["fault"], facts["value"]
    except (ValueError, KeyError, TypeError):
        raise KeyringRefused(f"status {status}") from None  # the answer may hold a secret
    if fault is not None:
        raise _error(str(fault))
    return None if value is None else str(value)


def _error(fault: str) -> VaultError:
    match fault:
        case "missing":
            return KeyringMissing()
        case "locked":
            return KeyringLocked()
        case "untrusted":
            return KeyringUntrusted()
        case _:
            return KeyringRefused(fault)
