"""Fault 24: records that a newer version of the program has written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from pi_desktop.store.connection import connect
from pi_desktop.store.errors import NewerRecords
from tests.families import RAW_KEY, make_family, new_store, open_again


def set_version(records: Path, version: str) -> None:
    with closing(connect(records, RAW_KEY)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


def test_newer_records_are_left_to_the_newer_program(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    store.close()
    set_version(tmp_path / "records.db", "0999")
    before = (tmp_path / "records.db").read_bytes()

    with pytest.raises(NewerRecords) as refused:
        open_again(tmp_path)

    assert refused.value.sentence == (
        "These records were written by a newer version of this program. Please install that version; nothing is lost."
    )
    assert (tmp_path / "records.db").read_bytes() == before

    set_version(tmp_path / "records.db", "0001")
    again = open_again(tmp_path)
    assert again.reader.get(type(made.family), made.id) == made.family
    again.close()
