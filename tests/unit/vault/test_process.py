"""A process that holds a key leaves no core dump and cannot be traced."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

PR_GET_DUMPABLE = 3

HARDENED = f"""
import ctypes, os, resource, signal
from pi_desktop.vault.process import harden
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
harden()
print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl({PR_GET_DUMPABLE}), flush=True)
os.kill(os.getpid(), signal.SIGSEGV)
"""


def test_a_hardened_process_is_neither_dumped_nor_traceable(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", HARDENED], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ended.stdout.split() == ["0", "0", "0"]
    assert ended.returncode == -signal.SIGSEGV
    assert list(tmp_path.iterdir()) == []
