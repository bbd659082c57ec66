"""The rules that hold for every test do fail the test that breaks them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLANTED = """
    import logging
    import threading
    import warnings

    import pytest
    from PySide6.QtCore import QTimer, qWarning

    log = logging.getLogger("desk")

    def test_quiet():
        pass

    def test_logs_a_warning():
        log.warning("the disk is full")

    @pytest.mark.logs("disk is full")
    def test_logs_what_it_announced():
        log.warning("the disk is full")

    @pytest.mark.logs("disk is full")
    def test_announces_what_does_not_come():
        pass

    def test_leaves_a_thread_running():
        threading.Thread(target=threading.Event().wait, daemon=True).start()

    def test_warns():
        warnings.warn("the old way")

    def test_makes_qt_warn():
        qWarning("no such slot")

    def test_raises_in_a_slot(qtbot):
        timer = QTimer(singleShot=True)
        timer.timeout.connect(lambda: 1 / 0)
        with qtbot.waitSignal(timer.timeout):
            timer.start(0)
"""


def test_a_test_that_breaks_a_rule_is_found_out(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text("utf-8"))
    (pytester.path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    pytester.makepyfile(test_planted=PLANTED)

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-rA", "test_planted.py")

    complaints = re.findall(r"^(?:ERROR|FAILED) test_planted\.py::(\w+)", result.stdout.str(), re.MULTILINE)
    assert set(complaints) == {
        "test_logs_a_warning",
        "test_announces_what_does_not_come",
        "test_leaves_a_thread_running",
        "test_warns",
        "test_makes_qt_warn",
        "test_raises_in_a_slot",
    }
