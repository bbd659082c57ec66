"""The folder of a team's server: its database, its key, and which team it serves.

The key lies outside the database, readable by its owner only, or comes from the environment; a copy of the database
alone is worth nothing.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pi_desktop.ids import Id
from pi_desktop.server.database import Database, open_encrypted, open_url
from pi_desktop.server.errors import DatabaseUnreadable, HomeMissing, HomeTaken, KeyExposed, KeyMissing
from pi_desktop.store.errors import RecordsDamaged, RecordsMissing, WrongKey

KEY_VARIABLE = "PI_SERVER_KEY"
URL_VARIABLE = "PI_SERVER_DATABASE"


@dataclass(frozen=True, slots=True)
class Home:
    """`environment` may name another database (a PostgreSQL URL) and hold the key of the encrypted file."""

    path: Path
    environment: Mapping[str, str]

    @property
    def team_id(self) -> Id:
        """Raises HomeMissing."""
        try:
            return Id(self._team_file.read_text("ascii").strip())
        except FileNotFoundError as fault:
            raise HomeMissing(path=self.path) from fault

    def make(self, team_id: Id) -> Database:
        """Makes the folder, a key and an empty database for a team. Raises HomeTaken."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._team_file.exists() or self._database_file.exists():
            raise HomeTaken(path=self.path)
        if KEY_VARIABLE not in self.environment and not self._key_file.exists():
            _write_private(self._key_file, secrets.token_hex(32))
        database = self._open(create=True)
        database.make_tables()
        _write_private(self._team_file, team_id)
        return database

    def open(self) -> Database:
        """Raises HomeMissing, KeyMissing, KeyExposed, DatabaseUnreadable."""
        if not self._team_file.exists():
            raise HomeMissing(path=self.path)
        return self._open(create=False)

    def _open(self, *, create: bool) -> Database:
        if url := self.environment.get(URL_VARIABLE):
            return open_url(url)
        try:
            return open_encrypted(self._database_file, self._key(), create=create)
        except (WrongKey, RecordsDamaged, RecordsMissing) as fault:
            raise DatabaseUnreadable(path=self._database_file) from fault

    def _key(self) -> str:
        if given := self.environment.get(KEY_VARIABLE):
            return given.strip()
        try:
            if os.name == "posix" and self._key_file.stat().st_mode & 0o077:
                raise KeyExposed(path=self._key_file)
            return self._key_file.read_text("ascii").strip()
        except FileNotFoundError as fault:
            raise KeyMissing(variable=KEY_VARIABLE, path=self._key_file) from fault

    @property
    def _team_file(self) -> Path:
        return self.path / "team"

    @property
    def _key_file(self) -> Path:
        return self.path / "key"

    @property
    def _database_file(self) -> Path:
        return self.path / "team.db"


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
