"""A tour as it happens: steps that are timed and counted, and a picture of every screen."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ui.settings.appearance import Mode
from ui.tour.errors import TourStopped
from ui.tour.hands import Hands, NotOnScreen
from ui.tour.stage import Stage, Workplace


@dataclass
class Step:
    """What one step took: milliseconds without the pictures, and touches (clicks, and keys that are not text)."""

    step: str
    ms: int = 0
    touches: int = 0
    pictures: list[str] = field(default_factory=list)


class Tour:
    """Goes through steps at workplaces, and keeps a record of them in a folder."""

    def __init__(self, stage: Stage, out: Path) -> None:
        self._out = out
        self.stage = stage
        self.steps: list[Step] = []
        self._at: Workplace | None = None
        self._aside = 0.0

    @property
    def hands(self) -> Hands:
        """At the laptop in front."""
        return self.place.hands

    @property
    def place(self) -> Workplace:
        """The laptop in front."""
        assert self._at is not None
        return self._at

    def sit_down_at(self, workplace: Workplace) -> None:
        """Turn to this laptop."""
        self._at = workplace
        workplace.to_front()

    @contextmanager
    def step(self, name: str) -> Iterator[Hands]:
        """One step. Raises TourStopped where something does not come, with a picture of what was there instead."""
        step = Step(name)
        self.steps.append(step)
        self._aside = 0.0
        begin = time.monotonic()
        before = self.hands.touches
        hands = self.hands
        try:
            yield hands
        except NotOnScreen as missing:
            self.place.program.grab().save(str(self._out / "stopped-here.png"))
            raise TourStopped(step=name, what=f"there is no {missing} on the screen") from missing
        step.ms = round((time.monotonic() - begin - self._aside) * 1000)
        step.touches = hands.touches - before

    def picture(self, name: str, *, dark: bool = False) -> None:
        """Take a picture of the window, and with `dark` another in dark colours."""
        begin = time.monotonic()
        self._take(name)
        if dark:
            self.place.appearance.set_mode(Mode.DARK)
            self._take(f"{name}-dark")
            self.place.appearance.set_mode(Mode.LIGHT)
        self._aside += time.monotonic() - begin

    def write_down(self) -> None:
        """Keep what the steps took, in tour.json."""
        text = json.dumps({"steps": [asdict(step) for step in self.steps]}, ensure_ascii=False, indent=2)
        (self._out / "tour.json").write_text(text + "\n", "utf-8")

    def _take(self, name: str) -> None:
        self.hands.rest()
        file = f"{sum(len(step.pictures) for step in self.steps) + 1:02d}-{name}.png"
        self.place.program.grab().save(str(self._out / file))
        self.steps[-1].pictures.append(file)
