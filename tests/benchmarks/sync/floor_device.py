"""The least that a laptop of this shape can do: rows in an encrypted file, those that are new sent, those that are
newer fetched. Arguments: a folder and the floor server's address."""

from __future__ import annotations

import http.client
import socket
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
import zstandard

from tests.benchmarks.processes import obey

PUSHED, PULLED = 1000, 2000


class Device:
    """One file, and one connection that is kept open."""

    def __init__(self, folder: Path, address: str) -> None:
        self._file = sqlcipher.connect(folder / "floor.db", isolation_level=None)
        self._file.execute(f"PRAGMA key = \"x'{'5e' * 32}'\"")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute("CREATE TABLE rec (id TEXT PRIMARY KEY, kind TEXT, v INTEGER, new INTEGER, body TEXT)")
        self._file.execute("CREATE INDEX rec_new ON rec (id) WHERE new")
        self._n = 0
        where = urlsplit(address)
        self._line = http.client.HTTPConnection(str(where.hostname), where.port)
        self._bytes = 0

    def write(self, file: str, start: int, count: int) -> None:
        """Keeps some lines of a file of operations as new rows, all together."""
        with Path(file).open(encoding="utf-8") as lines:
            said = [(msgspec.json.decode(line), line.rstrip()) for line in islice(lines, start, start + count)]
        self._file.execute("BEGIN")
        rows = [(each["id"], each["t"], line) for each, line in said]
        self._file.executemany("INSERT INTO rec VALUES (?, ?, 0, 1, ?)", rows)
        self._file.execute("COMMIT")

    def sync(self) -> dict[str, Any]:
        self._bytes = 0
        begun = time.perf_counter()
        sent, arrived = self._push(), self._pull()
        return {"seconds": time.perf_counter() - begun, "sent": sent, "arrived": arrived, "bytes": self._bytes}

    def _push(self) -> int:
        sent = 0
        new = "SELECT id, kind, v, body FROM rec WHERE new LIMIT ?"
        while rows := self._file.execute(new, (PUSHED,)).fetchall():
            taken = self._ask("POST", "/push", zstandard.compress(msgspec.json.encode(rows), 1))
            self._file.execute("BEGIN")
            self._file.executemany("UPDATE rec SET new = 0, v = ? WHERE id = ?", [(v, id_) for id_, v in taken])
            self._file.execute("COMMIT")
            sent += len(rows)
        return sent

    def _pull(self) -> int:
        arrived = 0
        while rows := self._ask("GET", f"/pull?after={self._n}&limit={PULLED}"):
            self._file.execute("BEGIN")
            self._file.executemany(
                "INSERT INTO rec VALUES (?, ?, ?, 0, ?) "
                "ON CONFLICT (id) DO UPDATE SET v = excluded.v, body = excluded.body WHERE rec.v <> excluded.v",
                [(id_, kind, v, body) for id_, kind, _, v, body in rows],
            )
            self._file.execute("COMMIT")
            self._n = rows[-1][2]
            arrived += len(rows)
            if len(rows) < PULLED:
                break
        return arrived

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        if self._line.sock is None:
            self._line.connect()
            self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._line.request(method, path, body)
            answer = self._line.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            # The server hangs up on whoever was silent for some seconds.
            self._line.close()
            return self._ask(method, path, body)
        packed = answer.read()
        assert answer.status == http.HTTPStatus.OK, packed
        self._bytes += len(packed) + len(body or b"")
        return msgspec.json.decode(zstandard.decompress(packed))


def main() -> None:
    device = Device(Path(sys.argv[1]), sys.argv[2])
    obey({"write": device.write, "sync": device.sync})


if __name__ == "__main__":
    main()
