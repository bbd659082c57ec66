"""Fault 10: a bit is flipped in a page, or two pages have changed places."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pi_desktop.store.errors import RecordsDamaged, WrongKey
from tests.families import open_again
from tests.faults.damage import NOTES, PAGE, expect_damage_to_be_told, read, records_with_notes


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records_with_notes(tmp_path_factory.mktemp("vault"))


def test_a_flipped_bit_is_told_wherever_it_is(records: Path) -> None:
    chance = random.Random(10)
    whole = records.read_bytes()
    for page in range(0, len(whole) // PAGE, len(whole) // PAGE // 30):
        damaged = bytearray(whole)
        damaged[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        expect_damage_to_be_told(records, bytes(damaged))


def test_a_long_text_whose_second_half_does_not_decrypt_is_never_shown_as_half_a_text(records: Path) -> None:
    """SQLCipher gives zeros for the page where a text goes on, and says so to whoever asks for the next page."""
    whole = records.read_bytes()
    pages = len(whole) // PAGE
    read_so_far = set()
    for page in range(pages - 80, pages):
        damaged = bytearray(whole)
        damaged[page * PAGE + 100] ^= 1
        records.write_bytes(damaged)
        notes = read(records)
        read_so_far.add(notes is None)
        assert notes in (None, NOTES)
    records.write_bytes(whole)
    assert read_so_far == {True, False}


def test_two_pages_that_changed_places_are_told(records: Path) -> None:
    chance = random.Random(11)
    whole = records.read_bytes()
    for _ in range(10):
        one, other = sorted(chance.sample(range(1, len(whole) // PAGE), 2))
        damaged = bytearray(whole)
        first, second = slice(one * PAGE, (one + 1) * PAGE), slice(other * PAGE, (other + 1) * PAGE)
        damaged[first], damaged[second] = damaged[second], damaged[first]
        expect_damage_to_be_told(records, bytes(damaged))


def test_damage_to_one_page_takes_nobodys_access_to_the_others(records: Path) -> None:
    whole = records.read_bytes()
    damaged = bytearray(whole)
    damaged[-PAGE + 200] ^= 1
    records.write_bytes(damaged)

    store = open_again(records.parent)
    assert store.reader.setting("owner") == store.owner
    store.close()
    records.write_bytes(whole)


@pytest.mark.parametrize("error", [RecordsDamaged, WrongKey])
def test_every_sentence_about_damage_says_whom_to_ask(error: type[RecordsDamaged]) -> None:
    assert "please ring your clinical lead" in error().sentence
