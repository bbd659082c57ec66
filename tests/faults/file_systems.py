"""File systems as they are found on laptops: full, or not to be written to."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A disk of that size at the folder: a real one where the system lets us mount it, which is what it yields.

    Elsewhere the process may write files up to that size and no larger.
    """
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(mounting, capture_output=True).returncode == 0:
        try:
            yield True
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (megabytes * 1024 * 1024 // 2, limits[1]))
    try:
        yield False
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def no_longer_writable(folder: Path) -> Iterator[None]:
    """The folder and what is in it may be read and not written, by this process as by anybody."""
    things = [folder, *folder.iterdir()]
    modes = [thing.stat().st_mode for thing in things]
    for thing in things:
        thing.chmod(0o555 if thing.is_dir() else 0o444)
    was_root = os.geteuid() == 0
    if was_root:  # whom no permission binds
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        for thing, mode in zip(things, modes, strict=True):
            thing.chmod(mode)


@contextmanager
def open_to_all(folder: Path) -> Iterator[None]:
    """Everybody may pass through the folders above, so that only the folder itself says who may do what."""
    above = [parent for parent in folder.parents if parent.is_relative_to("/tmp") and parent != Path("/tmp")]
    modes = [parent.stat().st_mode for parent in above]
    for parent in above:
        parent.chmod(0o755)
    try:
        yield
    finally:
        for parent, mode in zip(above, modes, strict=True):
            parent.chmod(mode)
