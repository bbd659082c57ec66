"""Find the system libraries and programs that the desktop needs, and install or name the missing ones.

Run as `python installer/system_libraries.py NEED`, where NEED is one of the keys of `NEEDS`. It uses the
standard library alone, because it runs before anything is installed. Where the user is root on Debian or a
relative of it, what is missing is installed; otherwise the exact command that does so is printed and the exit
status is 1.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# What the ELF headers of PySide6-Essentials and of Qt's offscreen platform ask for beyond the C library.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# What Qt's platform plugin for a real screen asks for on top of those.
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


@dataclass(frozen=True)
class Need:
    """What one command needs of the system: shared libraries and programs, each with its Debian package.

    Without what is wished for, the command does less and says so.
    """

    libraries: Mapping[str, str]
    programs: Mapping[str, str] = field(default_factory=dict)
    wished: Mapping[str, str] = field(default_factory=dict)


NEEDS = {
    "screen": Need(QT_LIBRARIES | SCREEN_LIBRARIES),
    "offscreen": Need(QT_LIBRARIES),
    "tests": Need(
        QT_LIBRARIES | SCREEN_LIBRARIES,
        {
            "Xvfb": "xvfb",
            "dbus-run-session": "dbus",
            "gnome-keyring-daemon": "gnome-keyring",
            "xdotool": "xdotool",
        },
        wished={"initdb": "postgresql"},
    ),
    "bundle": Need(
        QT_LIBRARIES | SCREEN_LIBRARIES,
        {"objdump": "binutils"},
    ),
}


def library_loads(name: str) -> bool:
    """Whether the dynamic linker finds the shared library `name`."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def program_exists(name: str) -> bool:
    """Whether a program called `name` stands on the search path, or where Debian keeps PostgreSQL's own."""
    return shutil.which(name) is not None or any(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))


def missing(
    need: Need,
    loads: Callable[[str], bool] = library_loads,
    exists: Callable[[str], bool] = program_exists,
) -> dict[str, str]:
    """Return each library and program of `need` that is not there, with the Debian package that brings it."""
    libraries = {name: package for name, package in need.libraries.items() if not loads(name)}
    programs = {name: package for name, package in need.programs.items() if not exists(name)}
    return libraries | programs


def wished(need: Need, exists: Callable[[str], bool] = program_exists) -> dict[str, str]:
    """Return each program that `need` could do more with, and its Debian package."""
    return {name: package for name, package in need.wished.items() if not exists(name)}


def apt_command(absent: Mapping[str, str]) -> list[str]:
    """Return the command that installs the packages of what is absent, each package once."""
    return ["apt-get", "install", "--yes", "--no-install-recommends", *sorted(set(absent.values()))]


def sentence(absent: Mapping[str, str], has_apt: bool) -> str:
    """Say what is absent and how it is installed."""
    names = ", ".join(sorted(absent))
    if has_apt:
        return f"This needs {names}. Install with:\n    sudo {' '.join(apt_command(absent))}"
    return f"This needs {names}. Install them with your system's package manager, then try again."


def install(absent: Mapping[str, str]) -> None:
    """Install the packages with apt, asking nothing.

    Raises `subprocess.CalledProcessError` when apt fails.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    waiting = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    install_command = apt_command(absent)
    print(f"Installing what is missing: {' '.join(install_command)}", flush=True)
    subprocess.run(["apt-get", *waiting, "-qq", "update"], env=quiet, check=True)
    command = [install_command[0], *waiting, "-qq", *install_command[1:]]
    subprocess.run(command, env=quiet, check=True, stdout=subprocess.DEVNULL)


def main(arguments: list[str]) -> int:
    """Look after the need that is named on the command line, and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in NEEDS:
        print(f"Usage: system_libraries.py {{{','.join(NEEDS)}}}", file=sys.stderr)
        return 2
    if sys.platform != "linux":
        return 0
    need = NEEDS[arguments[0]]
    has_apt = program_exists("apt-get")
    if (missing(need) or wished(need)) and has_apt and os.geteuid() == 0:
        try:
            install(missing(need) | wished(need))
        except subprocess.CalledProcessError:
            print("apt could not install everything.", file=sys.stderr)
    if absent := missing(need):
        print(sentence(absent, has_apt), file=sys.stderr)
        return 1
    if absent := wished(need):
        print(f"Less will be tried than could be. {sentence(absent, has_apt)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
