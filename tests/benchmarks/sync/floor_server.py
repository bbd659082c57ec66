"""The least that a server of this shape can do: unpack, put rows into SQLite in one forced transaction, answer.

One running number is the cursor. It merges nothing, knows nobody, keeps no history, and speaks without TLS.
Arguments: a folder.
"""

from __future__ import annotations

import socket
import sqlite3
import sys
import threading
from pathlib import Path

import msgspec
import uvicorn
import zstandard
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


class Shelf:
    """Rows of (id, kind, number, version, body), numbered as they come."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._lock = threading.Lock()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE rec (id TEXT PRIMARY KEY, kind TEXT, n INTEGER, v INTEGER, body TEXT)")
        self._connection.execute("CREATE INDEX rec_by_n ON rec (n)")
        self._n = 0

    def put(self, packed: bytes) -> bytes:
        rows = msgspec.json.decode(zstandard.decompress(packed))
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            marks = ",".join("?" * len(rows))
            known = f"SELECT id, v FROM rec WHERE id IN ({marks})"
            versions = dict(self._connection.execute(known, [row[0] for row in rows]).fetchall())
            fitting = [row for row in rows if versions.get(row[0], 0) == row[2]]
            numbers = range(self._n + 1, self._n + len(fitting) + 1)
            self._connection.executemany(
                "INSERT INTO rec VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET n = excluded.n, v = excluded.v, body = excluded.body",
                ((id_, kind, n, v + 1, body) for n, (id_, kind, v, body) in zip(numbers, fitting, strict=True)),
            )
            self._connection.execute("COMMIT")
            self._n += len(fitting)
        return zstandard.compress(msgspec.json.encode([(row[0], row[2] + 1) for row in fitting]), 1)

    def after(self, n: int, limit: int) -> bytes:
        with self._lock:
            found = "SELECT id, kind, n, v, body FROM rec WHERE n > ? ORDER BY n LIMIT ?"
            rows = self._connection.execute(found, (n, limit)).fetchall()
        return zstandard.compress(msgspec.json.encode(rows), 1)


def app(shelf: Shelf) -> Starlette:
    async def push(request: Request) -> Response:
        return Response(await run_in_threadpool(shelf.put, await request.body()))

    async def pull(request: Request) -> Response:
        after, limit = int(request.query_params["after"]), int(request.query_params["limit"])
        return Response(await run_in_threadpool(shelf.after, after, limit))

    return Starlette(routes=[Route("/push", push, methods=["POST"]), Route("/pull", pull)])


def main() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app(Shelf(Path(sys.argv[1]) / "floor.db")), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
