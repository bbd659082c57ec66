"""The folder of a team's server: which team it serves, and its encrypted database with the key, or the address of its
PostgreSQL database.

Keys and addresses lie outside the database, readable by their owner only, or come from the environment; a copy of the
database alone is worth nothing.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pi_desktop.ids import Id
from pi_desktop.server.database import Database, open_encrypted
from pi_desktop.server.errors import DatabaseUnreadable, HomeMissing, HomeTaken, KeyMissing, ServerRunning
from pi_desktop.server.migrate import bring_up_to_date
from pi_desktop.server.postgresql import open_postgresql
from pi_desktop.server.private_files import read_private, write_private
from pi_desktop.server.sealed import key_from_text
from pi_desktop.store.checking import check as check_file
from pi_desktop.store.errors import InUse, RecordsDamaged, RecordsMissing, WrongKey
from pi_desktop.store.lock import RecordsLock

KEY_VARIABLE = "PI_SERVER_KEY"
URL_VARIABLE = "PI_SERVER_DATABASE"
BACKUP_KEY_VARIABLE = "PI_SERVER_BACKUP_KEY"


@dataclass(frozen=True, slots=True)
class Home:
    """`environment` may hold the database's address and the key of the encrypted file. `url` is the address of
    a PostgreSQL database as somebody gave it just now; it comes before the environment's and the folder's."""

    path: Path
    environment: Mapping[str, str]
    url: str | None = None

    @property
    def address(self) -> str | None:
        """Where in PostgreSQL the team's records are; None where they are in the folder's own file."""
        return self.url or self.environment.get(URL_VARIABLE) or read_private(self._url_file)

    @property
    def team_id(self) -> Id:
        """Raises HomeMissing."""
        try:
            return Id(self._team_file.read_text("ascii").strip())
        except FileNotFoundError as fault:
            raise HomeMissing(path=self.path) from fault

    def make(self, team_id: Id) -> Database:
        """Makes the folder of a new team, and its database with all tables. Raises what `begin` does."""
        database = _up_to_date(self.begin())
        self.finish(team_id)
        return database

    def begin(self) -> Database:
        """Makes a folder with an empty database and its key, or finds the one in PostgreSQL.

        Raises HomeTaken, AddressUnfit, DatabaseUnreachable.
        """
        if self.is_made or self._database_file.exists():
            raise HomeTaken(path=self.path)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.address or KEY_VARIABLE in self.environment or self._key_file.exists()):
            write_private(self._key_file, secrets.token_hex(32))
        return self._open(create=True)

    def finish(self, team_id: Id) -> None:
        """Says whose folder it is, and where the records are if that was just given. From now on it can be opened."""
        if self.url:
            self.go_over_to(self.url)
        write_private(self._team_file, team_id)

    def open(self) -> Database:
        """The team's database, brought up to date.

        Raises HomeMissing, KeyMissing, KeyExposed, DatabaseUnreadable, AddressUnfit, DatabaseUnreachable,
        DatabaseNewer.
        """
        if not self.is_made:
            raise HomeMissing(path=self.path)
        return _up_to_date(self._open(create=False))

    def go_over_to(self, url: str) -> None:
        """From now on the team's records are in PostgreSQL; the folder's file stays where it is, unused."""
        write_private(self._url_file, url)

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other process may serve from the folder's file meanwhile, or move it. Raises ServerRunning.

        Of a database in PostgreSQL nobody has to hold anything: there many processes serve one team.
        """
        if self.address:
            yield
            return
        try:
            lock = RecordsLock(self._database_file)
        except InUse as fault:
            raise ServerRunning(path=self.path) from fault
        try:
            yield
        finally:
            lock.let_go()

    def findings_of_file(self) -> Sequence[str]:
        """What SQLite and SQLCipher find wrong with the folder's file, in their words."""
        return () if self.address else check_file(self._database_file, self._key())

    def backup_key(self) -> bytes | None:
        """The key that backups are sealed with, if there is one. Raises KeyExposed, BackupKeyUnfit."""
        written = self.environment.get(BACKUP_KEY_VARIABLE) or read_private(self._backup_key_file)
        return key_from_text(written) if written else None

    def keep_backup_key(self, key: bytes) -> None:
        write_private(self._backup_key_file, key.hex())

    def _open(self, *, create: bool) -> Database:
        return open_postgresql(self.address) if self.address else self._open_file(create=create)

    def _open_file(self, *, create: bool) -> Database:
        try:
            return open_encrypted(self._database_file, self._key(), create=create)
        except (WrongKey, RecordsDamaged, RecordsMissing) as fault:
            raise DatabaseUnreadable(path=self._database_file) from fault

    def _key(self) -> str:
        given = self.environment.get(KEY_VARIABLE) or read_private(self._key_file)
        if given is None:
            raise KeyMissing(variable=KEY_VARIABLE, path=self._key_file)
        return given.strip()

    @property
    def is_made(self) -> bool:
        return self._team_file.exists()

    @property
    def _team_file(self) -> Path:
        return self.path / "team"

    @property
    def _key_file(self) -> Path:
        return self.path / "key"

    @property
    def _backup_key_file(self) -> Path:
        return self.path / "backup.key"

    @property
    def _url_file(self) -> Path:
        return self.path / "database"

    @property
    def _database_file(self) -> Path:
        return self.path / "team.db"


def _up_to_date(database: Database) -> Database:
    try:
        bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database
