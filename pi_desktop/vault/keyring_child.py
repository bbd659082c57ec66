"""The process that talks to the laptop's keyring: a question on standard input, an answer on standard output.

The backends below are looked for by name, in this process, whatever the library's configuration says. A
plaintext file, a null keyring or a chain that may contain either is never given anything.
"""

import importlib
import json
import secrets
import sys
from collections.abc import Callable, Mapping

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordDeleteError

from pi_desktop.vault.process import harden

ALLOWED: Mapping[str, Mapping[str, str]] = {
    "win32": {"Windows Credential Locker": "keyring.backends.Windows.WinVaultKeyring"},
    "darwin": {"macOS Keychain": "keyring.backends.macOS.Keyring"},
    "linux": {
        "Secret Service": "keyring.backends.SecretService.Keyring",
        "KWallet": "keyring.backends.kwallet.DBusKeyring",
    },
}
SERVICE = "Parent-Infant Desk"


class Fault(Exception):
    """A reason why the keyring cannot be used, in one word for the answer."""


def main(allowed: Mapping[str, str] = ALLOWED.get(sys.platform, {})) -> int:
    """Answer the question on standard input. A windowed program has no `sys.stdin`, so the pipes are used."""
    harden()
    with open(0, "rb", closefd=False) as questions:
        question = json.loads(questions.read())
    answer: dict[str, str | None] = {"fault": None, "value": None}
    try:
        title, backend = _choose(allowed)
        answer["value"] = _answer(title, backend, question["action"], question["name"], question["secret"])
    except Fault as fault:
        answer["fault"] = str(fault)
    except KeyringLocked:
        answer["fault"] = "locked"
    except InitError:
        answer["fault"] = "missing"
    except KeyringError as refusal:
        answer["fault"] = type(refusal).__name__
    with open(1, "wb", closefd=False) as answers:
        answers.write(json.dumps(answer).encode("utf-8"))
    return 0


def _choose(allowed: Mapping[str, str]) -> tuple[str, KeyringBackend]:
    """The keyring that suits this session best, with its title."""
    found: list[tuple[float, str, type[KeyringBackend]]] = []
    for title, name in allowed.items():
        module, _, kind = name.rpartition(".")
        backend: type[KeyringBackend] = getattr(importlib.import_module(module), kind)
        try:
            found.append((float(backend.priority), title, backend))
        except RuntimeError:  # the library's way of saying that it does not suit
            continue
    if not found:
        raise Fault("missing")
    _, title, chosen = max(found, key=lambda each: each[0])
    keyring = chosen()
    if sys.platform == "win32":
        # Otherwise the secret follows the account to other computers.
        keyring.persist = "local machine"  # type: ignore[attr-defined]
    return title, keyring


def _answer(title: str, backend: KeyringBackend, action: str, name: str, secret: str) -> str | None:
    # A service of its own for each name: Windows moves a credential when its service gets a second one.
    service = f"{SERVICE} {name}"
    actions: dict[str, Callable[[], str | None]] = {
        "prove": lambda: _prove(title, backend),
        "get": lambda: backend.get_password(service, name),
        "set": lambda: _set(backend, service, name, secret),
        "delete": lambda: _delete(backend, service, name),
    }
    return actions[action]()


def _prove(title: str, backend: KeyringBackend) -> str:
    name = f"proof {secrets.token_hex(8)}"
    service = f"{SERVICE} {name}"
    _set(backend, service, name, secrets.token_hex(32))
    _delete(backend, service, name)
    if backend.get_password(service, name) is not None:
        raise Fault("untrusted")
    return title


def _set(backend: KeyringBackend, service: str, name: str, secret: str) -> None:
    backend.set_password(service, name, secret)
    if backend.get_password(service, name) != secret:
        raise Fault("untrusted")


def _delete(backend: KeyringBackend, service: str, name: str) -> None:
    if backend.get_password(service, name) is None:
        return
    try:
        backend.delete_password(service, name)
    except PasswordDeleteError:
        if backend.get_password(service, name) is not None:
            raise


if __name__ == "__main__":
    sys.exit(main())
