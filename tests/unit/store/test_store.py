"""The file on the laptop: making it, opening it, closing it, and what is not it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from pi_desktop.ids import Ids
from pi_desktop.store.connection import connect
from pi_desktop.store.errors import RecordsDamaged, RecordsThere, StoreError, told
from pi_desktop.store.store import Store, create_store
from tests.families import RAW_KEY, at_nine, make_family, new_store, open_again


def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    owner = store.owner
    store.close()

    again = open_again(tmp_path)
    assert again.reader.get(type(made.family), made.id) == made.family
    assert again.owner == owner
    again.close()


def test_a_file_is_never_put_in_the_place_of_another(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    before = (tmp_path / "records.db").read_bytes()
    ids = Ids(at_nine())

    with pytest.raises(RecordsThere):
        create_store(tmp_path / "records.db", RAW_KEY, ids.new(), ids.new(), ids.new())

    assert (tmp_path / "records.db").read_bytes() == before


def test_an_unfinished_file_of_an_earlier_attempt_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "records.db.new").write_bytes(b"half of it")
    new_store(tmp_path).close()
    assert not (tmp_path / "records.db.new").exists()


def test_a_clean_end_leaves_nothing_beside_the_file_but_the_lock(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        make_family(uow)
    store.close()
    assert {path.name for path in tmp_path.iterdir()} == {"records.db", "records.db.lock"}
    again = open_again(tmp_path)
    assert not again.ended_uncleanly
    again.close()


def test_an_end_that_was_not_clean_is_noticed_at_the_next_opening(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        make_family(uow)
    store.lock.let_go()  # as the end of its process does

    again = open_again(tmp_path)
    assert again.ended_uncleanly
    again.close()
    store.reading.close()
    store.writing.close()


def test_every_connection_is_as_durable_and_as_discreet_as_it_must_be(store: Store) -> None:
    def ask(pragma: str) -> object:
        return store.writing.execute(f"PRAGMA {pragma}").fetchone()[0]

    assert ask("journal_mode") == "wal"
    assert ask("synchronous") == 2  # FULL
    assert ask("temp_store") == 2  # MEMORY
    assert ask("cache_size") == -64 * 1024


def test_the_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), told():
        store.reading.execute("DELETE FROM family")


def test_nothing_of_what_was_written_can_be_read_in_the_files(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        make_family(uow, surname="Quetzalcoatl")
    for path in tmp_path.iterdir():
        assert b"Quetzalcoatl" not in path.read_bytes(), path.name
        assert b"SQLite format" not in path.read_bytes(), path.name
    store.close()


def test_a_database_of_another_program_is_not_taken_for_the_records(tmp_path: Path) -> None:
    connection = connect(tmp_path / "records.db", RAW_KEY, create=True)
    connection.execute("CREATE TABLE something (else_entirely)")
    connection.close()
    with pytest.raises(RecordsDamaged):
        open_again(tmp_path)


def test_a_file_with_another_canary_is_not_taken_for_the_records(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        uow.set_setting("canary", "something else")
    store.close()
    with pytest.raises(RecordsDamaged):
        open_again(tmp_path)


def test_a_statement_that_is_wrong_is_a_defect_and_not_told_as_a_fault(store: Store) -> None:
    with pytest.raises(sqlcipher.OperationalError):
        store.reader.rows("SELECT nothing FROM nowhere")


def test_a_question_that_was_stopped_for_a_newer_one_says_so(store: Store) -> None:
    store.reading.set_progress_handler(lambda: 1, 1)  # what `interrupt` does, at a moment that is certain
    with pytest.raises(StoreError) as stopped:
        store.reader.setting("owner")
    store.reading.set_progress_handler(None, 0)
    assert stopped.value.sentence == "This question was dropped for a newer one."


def test_opening_loads_neither_sqlalchemy_nor_alembic(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    program = f"""
import sys
from pathlib import Path
from pi_desktop.clock import SystemClock
from pi_desktop.ids import Ids
from pi_desktop.store.store import open_store
open_store(Path({str(tmp_path / "records.db")!r}), {RAW_KEY!r}, SystemClock(), Ids(SystemClock())).close()
print([name for name in ("sqlalchemy", "alembic", "pydantic", "phonenumbers") if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
