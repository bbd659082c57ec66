"""The real keyring that the tests of the vault share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from pi_desktop.vault.keyring_port import SystemKeyring
from tests.unit.vault.support import keyring_session


@pytest.fixture(scope="module")
def keyring_environment() -> Iterator[Mapping[str, str]]:
    """The environment in which an unlocked Secret Service answers."""
    with keyring_session() as environment:
        yield environment


@pytest.fixture
def keyring(keyring_environment: Mapping[str, str]) -> SystemKeyring:
    return SystemKeyring(environment=keyring_environment)
