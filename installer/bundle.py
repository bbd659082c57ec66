"""Builds the bundle that runs without Python, and takes it through the tour on this machine.

Run as `python installer/bundle.py`. The bundle is left in `dist/parent-infant-desk`, the tour's pictures in
`build/bundle-tour`. The exit status is not 0 where the bundle does not get through.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "dist" / "parent-infant-desk"
MEGABYTE = 1_000_000


def build() -> None:
    """Freeze the program."""
    folders = ["--distpath", str(BUNDLE.parent), "--workpath", str(ROOT / "build" / "bundle")]
    spec = str(ROOT / "installer" / "parent-infant-desk.spec")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, spec]
    subprocess.run(command, cwd=ROOT, check=True)


def size() -> int:
    """How much room the bundle takes, in megabytes."""
    return sum(file.stat().st_size for file in BUNDLE.rglob("*") if not file.is_symlink()) // MEGABYTE


def try_out() -> int:
    """Take the bundle through the tour; gives the exit status."""
    (program,) = BUNDLE.glob("pi-desktop*")
    tour = [str(program), "tour", "--out", str(ROOT / "build" / "bundle-tour")]
    return subprocess.run(tour, cwd=BUNDLE, check=False).returncode


if __name__ == "__main__":
    build()
    print(f"The bundle is in {BUNDLE.relative_to(ROOT)}: {size()} MB. Taking it through the tour …")
    sys.exit(try_out())
