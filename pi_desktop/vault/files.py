"""Small private files that are either old or new, whole, whatever happens in between."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pi_desktop.vault.errors import FolderNotReadable, FolderNotWritable

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_PLAIN_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "it may only be read",
    errno.EACCES: "permission was refused",
    errno.EPERM: "permission was refused",
}
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def writing() -> Iterator[None]:
    """Turn the system's refusals into FolderNotWritable."""
    try:
        yield
    except OSError as refusal:
        raise FolderNotWritable(reason=_reason(refusal)) from refusal


def make_private_folder(path: Path) -> None:
    """Make the folder, and those above it that are missing, for its owner alone; keep it if it is there."""
    with writing():
        for folder in reversed([path, *path.parents]):
            if not folder.exists():
                folder.mkdir(mode=PRIVATE_FOLDER)
                _sync_folder(folder.parent)


def move_folder(folder: Path, to: Path) -> None:
    """Give a folder its place, durably; a kill at any moment leaves it whole in the old place or in the new one.

    Raises FolderNotWritable.
    """
    make_private_folder(to.parent)
    with writing():
        folder.rename(to)
        _sync_folder(to.parent)


def read(path: Path, at_most: int) -> bytes | None:
    """The first `at_most` bytes of a file, or None where there is none.

    Raises FolderNotReadable.
    """
    try:
        with path.open("rb") as file:
            return file.read(at_most)
    except FileNotFoundError:
        return None
    except OSError as refusal:
        raise FolderNotReadable(reason=_reason(refusal)) from refusal


def replace(path: Path, content: bytes) -> None:
    """Put a file with this content in place, durably; a kill or a full disk at any moment leaves the old one
    whole.

    Raises FolderNotWritable.
    """
    new = path.with_name(path.name + ".new")
    with writing():
        _write_durably(new, content, os.O_CREAT | os.O_TRUNC)
        new.replace(path)
        _sync_folder(path.parent)


def overwrite(path: Path, content: bytes) -> None:
    """Write over the beginning of a file, in place and durably, which a full disk does not prevent.

    A kill may leave a mixture of old and new: the content must tell for itself whether it is whole. Raises
    FolderNotWritable.
    """
    with writing():
        created = not path.exists()
        _write_durably(path, content, os.O_CREAT)
        if created:
            _sync_folder(path.parent)


def _write_durably(path: Path, content: bytes, flags: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | flags | _NO_LINKS, PRIVATE_FILE)
    try:
        written = 0
        while written < len(content):
            written += os.write(descriptor, content[written:])
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make a rename or a new name in the folder durable. Windows has no such call, and its file system needs
    none.
    """
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(refusal: OSError) -> str:
    if refusal.errno in _PLAIN_REASONS:
        return _PLAIN_REASONS[refusal.errno]
    return os.strerror(refusal.errno) if refusal.errno else "unknown fault"
