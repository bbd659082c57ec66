"""No question of every day reads a whole table: the file's own plan for each of them says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pi_desktop.records import RECORD_TYPES
from pi_desktop.store import outbox, search
from pi_desktop.store.connection import Connection
from pi_desktop.store.store import Store

Question = Callable[[Connection], object]
EVERY_TYPE = pytest.mark.parametrize("name", list(RECORD_TYPES))


def plan(store: Store, statement: str) -> str:
    return " / ".join(row[3] for row in store.reading.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())


def executed(store: Store, question: Question) -> list[str]:
    """The statements that a question really puts, with its values filled in."""
    statements: list[str] = []
    store.reading.set_trace_callback(statements.append)
    try:
        question(store.reading)
    finally:
        store.reading.set_trace_callback(None)
    return [statement for statement in statements if statement.startswith("SELECT")]


@EVERY_TYPE
def test_a_record_is_found_by_its_id_through_an_index(store: Store, name: str) -> None:
    assert plan(store, f'SELECT * FROM "{name}" WHERE id = 1') == f"SEARCH {name} USING INDEX {name}_by_id (id=?)"


@EVERY_TYPE
def test_the_records_of_a_family_lie_together(store: Store, name: str) -> None:
    assert plan(store, f'SELECT * FROM "{name}" WHERE family_id = 1').startswith(f"SEARCH {name} USING PRIMARY KEY")


@EVERY_TYPE
def test_what_waits_for_a_choice_is_found_without_reading_the_rest(store: Store, name: str) -> None:
    assert f"{name}_in_two_places" in plan(store, f'SELECT id FROM "{name}" WHERE rivals IS NOT NULL ORDER BY id')


@pytest.mark.parametrize(
    ("name", "field"),
    [(name, field) for name, each in RECORD_TYPES.items() for field, rule in each.rules.items() if rule.indexed],
)
def test_lists_use_the_index_of_the_field_that_they_ask_for(store: Store, name: str, field: str) -> None:
    question = f'SELECT * FROM "{name}" WHERE removed IS NULL AND "{field}" = 1'
    assert f"{name}_by_{field}" in plan(store, question)


@pytest.mark.parametrize(
    ("question", "used"),
    [
        (outbox.counts, "SCAN operation USING COVERING INDEX operation_unsent"),
        (outbox.next_batch, "SEARCH operation USING INDEX operation_unsent"),
        (lambda connection: outbox.waiting_on(connection, ["x"]), "SEARCH o USING INDEX ix_operation_record_id"),
    ],
)
def test_the_outbox_is_read_without_what_was_confirmed(store: Store, question: Question, used: str) -> None:
    (statement,) = executed(store, question)
    assert used in plan(store, statement)


def test_search_reads_the_full_text_index_and_looks_entries_up_by_key(store: Store) -> None:
    put = executed(store, lambda connection: search.search(connection, "okafor"))
    statement = next(each for each in put if "MATCH" in each)
    used = plan(store, statement)
    assert "SCAN search_words VIRTUAL TABLE" in used
    assert "SEARCH e USING INTEGER PRIMARY KEY" in used
    assert "TEMP B-TREE" not in used
