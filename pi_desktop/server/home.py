"""The folder of a team's server: which team it serves, and its encrypted database with the key, or the address of its
PostgreSQL database.

Keys and addresses lie outside the database, readable by their owner only, or come from the environment; a copy of the
database alone is worth nothing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pi_desktop.ids import Id
from pi_desktop.server.database import Database, open_encrypted
from pi_desktop.server.errors import DatabaseUnreadable, HomeMissing, HomeTaken, KeyMissing
from pi_desktop.server.migrate import bring_up_to_date
from pi_desktop.server.postgresql import open_postgresql
from pi_desktop.server.private_files import read_private, write_private
from pi_desktop.store.errors import RecordsDamaged, RecordsMissing, WrongKey

KEY_VARIABLE = "PI_SERVER_KEY"
URL_VARIABLE = "PI_SERVER_DATABASE"


@dataclass(frozen=True, slots=True)
class Home:
    """`environment` may hold the database's address and the key of the encrypted file. `url` is the address of
    a PostgreSQL database as somebody gave it just now; it comes before the environment's and the folder's."""

    path: Path
    environment: Mapping[str, str]
    url: str | None = None

    @property
    def team_id(self) -> Id:
        """Raises HomeMissing."""
        try:
            return Id(self._team_file.read_text("ascii").strip())
        except FileNotFoundError as fault:
            raise HomeMissing(path=self.path) from fault

    def make(self, team_id: Id) -> Database:
        """Makes the folder for a team, and an empty database with its key, or tables in PostgreSQL where they are
        missing. An address that was given is kept in the folder. Raises HomeTaken, AddressUnfit, DatabaseUnreachable.
        """
        if self._team_file.exists() or self._database_file.exists():
            raise HomeTaken(path=self.path)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self._url() or KEY_VARIABLE in self.environment or self._key_file.exists()):
            write_private(self._key_file, secrets.token_hex(32))
        database = self._open(create=True)
        if self.url:
            write_private(self._url_file, self.url)
        write_private(self._team_file, team_id)
        return database

    def open(self) -> Database:
        """The team's database, brought up to date.

        Raises HomeMissing, KeyMissing, KeyExposed, DatabaseUnreadable, AddressUnfit, DatabaseUnreachable,
        DatabaseNewer.
        """
        if not self._team_file.exists():
            raise HomeMissing(path=self.path)
        return self._open(create=False)

    def _open(self, *, create: bool) -> Database:
        url = self._url()
        database = open_postgresql(url) if url else self._open_file(create=create)
        bring_up_to_date(database)
        return database

    def _open_file(self, *, create: bool) -> Database:
        try:
            return open_encrypted(self._database_file, self._key(), create=create)
        except (WrongKey, RecordsDamaged, RecordsMissing) as fault:
            raise DatabaseUnreadable(path=self._database_file) from fault

    def _url(self) -> str | None:
        if given := self.url or self.environment.get(URL_VARIABLE):
            return given
        return read_private(self._url_file)

    def _key(self) -> str:
        given = self.environment.get(KEY_VARIABLE) or read_private(self._key_file)
        if given is None:
            raise KeyMissing(variable=KEY_VARIABLE, path=self._key_file)
        return given.strip()

    @property
    def _team_file(self) -> Path:
        return self.path / "team"

    @property
    def _key_file(self) -> Path:
        return self.path / "key"

    @property
    def _url_file(self) -> Path:
        return self.path / "database"

    @property
    def _database_file(self) -> Path:
        return self.path / "team.db"
