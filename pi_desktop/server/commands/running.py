"""`serve`: the server itself."""

from argparse import Namespace
from functools import partial
from pathlib import Path

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


def _serve(chosen: Namespace, home: Home) -> None:
    from pi_desktop.server.logs import log_to_stderr
    from pi_desktop.server.serving import Certificate, serve

    certificate = Certificate(chosen.certificate, chosen.private_key) if chosen.certificate else None
    # Whoever started this process waits for the line.
    ready = partial(print, flush=True)
    with home.held():
        database = home.open()
        log_to_stderr()
        serve(database, SystemClock(), chosen.host, chosen.port, certificate, ready, chosen.metrics_port)
