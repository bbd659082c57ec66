"""An error is told in words, and a defect by a number that holds nothing of anyone."""

from __future__ import annotations

import logging

import pytest

from pi_desktop.errors import DeskError
from ui.kit.errors import TroublePanel, trouble_from
from ui.kit.text import Text


class ServerAwayError(DeskError):
    """The team's server did not answer; {count} entries wait on this laptop."""


def defect(secret: str) -> Exception:
    try:
        return [][int(secret)]
    except (IndexError, ValueError) as error:
        return error


def test_what_is_not_our_fault_is_told_in_its_own_sentence(qtbot) -> None:
    panel = TroublePanel()
    qtbot.addWidget(panel)
    trouble = panel.tell(ServerAwayError(count=14))
    assert trouble.sentence == "The team's server did not answer; 14 entries wait on this laptop."
    assert not trouble.is_defect
    assert panel.accessibleName() == trouble.sentence


@pytest.mark.logs("defect [0-9A-F]{4}-[0-9A-F]{4}: defect:[0-9]+ > ValueError")
def test_a_defect_is_told_calmly_and_without_anyones_data(qtbot, caplog: pytest.LogCaptureFixture) -> None:
    panel = TroublePanel()
    qtbot.addWidget(panel)
    with caplog.at_level(logging.DEBUG):
        trouble = panel.tell(defect("Hannah Price"))
    shown = " ".join(text.words() for text in panel.findChildren(Text))
    assert trouble.reference in shown
    assert "still saved" in shown
    assert "Hannah" not in shown + caplog.text


@pytest.mark.logs("defect")
def test_the_same_defect_has_the_same_number_whoever_it_happens_to() -> None:
    one, same, other = (trouble_from(defect(secret)) for secret in ("Hannah", "Leo", "7"))
    assert one.reference == same.reference != other.reference
