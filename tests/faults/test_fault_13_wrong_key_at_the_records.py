"""Fault 13, at the records themselves: another key, and what is no key at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pi_desktop.ids import Ids
from pi_desktop.store.checking import check
from pi_desktop.store.errors import WrongKey
from pi_desktop.store.store import open_store
from tests.families import RAW_KEY, at_nine, make_family, new_store, open_again


@pytest.mark.parametrize(
    "key",
    [
        "5f" + RAW_KEY[2:],
        RAW_KEY[:-2],  # 31 bytes, which SQLCipher would take for a passphrase
        RAW_KEY + "00" * 16,  # a key and a salt
        RAW_KEY.upper(),
        f" {RAW_KEY}",
        "",
        "a passphrase",
        "x'\"; PRAGMA key = ''; --",
    ],
)
def test_nobody_gets_in_with_another_key_and_the_right_one_still_opens(tmp_path: Path, key: str) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    store.close()
    before = (tmp_path / "records.db").read_bytes()

    with pytest.raises(WrongKey) as refused:
        open_store(tmp_path / "records.db", key, at_nine(), Ids(at_nine()))
    with pytest.raises(WrongKey):
        check(tmp_path / "records.db", key)

    assert not key or key not in refused.value.sentence
    assert (tmp_path / "records.db").read_bytes() == before
    again = open_again(tmp_path)
    assert again.reader.get(type(made.family), made.id) == made.family
    again.close()
