"""Fault 7: a file of no bytes, which SQLite would open as an empty database under any key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pi_desktop.store.checking import check
from pi_desktop.store.errors import RecordsDamaged
from tests.families import RAW_KEY, new_store, open_again


@pytest.mark.parametrize("key", [RAW_KEY, "00" * 32])
def test_an_empty_file_opens_under_no_key_and_stays_as_it_is(tmp_path: Path, key: str) -> None:
    new_store(tmp_path).close()
    records = tmp_path / "records.db"
    records.write_bytes(b"")

    with pytest.raises(RecordsDamaged) as refused:
        open_again(tmp_path)
    with pytest.raises(RecordsDamaged):
        check(records, key)

    assert "What was synced is safe on the server" in refused.value.sentence
    assert records.read_bytes() == b""
