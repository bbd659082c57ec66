"""Fault 8: the records are missing although there is a key for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pi_desktop.store.checking import check
from pi_desktop.store.errors import RecordsMissing
from tests.families import RAW_KEY, make_family, new_store, open_again


def test_missing_records_are_not_made_anew_and_open_when_they_are_back(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    store.close()
    records = tmp_path / "records.db"
    records.rename(tmp_path / "moved away.db")

    with pytest.raises(RecordsMissing) as refused:
        open_again(tmp_path)
    with pytest.raises(RecordsMissing):
        check(records, RAW_KEY)
    assert "Nothing has been deleted" in refused.value.sentence
    assert not records.exists()

    (tmp_path / "moved away.db").rename(records)
    again = open_again(tmp_path)
    assert again.reader.get(type(made.family), made.id) == made.family
    again.close()
