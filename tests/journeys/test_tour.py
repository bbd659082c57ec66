"""The whole journey through the real program: two laptops, a server that comes and goes, a picture of every screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

MAIN_SCREENS = ("unlock", "today", "visit-goals", "families", "family-overview", "engagement", "conflict")
FEWEST_GREYS = 32
"""A screen with words on it has many more between its paper and its ink; an empty one has a handful."""


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a tour has left its pictures and figures."""
    out = tmp_path_factory.mktemp("tour")
    command = [sys.executable, "-m", "ui", "tour", "--out", str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return out


@pytest.fixture(scope="module")
def steps(tour: Path) -> dict[str, dict[str, object]]:
    """What each step took, by its name."""
    told = json.loads((tour / "tour.json").read_text("utf-8"))
    return {step["step"]: step for step in told["steps"]}


def test_the_journey_is_gone_through_to_its_end(steps: dict[str, dict[str, object]]) -> None:
    assert next(iter(steps)) == "Try a wrong password"
    assert list(steps)[-1] == "Unlock again, at the same place"


def test_every_picture_that_is_named_was_taken(tour: Path, steps: dict[str, dict[str, object]]) -> None:
    named = {picture for step in steps.values() for picture in step["pictures"]}  # type: ignore[attr-defined]
    assert named == {path.name for path in tour.glob("*.png")}


def test_every_picture_shows_something(tour: Path) -> None:
    greys = {path.name: len(_greys(QImage(str(path)))) for path in tour.glob("*.png")}
    assert greys
    assert {name: count for name, count in greys.items() if count < FEWEST_GREYS} == {}


def test_what_was_recorded_offline_reaches_the_colleague(steps: dict[str, dict[str, object]]) -> None:
    assert "colleague-sees-the-visit" in str(steps["The colleague's laptop receives the visit"]["pictures"])


@pytest.mark.parametrize("screen", MAIN_SCREENS)
def test_the_main_screens_are_shown_light_and_dark(tour: Path, screen: str) -> None:
    assert len(list(tour.glob(f"[0-9][0-9]-{screen}.png"))) == 1
    assert len(list(tour.glob(f"[0-9][0-9]-{screen}-dark.png"))) == 1


@pytest.mark.parametrize(
    ("step", "most"),
    [("Log an attempt", 3), ("Start the visit", 1), ("Book the next appointment", 2), ("Rate two goals", 3)],
)
def test_what_is_done_often_takes_few_touches(step: str, most: int, steps: dict[str, dict[str, object]]) -> None:
    assert steps[step]["touches"] <= most  # type: ignore[operator]


def test_a_tour_that_cannot_go_on_says_where_it_stopped(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way of the folder")
    command = [sys.executable, "-m", "ui", "tour", "--out", str(tmp_path / "out")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode != 0


def _greys(picture: QImage) -> set[int]:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return set(grey.constBits())
