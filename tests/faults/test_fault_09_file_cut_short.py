"""Fault 9: a file that was cut at a page boundary, and off it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pi_desktop.store.errors import RecordsDamaged
from tests.families import open_again
from tests.faults.damage import PAGE, expect_damage_to_be_told, records_with_notes


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("off", [0, 1, PAGE // 2])
def test_a_file_that_was_cut_is_told_and_neither_mended_nor_deleted(tmp_path: Path, left: float, off: int) -> None:
    records = records_with_notes(tmp_path)
    whole = records.read_bytes()
    expect_damage_to_be_told(records, whole[: int(len(whole) * left) // PAGE * PAGE + off])


@pytest.mark.parametrize("length", [0, 1, 15, 16, 100, PAGE - 1])
def test_a_file_of_less_than_one_page_opens_under_no_key(tmp_path: Path, length: int) -> None:
    records = records_with_notes(tmp_path)
    records.write_bytes(records.read_bytes()[:length])

    with pytest.raises(RecordsDamaged) as refused:
        open_again(tmp_path)

    assert refused.value.sentence.startswith("The file with the records is damaged.")
    assert records.stat().st_size == length
