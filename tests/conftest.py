"""What holds for every test: no warning in the log and no thread left running goes unnoticed."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A deadline would fail a test for the machine's being busy. In CI the same code meets the same examples.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")

pytest_plugins = ["pytester"]

SECONDS_FOR_A_THREAD_TO_END = 2.0


class _Warnings(logging.Handler):
    """Keeps the text of each record of level WARNING or higher."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a warning is logged, unless `@pytest.mark.logs(pattern)` announced it.

    An announced warning that does not come fails the test as well.
    """
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("logs")]
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(warnings)
    unexpected = [text for text in warnings.texts if not any(p.search(text) for p in expected)]
    absent = [p.pattern for p in expected if not any(p.search(text) for text in warnings.texts)]
    assert not unexpected, f"logged without being expected: {unexpected}"
    assert not absent, f"expected in the log, but absent: {absent}"


@pytest.fixture(autouse=True)
def no_leaked_thread() -> Iterator[None]:
    """Fail a test that leaves a thread of its own running."""
    before = set(threading.enumerate())
    yield
    leaked = [thread for thread in threading.enumerate() if thread not in before]
    for thread in leaked:
        thread.join(SECONDS_FOR_A_THREAD_TO_END)
    still_running = [thread.name for thread in leaked if thread.is_alive()]
    assert not still_running, f"threads left running: {still_running}"
