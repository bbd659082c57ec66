"""The one root of every fault that is not a defect of the program."""

import string


class DeskError(Exception):
    """Something outside the program went wrong.

    The docstring of a subclass is the sentence that the person reads. It may hold {placeholders}; the facts given
    to the constructor fill them. Facts are shown to the person at the screen and are never logged.
    """

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(type(self).__name__)

    @property
    def sentence(self) -> str:
        """The docstring's first paragraph as one line, with the facts filled in."""
        text = " ".join((type(self).__doc__ or "").split("\n\n", 1)[0].split())
        return string.Formatter().vformat(text, (), self.facts)
