"""How an error is told: what is not our fault in a sentence where it happened, a defect in a calm panel.

Neither the panel nor the log line of a defect holds anything that anybody entered: only the kind of error
and the places in the program it came through.
"""

import hashlib
import logging
import traceback
from dataclasses import dataclass

from PySide6.QtCore import Qt

from pi_desktop.errors import DeskError
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.text import Text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """What to tell of an error. Only a defect has a reference, and the same defect always has the same."""

    sentence: str
    reference: str = ""

    @property
    def is_defect(self) -> bool:
        """Whether the program is to blame."""
        return bool(self.reference)


def trouble_from(error: Exception) -> Trouble:
    """The words for an error; logs a defect by its reference, its type and its path through the program."""
    if isinstance(error, DeskError):
        return Trouble(error.sentence)
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    path = " > ".join((*places, type(error).__name__))
    digest = hashlib.sha256(path.encode()).hexdigest()[:8].upper()
    reference = f"{digest[:4]}-{digest[4:]}"
    log.error("defect %s: %s", reference, path)
    return Trouble("Something went wrong in the program.", reference)


class TroublePanel(Card):
    """Hidden until `tell`; says what happened, and of a defect that nothing is lost and which number to give."""

    def __init__(self) -> None:
        super().__init__(kind="bug")
        self._heading = Text(role="heading")
        self._rest = Text(role="soft")
        self.add(self._heading, self._rest)
        self.body.addWidget(LinkButton("Close this", self.hide), 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def tell(self, error: Exception) -> Trouble:
        """Show the words for an error, and return them."""
        trouble = trouble_from(error)
        self._heading.say(trouble.sentence)
        self._rest.say(
            "What the screen called saved is still saved on this laptop. "
            f"Please give this number to whoever looks after the program: {trouble.reference}"
        )
        self._rest.setVisible(trouble.is_defect)
        self.setAccessibleName(trouble.sentence)
        self.show()
        return trouble
