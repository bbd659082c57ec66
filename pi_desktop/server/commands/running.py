"""`serve`: the server itself."""

import signal
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path
from threading import Thread

from pi_desktop.clock import SystemClock
from pi_desktop.server.commands.offering import Commands
from pi_desktop.server.home import Home


def offer(commands: Commands) -> None:
    serve = commands.add("serve", _serve, "Serve; prints its address when it is ready.")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8437, help="0 takes any that is free")
    serve.add_argument("--metrics-port", type=int, metavar="PORT", help="figures for Prometheus, on this computer only")
    serve.add_argument("--certificate", type=Path, metavar="PEM")
    serve.add_argument("--private-key", type=Path, metavar="PEM")
    serve.add_argument("--while-asked", action="store_true", help="end when the standard input ends")


def _serve(chosen: Namespace, home: Home) -> None:
    from pi_desktop.server.logs import log_to_stderr
    from pi_desktop.server.serving import Certificate, serve

    certificate = Certificate(chosen.certificate, chosen.private_key) if chosen.certificate else None
    # Whoever started this process waits for the line.
    ready = partial(print, flush=True)
    with home.held():
        database = home.open()
        log_to_stderr()
        if chosen.while_asked:
            Thread(target=_end_with_input, daemon=True).start()
        serve(database, SystemClock(), chosen.host, chosen.port, certificate, ready, chosen.metrics_port)


def _end_with_input() -> None:
    """Let the server finish as on SIGTERM, once whoever started it has closed its standard input, or is gone."""
    sys.stdin.buffer.read()
    signal.raise_signal(signal.SIGTERM)
