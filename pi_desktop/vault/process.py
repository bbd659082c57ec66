"""Keeping the program's memory to itself."""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_PT_DENY_ATTACH = 31  # macOS, sys/ptrace.h
_SEM_FAILCRITICALERRORS_AND_NOGPFAULTERRORBOX = 0x0003  # Windows, errhandlingapi.h


def harden() -> None:
    """No core dumps, and no other process of the same account may trace this one or read its memory.

    Call it first thing in every process that will hold a key: replacing the process (execv) undoes it.
    Source: OWASP ASVS 5.0, 16.2.5, and prctl(2). Raises OSError where the system refuses.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS_AND_NOGPFAULTERRORBOX)
    else:
        import resource  # Windows has no such module

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            _check(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0))
        elif sys.platform == "darwin":
            _check(ctypes.CDLL(None, use_errno=True).ptrace(_PT_DENY_ATTACH, 0, None, 0))


def _check(status: int) -> None:
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
