"""Where the bundle starts: one set of libraries, and a program for each of the names it is started under."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Start the server's commands, the keyring's process or the desktop."""
    if Path(sys.executable).stem == "pi-server":
        from pi_desktop.server.__main__ import main as server

        return server()
    if sys.argv[1:2] == ["--keyring-child"]:
        from pi_desktop.vault.keyring_child import main as keyring_child

        return keyring_child()
    from ui.__main__ import main as desktop

    return desktop()


if __name__ == "__main__":
    sys.exit(main())
