"""Copying what was set aside into a file of the person's choice."""

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from pi_desktop.errors import DeskError


class NotCopied(DeskError):
    """The file could not be written there. Please choose another place; the entries are still on this laptop."""


def choose_file(parent: QWidget) -> Path | None:
    """Where the person wants the copy; None where they want none after all."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Copy to a file", "Entries set aside.txt", "Text (*.txt)")
    return Path(chosen) if chosen else None


def write_file(path: Path, words: str) -> Path:
    """A file that only this person may read, as far as the place knows of owners. Raises NotCopied."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(words)
    except OSError as fault:
        raise NotCopied from fault
    return path
