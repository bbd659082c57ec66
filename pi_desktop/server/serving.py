"""Running the server until it is told to stop."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from pi_desktop.clock import Clock
from pi_desktop.server.app import create_app
from pi_desktop.server.database import Database
from pi_desktop.server.metrics import Metrics

SECONDS_TO_FINISH = 10
MOST_CONNECTIONS = 1000


@dataclass(frozen=True, slots=True)
class Certificate:
    """The server's certificate chain and its private key, as PEM files."""

    chain: Path
    key: Path


class _Server(uvicorn.Server):
    """Says that it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    database: Database,
    clock: Clock,
    host: str,
    port: int,
    certificate: Certificate | None,
    ready: Callable[[str], None],
    metrics_port: int | None = None,
) -> None:
    """Serves on host and port (0: any that is free) until SIGTERM or SIGINT, then finishes what is under way.

    `ready` is told the server's address once it listens. Figures for Prometheus are given on a port of this computer.
    """
    metrics = Metrics()
    listening = socket.create_server((host, port), backlog=512)
    # Accepted connections inherit it. Without it a small answer waits some 40 ms for the other side's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        create_app(database, clock, metrics),
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        ssl_certfile=certificate.chain if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    address = f"{'https' if certificate else 'http'}://{host}:{listening.getsockname()[1]}"
    with metrics.shown_on(metrics_port):
        _Server(config, lambda: ready(address)).run(sockets=[listening])
