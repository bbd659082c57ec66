"""Where the person has been, for going back and forward."""

from ui.shell.places import Place

LONGEST = 50


class History:
    """The places of one sitting, and which of them is in front."""

    def __init__(self, first: Place) -> None:
        self._places = [first]
        self._here = 0

    @property
    def here(self) -> Place:
        """The place in front."""
        return self._places[self._here]

    def go(self, place: Place) -> None:
        """Come to a place; what was ahead is forgotten."""
        if place != self.here:
            self._places = [*self._places[: self._here + 1], place][-LONGEST:]
            self._here = len(self._places) - 1

    def mark(self, place: Place) -> None:
        """Remember where on the screen in front the person is."""
        self._places[self._here] = place

    def move(self, steps: int) -> bool:
        """Go back (-1) or forward (1), and tell whether there was anywhere to go."""
        there = self._here + steps
        if not 0 <= there < len(self._places):
            return False
        self._here = there
        return True
