"""A PostgreSQL cluster of the tests' own: private, in memory where there is room, thrown away afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PORT = 5432
"""It only names the socket: the cluster listens nowhere else."""

IN_A_HURRY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on", "max_connections": "200"}


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest where there are several; Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: int(path.parent.name), default=None)


@dataclass(frozen=True)
class Cluster:
    """A cluster in a folder. Its socket lies there too, so that nobody else finds it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        _as_owner(self.folder, "initdb", "-D", self.data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self, settings: Mapping[str, str] = IN_A_HURRY) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **settings}
        said = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        _as_owner(self.folder, "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", said, "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is a crash: nothing is finished."""
        _as_owner(self.folder, "pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def promote(self) -> None:
        _as_owner(self.folder, "pg_ctl", "-D", self.data, "-w", "promote")

    def tell(self, *statements: str) -> None:
        said = [part for statement in statements for part in ("-c", statement)]
        _as_owner(self.folder, "psql", "-h", self.folder, "-p", str(PORT), "-U", "tests", "-d", "postgres", *said)

    def copy_to(self, other: Cluster) -> None:
        """Makes a standby that follows this cluster."""
        _as_owner(
            *(other.folder, "pg_basebackup", "-D", other.data, "-h", self.folder, "-p", str(PORT), "-U", "tests"),
            *("-R", "--checkpoint=fast", "--no-sync"),
        )

    def make_database(self) -> str:
        """An empty database of its own name; gives its address."""
        name = f"team_{uuid.uuid4().hex}"
        _as_owner(self.folder, "createdb", "-h", self.folder, "-p", str(PORT), "-U", "tests", name)
        return f"postgresql://tests@/{name}?host={self.folder}&port={PORT}"


def _as_owner(folder: Path, program: str, *arguments: object) -> None:
    """PostgreSQL refuses to run as root, so root lends the folder to somebody else."""
    where = programs()
    assert where, "PostgreSQL is not installed"
    command = [str(where / program), *map(str, arguments)]
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        command = ["runuser", "-u", "nobody", "--", *command]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"{program}: {done.stdout}"


@contextlib.contextmanager
def new_cluster() -> Iterator[Cluster]:
    """A cluster's folder, its name short enough for a socket's, in memory if the system has such a place.

    Whatever runs there at the end is stopped.
    """
    memory = Path("/dev/shm")
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="pg", dir=memory if os.access(memory, os.W_OK) else None)))
    try:
        yield cluster
    finally:
        if (cluster.data / "postmaster.pid").exists():
            cluster.stop("immediate")
        shutil.rmtree(cluster.folder)


def kinds_of_database() -> list[str]:
    """What the server's tests run over. On a machine without PostgreSQL it is SQLite alone, but never in CI."""
    if programs():
        return ["sqlite", "postgresql"]
    if os.environ.get("CI"):
        raise pytest.UsageError("PostgreSQL is not installed, and here every test must run.")
    return ["sqlite"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running cluster; each test makes a database of its own in it."""
    with new_cluster() as made:
        made.make()
        made.start()
        yield made
