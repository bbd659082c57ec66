"""Fault 13: a wrong raw key, and one of 31 bytes, which SQLCipher would take for a passphrase."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3

from pi_desktop.vault.keys import DatabaseKey


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_cannot_be_made(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DatabaseKey(bytes(length))


def test_every_key_is_given_to_the_database_as_64_digits() -> None:
    keys = [DatabaseKey(bytes(32)), DatabaseKey(b"\x00" * 31 + b"\x01"), DatabaseKey.random()]
    assert all(re.fullmatch(r"[0-9a-f]{64}", key.raw_hex()) for key in keys)


def test_a_wrong_key_opens_nothing_and_the_right_one_still_does(tmp_path: Path) -> None:
    right, wrong = DatabaseKey.random(), DatabaseKey.random()

    def opened(key: DatabaseKey) -> sqlcipher3.Connection:
        database = sqlcipher3.connect(tmp_path / "records.db", isolation_level=None)
        database.execute(f"PRAGMA key = \"x'{key.raw_hex()}'\"")
        return database

    with closing(opened(right)) as database:
        database.execute("CREATE TABLE note (text)")
        database.execute("INSERT INTO note VALUES ('kept')")

    with closing(opened(wrong)) as database, pytest.raises(sqlcipher3.DatabaseError):
        database.execute("SELECT text FROM note")
    with closing(opened(right)) as database:
        assert database.execute("SELECT text FROM note").fetchall() == [("kept",)]
