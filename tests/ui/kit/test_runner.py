"""Work leaves the GUI thread, comes back to it, and none of it is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from ui.kit.runner import InlineRunner, Priority, Runner
from ui.kit.thread_runner import ThreadRunner, WriteAndWait

PATIENCE_S = 5.0


class Notebook:
    """Stands for a connection: keeps what was written and by which thread, and can be interrupted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.threads: set[str] = set()
        self.interrupted = threading.Event()
        self.closed_in = ""

    def write(self, line: str) -> str:
        self.lines.append(line)
        self.threads.add(threading.current_thread().name)
        return line

    def wait_to_be_interrupted(self) -> str:
        assert self.interrupted.wait(PATIENCE_S)
        raise InterruptedError

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        self.closed_in = threading.current_thread().name


class Line(Notebook):
    """The network's context; writes through the writer's thread."""

    def __init__(self, write: WriteAndWait[Notebook]) -> None:
        super().__init__()
        self.write_there = write


class Office:
    """A thread runner with its contexts and everything that came back."""

    def __init__(self) -> None:
        self.writer, self.reader = Notebook(), Notebook()
        self.network: Line | None = None
        self.orphans: list[Exception] = []
        self.answers: list[object] = []
        self.answered_in: set[threading.Thread] = set()
        self.runner = ThreadRunner(lambda: self.writer, lambda: self.reader, self._open_network, self.orphans.append)

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.answered_in.add(threading.current_thread())

    def failed(self, error: Exception) -> None:
        self.done(type(error).__name__)

    def _open_network(self, write: WriteAndWait[Notebook]) -> Line:
        self.network = Line(write)
        return self.network


@pytest.fixture
def office(qapp) -> Iterator[Office]:
    office = Office()
    yield office
    office.runner.stop()


@pytest.fixture(params=["inline", "threads"])
def runner(request: pytest.FixtureRequest, qapp) -> Iterator[Runner[Notebook, Notebook, Notebook]]:
    made: Runner[Notebook, Notebook, Notebook]
    if request.param == "inline":
        made = InlineRunner(Notebook(), Notebook(), Notebook())
    else:
        made = ThreadRunner(Notebook, Notebook, Line, lambda error: pytest.fail(repr(error)))
    yield made
    made.stop()


@pytest.mark.parametrize("way", ["submit_write", "submit_read", "submit_network"])
def test_a_result_comes_back_whatever_the_runner(qtbot, runner, way: str) -> None:
    answers: list[str] = []
    getattr(runner, way)(lambda notebook: notebook.write("a line"), answers.append, pytest.fail)
    qtbot.waitUntil(lambda: answers == ["a line"])


@pytest.mark.parametrize("way", ["submit_write", "submit_read", "submit_network"])
def test_an_error_comes_back_whatever_the_runner(qtbot, runner, way: str) -> None:
    errors: list[Exception] = []
    getattr(runner, way)(lambda _notebook: 1 / 0, pytest.fail, errors.append)
    qtbot.waitUntil(lambda: [type(error) for error in errors] == [ZeroDivisionError])


def test_an_error_of_the_callback_is_not_taken_for_an_error_of_the_work() -> None:
    def stumble(_answer: object) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        InlineRunner(1, 2, 3).submit_write(lambda writer: writer, stumble, pytest.fail)


def test_each_context_lives_in_one_thread_and_answers_come_to_the_gui_thread(qtbot, office: Office) -> None:
    for number in range(20):
        office.runner.submit_write(lambda writer, n=number: writer.write(str(n)), office.done, office.failed)
    qtbot.waitUntil(lambda: office.answers == [str(number) for number in range(20)])
    assert office.writer.threads == {"desk-writer"}
    assert office.answered_in == {threading.main_thread()}
    office.runner.stop()
    assert office.writer.closed_in == "desk-writer"


def test_saves_overtake_the_pages_of_a_sync_and_keep_their_own_order(qtbot, office: Office) -> None:
    go_on = hold(office.runner.submit_write)
    for line, priority in (
        ("page 1", Priority.PAGE),
        ("page 2", Priority.PAGE),
        ("save 1", Priority.SAVE),
        ("save 2", Priority.SAVE),
    ):
        office.runner.submit_write(
            lambda writer, line=line: writer.write(line), office.done, office.failed, priority=priority
        )
    go_on()
    qtbot.waitUntil(lambda: len(office.answers) == 4)
    assert office.writer.lines == ["save 1", "save 2", "page 1", "page 2"]


def test_a_newer_search_interrupts_the_one_that_runs(qtbot, office: Office) -> None:
    started = threading.Event()

    def search(reader: Notebook) -> str:
        started.set()
        return reader.wait_to_be_interrupted()

    office.runner.submit_read(search, office.done, office.failed, key="search")
    assert started.wait(PATIENCE_S)
    office.runner.submit_read(lambda _reader: "newer", office.done, office.failed, key="search")
    qtbot.waitUntil(lambda: office.answers == ["newer"])
    assert office.reader.interrupted.is_set()


def test_a_newer_search_replaces_one_that_waits_and_leaves_other_reads_alone(qtbot, office: Office) -> None:
    go_on = hold(office.runner.submit_read)
    for words, key in (("Zo", "search"), ("family", "record"), ("Zoë", "search")):
        office.runner.submit_read(lambda reader, words=words: reader.write(words), office.done, office.failed, key=key)
    go_on()
    qtbot.waitUntil(lambda: len(office.answers) == 2)
    assert office.reader.lines == ["family", "Zoë"]
    assert not office.reader.interrupted.is_set()


def test_the_network_writes_in_the_writers_thread_and_gets_the_result(qtbot, office: Office) -> None:
    def pull(network: Line) -> str:
        return network.write_there(lambda writer: writer.write("page"))

    office.runner.submit_network(pull, office.done, office.failed)
    qtbot.waitUntil(lambda: office.answers == ["page"])
    assert office.writer.threads == {"desk-writer"}


def test_the_network_is_told_when_its_write_failed(qtbot, office: Office) -> None:
    office.runner.submit_network(lambda network: network.write_there(lambda _writer: 1 / 0), office.done, office.failed)
    qtbot.waitUntil(lambda: office.answers == ["ZeroDivisionError"])


def test_stopping_finishes_every_save_and_tells_of_it(office: Office) -> None:
    for number in range(50):
        office.runner.submit_write(lambda writer, n=number: writer.write(str(n)), office.done, office.failed)
    office.runner.stop()
    assert office.writer.lines == office.answers == [str(number) for number in range(50)]


def test_stopping_does_not_wait_for_a_read_or_the_network(office: Office) -> None:
    started = threading.Semaphore(0)

    def wait(context: Notebook) -> str:
        started.release()
        return context.wait_to_be_interrupted()

    office.runner.submit_read(wait, office.done, office.failed)
    office.runner.submit_network(wait, office.done, office.failed)
    assert started.acquire(timeout=PATIENCE_S)
    assert started.acquire(timeout=PATIENCE_S)
    office.runner.stop()
    assert office.answers == []


def test_nothing_is_taken_in_after_the_end(office: Office) -> None:
    office.runner.stop()
    with pytest.raises(RuntimeError):
        office.runner.submit_write(lambda writer: writer, office.done, office.failed)


def test_a_save_is_made_although_its_screen_was_left(office: Office) -> None:
    screen = QObject()
    office.runner.submit_write(lambda writer: writer.write("kept"), office.done, office.failed, owner=screen)
    delete(screen)
    office.runner.stop()
    assert office.writer.lines == ["kept"]
    assert office.answers == []


def test_a_save_that_failed_after_its_screen_was_left_is_told_all_the_same(office: Office) -> None:
    screen = QObject()
    office.runner.submit_write(lambda _writer: 1 / 0, office.done, office.failed, owner=screen)
    delete(screen)
    office.runner.stop()
    assert [type(error) for error in office.orphans] == [ZeroDivisionError]


def test_a_file_that_cannot_be_opened_is_told_and_tried_again(qtbot, qapp) -> None:
    attempts = iter((None, Notebook()))
    answers: list[object] = []

    def open_writer() -> Notebook:
        if (notebook := next(attempts)) is None:
            raise FileNotFoundError
        return notebook

    runner = ThreadRunner(open_writer, Notebook, Line, pytest.fail)
    for _ in range(2):
        runner.submit_write(
            lambda writer: writer.write("saved"), answers.append, lambda error: answers.append(type(error))
        )
    runner.stop()
    assert answers == [FileNotFoundError, "saved"]


def hold(submit: Callable[..., None]) -> Callable[[], None]:
    """Keep a thread of the runner busy until the function returned is called."""
    started, released = threading.Event(), threading.Event()

    def wait(_context: object) -> None:
        started.set()
        assert released.wait(PATIENCE_S)

    submit(wait, lambda _answer: None, pytest.fail)
    assert started.wait(PATIENCE_S)
    return released.set
