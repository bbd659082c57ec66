"""On a network that shows its own sign-in page to whoever asks for anything, work goes on and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import SignInPage, unlock
from pi_desktop.clock import local_day
from pi_desktop.practice.status import sync_status
from pi_desktop.records import Family
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.ui.laptop import PASSWORD, enrolled_laptop
from tests.ui.shell.conftest import Unlocked
from ui.kit.status_line import StatusLine

MOST_MILLISECONDS = 20_000
REFERENCE = "F-9999"
PAGE = b"<!doctype html><title>Welcome</title><p>Accept our terms to use the wireless network.</p>"


class _SignInPage(BaseHTTPRequestHandler):
    """Gives every request the page, with 200."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer()

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)


class _Redirect(_SignInPage):
    """Sends every request on to the page, with 302."""

    def _answer(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://sign-in.example/")
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture(params=[_SignInPage, _Redirect])
def network(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address where the team's server should be, and the network answers in its stead."""
    with ThreadingHTTPServer(("127.0.0.1", 0), request.param) as answering:
        thread = threading.Thread(target=answering.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{answering.server_port}"
        answering.shutdown()
        thread.join()


@pytest.fixture
def unlocked(qapp: QApplication, qtbot: QtBot, network: str, tmp_path: Path) -> Iterator[Unlocked]:
    laptop, _ = enrolled_laptop(tmp_path, server=network)
    made = Unlocked(qapp, qtbot, laptop)
    yield made
    made.close()


def test_the_status_line_says_so_and_what_is_saved_waits(unlocked: Unlocked, qtbot: QtBot) -> None:
    line = unlocked.shell.findChildren(StatusLine)[0]
    unlocked.shell.sessions.of(unlocked.shell).act(_open_a_record)
    told = ("Working offline", "1 entry saved on this laptop, waiting to sync", SignInPage().sentence)
    qtbot.waitUntil(lambda: all(words in line.accessibleName() for words in told), timeout=MOST_MILLISECONDS)


def test_nothing_is_lost(unlocked: Unlocked, qtbot: QtBot) -> None:
    unlocked.shell.sessions.of(unlocked.shell).act(_open_a_record)
    unlocked.lock()
    desk = unlock(unlocked.laptop, unlocked.profile, PASSWORD)
    asking = desk.asking()
    assert asking.answer(lambda reader: reader.find(Family, reference=REFERENCE))
    assert asking.answer(sync_status).waiting == 1
    desk.close()


def _open_a_record(uow: UnitOfWork) -> None:
    today = local_day(uow.clock.now())
    uow.make(Family, reference=REFERENCE, surname="Example", stage="referred", opened_on=today)
