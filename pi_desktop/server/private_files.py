"""Small files that their owner alone may read: keys, and addresses that hold a password."""

import os
from pathlib import Path

from pi_desktop.server.errors import KeyExposed


def write_private(path: Path, text: str) -> None:
    """Writes a file that is not there yet, down to the disk. Raises FileExistsError where it is."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    force_folder(path.parent)


def force_folder(folder: Path) -> None:
    """Makes a new name in a folder outlast a power cut; Windows has no such call, and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_private(path: Path) -> str | None:
    """What the file says; None where there is none. Raises KeyExposed where others could have read it."""
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyExposed(path=path)
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
