"""`pi-desktop tour`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.shell.collecting import GuiThreadCollector
from ui.tour.journey import go_through
from ui.tour.stage import Stage
from ui.tour.tour import Tour


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `tour` to the program's commands."""
    made = commands.add_parser("tour", help="drive the program through a whole visit and take pictures")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    made.set_defaults(run=_tour)


def _tour(chosen: argparse.Namespace) -> int:
    """Raises TourStopped."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["pi-desktop"])
    GuiThreadCollector(app)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pi-desktop-tour-") as folder:
        stage = Stage(app, Path(folder))
        tour = Tour(stage, out)
        try:
            go_through(tour)
        finally:
            tour.write_down()
            stage.clear()
    pictures = sum(len(step.pictures) for step in tour.steps)
    sys.stdout.write(f"{pictures} pictures and tour.json are in {out}.\n")
    return 0
