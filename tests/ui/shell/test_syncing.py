"""Synchronising happens when it is due, on the network's thread, and what stands in its way is told."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pi_desktop.store.unit_of_work import Changed
from pi_desktop.sync.client import SyncReport
from pi_desktop.sync.errors import NoConnection
from pi_desktop.sync.rhythm import Habits, Rhythm
from ui.kit.runner import InlineRunner
from ui.shell.syncing import Syncing

NOTHING_NEW = SyncReport(sent=0, arrived=0, changed=Changed(frozenset(), frozenset()))
AT_ONCE = Habits(gather=0.0, every=1e6, first_retry=1e6, longest_retry=1e6)


class Network:
    """Answers each sync in turn; the last one stays. `pieces` of attachments wait; `did` is what was done in turn."""

    def __init__(self, *answers: Exception | SyncReport, pieces: int = 0) -> None:
        self._answers = list(answers)
        self.pieces = pieces
        self.did: list[str] = []

    @property
    def asked(self) -> int:
        return self.did.count("sync")

    def carry(self) -> bool:
        if not self.pieces:
            return False
        self.pieces -= 1
        self.did.append("piece")
        return True

    def sync(self, progress: Callable[[int], None]) -> SyncReport:
        self.did.append("sync")
        progress(0)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def syncing_with(network: Network, seconds: Callable[[], float] = lambda: 0.0) -> Syncing:
    rhythm = Rhythm(AT_ONCE, lambda: 0.5, seconds())
    return Syncing(InlineRunner(None, None, network), rhythm, seconds)  # type: ignore[arg-type]


def test_the_first_sync_comes_with_the_unlocking(qtbot: QtBot) -> None:
    network = Network(NOTHING_NEW)
    syncing = syncing_with(network)
    with qtbot.waitSignals([syncing.began, syncing.ended]):
        syncing.start()
    assert network.asked == 1


def test_each_page_is_told(qtbot: QtBot) -> None:
    syncing = syncing_with(Network(NOTHING_NEW))
    with qtbot.waitSignals([syncing.fetched, syncing.ended], order="strict"):
        syncing.start()


def test_attachments_travel_after_the_records(qtbot: QtBot) -> None:
    network = Network(NOTHING_NEW, pieces=2)
    syncing = syncing_with(network)
    with qtbot.waitSignals([syncing.ended, syncing.carried, syncing.carried]):
        syncing.start()
    assert network.did == ["sync", "piece", "piece"]


def test_a_save_goes_before_the_next_piece(qtbot: QtBot) -> None:
    network = Network(NOTHING_NEW, pieces=2)
    syncing = syncing_with(network)
    with qtbot.waitSignal(syncing.carried):
        syncing.start()
    with qtbot.waitSignal(syncing.carried):
        syncing.saved()
    assert network.did == ["sync", "piece", "sync", "piece"]


def test_without_a_server_it_says_what_stood_between(qtbot: QtBot) -> None:
    syncing = syncing_with(Network(NoConnection()))
    with qtbot.waitSignal(syncing.parted) as told:
        syncing.start()
    assert isinstance(told.args[0], NoConnection)


def test_a_save_brings_the_next_sync(qtbot: QtBot) -> None:
    network = Network(NOTHING_NEW)
    syncing = syncing_with(network)
    with qtbot.waitSignal(syncing.ended):
        syncing.start()
    with qtbot.waitSignal(syncing.ended):
        syncing.saved()
    assert network.asked == 2


def test_somebody_who_asks_does_not_wait_for_the_pause_after_a_failure(qtbot: QtBot) -> None:
    network = Network(NoConnection(), NOTHING_NEW)
    syncing = syncing_with(network)
    with qtbot.waitSignal(syncing.parted):
        syncing.start()
    with qtbot.waitSignal(syncing.ended):
        syncing.now()
    assert network.asked == 2


def test_somebody_who_asks_during_a_sync_that_fails_gets_another(qtbot: QtBot) -> None:
    network = Network(NoConnection(), NOTHING_NEW)
    syncing = syncing_with(network)
    syncing.began.connect(syncing.now, Qt.ConnectionType.SingleShotConnection)
    with qtbot.waitSignals([syncing.parted, syncing.ended], order="strict"):
        syncing.start()


def test_a_save_after_a_failure_waits_for_the_connection(qtbot: QtBot) -> None:
    network = Network(NoConnection())
    syncing = syncing_with(network)
    with qtbot.waitSignal(syncing.parted):
        syncing.start()
    syncing.saved()
    qtbot.wait(0)
    assert network.asked == 1


def test_nothing_begins_after_the_end(qtbot: QtBot) -> None:
    network = Network(NOTHING_NEW)
    syncing = syncing_with(network)
    syncing.stop()
    syncing.now()
    qtbot.wait(0)
    assert network.asked == 0


def test_a_defect_is_not_taken_for_a_missing_connection(qtbot: QtBot) -> None:
    syncing = syncing_with(Network(KeyError("a defect")))
    with qtbot.waitSignal(syncing.troubled) as told, qtbot.assertNotEmitted(syncing.parted):
        syncing.start()
    assert isinstance(told.args[0], KeyError)
