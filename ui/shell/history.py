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

    def at(self, steps: int) -> Place | None:
        """The place so many steps back or forward; None where there is none."""
        there = self._here + steps
        return self._places[there] if 0 <= there < len(self._places) else None

    def move(self, steps: int) -> None:
        """Go back (-1) or forward (1), where there is anywhere to go."""
        if self.at(steps) is not None:
            self._here += steps
