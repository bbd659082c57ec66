"""Fault 37: SQL and full-text syntax, and wildcards, in what somebody looks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.records import Family, Note
from pi_desktop.store.search import search
from pi_desktop.store.store import Store
from tests.families import make_family, new_store

SYNTAX = [
    '"',
    '""',
    '"okafor',
    "okafor NEAR(",
    "NEAR(okafor price, 5)",
    "okafor OR price",
    "okafor NOT maria",
    "AND",
    "NOT",
    "*",
    "okafor*",
    "^okafor",
    "words : okafor",
    "{words} : okafor",
    "- words : okafor",
    "okafor + maria",
    "(okafor",
    ")",
    "%",
    "_",
    "ok%",
    "oka_or",
    "\\",
    "' OR 1=1 --",
    "'; DROP TABLE search_entry; --",
    "okafor\0",
    "\ud800",
    "a" * 100_000,
    "a " * 50_000,
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    with made.unit_of_work() as uow:
        family = make_family(uow, surname="Okafor", babies=(), caregivers=())
        make_family(uow, surname="Price", babies=(), caregivers=())
        words = 'She said "near" and "not": 100 % sure_of it.'
        uow.make(Note, family_id=family.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    yield made
    made.close()


def families_found(store: Store, typed: str) -> set[str]:
    surnames = {family.id: family.surname for family in store.reader.find(Family)}
    return {surnames[found.family_id] for found in search(store.reading, typed) if found.record_type == "family"}


@pytest.mark.parametrize("typed", SYNTAX)
def test_what_is_typed_is_words_and_never_syntax(store: Store, typed: str) -> None:
    assert families_found(store, typed) <= {"Okafor"}
    assert families_found(store, "okafor") == {"Okafor"}


@pytest.mark.parametrize("typed", ["okafor OR price", "okafor NOT maria", "oka_or", "ok%for", "NEAR(okafor)"])
def test_an_operator_is_only_another_word(store: Store, typed: str) -> None:
    assert families_found(store, typed) == set()


@pytest.mark.parametrize("typed", ['"near"', "not", "100 %", "sure_of"])
def test_words_that_are_syntax_elsewhere_are_found_in_notes(store: Store, typed: str) -> None:
    assert [found.record_type for found in search(store.reading, typed)] == ["note"]


@pytest.mark.parametrize("typed", SYNTAX)
def test_a_field_is_compared_with_what_was_typed_and_with_nothing_else(store: Store, typed: str) -> None:
    if typed != "\ud800":  # that cannot be in a file, nor be asked of it
        assert store.reader.find(Family, surname=typed) == ()
    assert len(store.reader.find(Family)) == 2
