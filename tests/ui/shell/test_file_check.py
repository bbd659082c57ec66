"""After the unlocking the file is looked through, once a day and after an end that was not clean."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import Laptop, unlock
from pi_desktop.clock import FixedClock
from pi_desktop.store.drift import held
from pi_desktop.store.errors import RecordsDamaged
from tests.ui.desks import said
from tests.ui.laptop import MORNING, PASSWORD
from tests.ui.shell.conftest import Unlocked
from ui.kit.errors import TroublePanel

PAGE = 4096


def due(laptop: Laptop) -> bool:
    desk = unlock(laptop, laptop.profiles()[0], PASSWORD)
    found = desk.check_due
    desk.close()
    return found


def spoil_the_sums(laptop: Laptop) -> int:
    """A page put back from a copy brought older sums along; gives how many records they should count."""
    desk = unlock(laptop, laptop.profiles()[0], PASSWORD)
    before: int = desk.writing().apply(held).records
    desk.writing().apply(lambda connection: connection.execute("UPDATE digest SET records = records + 1"))
    assert desk.writing().apply(held).records > before
    desk.close()
    return before


def test_it_is_looked_through_once_a_day(laptop: Laptop, qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    records = spoil_the_sums(laptop)
    assert due(laptop)
    unlocked: Unlocked = request.getfixturevalue("unlocked")
    unlocked.lock()
    assert not due(laptop)
    assert due(Laptop(laptop.data_dir, FixedClock(MORNING + timedelta(days=1))))
    desk = unlock(laptop, laptop.profiles()[0], PASSWORD)
    assert desk.writing().apply(held).records == records
    desk.close()


def test_damage_is_told(laptop: Laptop, qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    file = laptop.profiles()[0].database
    altered = bytearray(file.read_bytes())
    altered[-PAGE + 100] ^= 1
    file.write_bytes(altered)
    unlocked: Unlocked = request.getfixturevalue("unlocked")
    panel = unlocked.shell.findChildren(TroublePanel)[0]
    qtbot.waitUntil(panel.isVisible)
    assert RecordsDamaged().sentence in said(panel)
