"""`backup`, `restore`, `restored`, `check` and `move`: so that no accident at the server costs the team its records."""

import dataclasses
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from pi_desktop.clock import SystemClock, local_day
from pi_desktop.server import backup, checking, moving, restoring, sealed, teams
from pi_desktop.server.commands.offering import Commands
from pi_desktop.server.copying import Tally
from pi_desktop.server.errors import (
    AddressUnfit,
    AlreadyInPostgresql,
    BackupKeyMissing,
    OtherTeam,
    RecordsUnsound,
)
from pi_desktop.server.home import BACKUP_KEY_VARIABLE, Home
from pi_desktop.server.migrate import bring_up_to_date
from pi_desktop.server.postgresql import open_postgresql
from pi_desktop.server.private_files import read_private

_MOST_TOLD = 20


def offer(commands: Commands) -> None:
    back_up = commands.add("backup", _back_up, "Write an encrypted backup of the team, while the server runs or not.")
    back_up.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add("restore", _restore, "Put a team back from a backup; laptops then hand in what it lacks.")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--key-file", type=Path, metavar="FILE", help="where the backup's key is, if not in DIR")
    restore.add_argument("--replace", action="store_true", help="in place of what the database now holds of the team")
    commands.add("restored", _restored, "Say that the database was put back by other means: laptops begin again.")
    commands.add("check", _check, "Look whether the database is sound and everything in it fits together.")
    move = commands.add("move", _move, "Take the team from its file into PostgreSQL (--database), and prove it.")
    move.add_argument("--replace", action="store_true", help="in place of what an earlier attempt left there")


def _back_up(chosen: Namespace, home: Home) -> None:
    with home.open() as database:
        key = home.backup_key()
        if key is None:
            key = sealed.new_key()
            home.keep_backup_key(key)
            print(f"The key for backups is new: keep a copy of {home.path / 'backup.key'} apart from the backups.")
        tallies = backup.back_up(database, home.team_id, chosen.file, key, SystemClock())
    print(f"{_counted(tallies)} are in {chosen.file}.")


def _restore(chosen: Namespace, home: Home) -> None:
    key = home.backup_key()
    if chosen.key_file:
        key = sealed.key_from_text(read_private(chosen.key_file) or "")
    if key is None:
        raise BackupKeyMissing(variable=BACKUP_KEY_VARIABLE)
    # A backup is read to its end before anything is touched.
    header = backup.look_through(chosen.file, key)
    if home.is_made and home.team_id != header.team_id:
        raise OtherTeam(path=home.path)
    with home.open() if home.is_made else home.begin() as database:
        restoring.make_ready(database, header)
        with backup.opened(chosen.file, key) as (header, rows):
            restoring.put_back(database, header, rows, replace=chosen.replace)
    if not home.is_made:
        home.finish(header.team_id)
    if home.backup_key() is None:
        home.keep_backup_key(key)
    print(f"The team is back as it was at {header.made_at}. Laptops hand in again what they saved after that.")


def _restored(_: Namespace, home: Home) -> None:
    with home.open() as database, database.writing() as connection:
        teams.begin_new_life(connection, home.team_id)
    print("Laptops begin again, and hand in what this database may lack.")


def _check(_: Namespace, home: Home) -> None:
    with home.open() as database:
        report = checking.check(database, home.team_id, local_day(SystemClock().now()))
    wrong = [*home.findings_of_file(), *report.wrong]
    print(f"{report.records} records, {report.seq} operations.")
    for name, count in sorted(report.awaited.items()):
        print(f"{name}: {count} ids of what has not arrived")
    for finding in wrong[:_MOST_TOLD]:
        print(f"WRONG: {finding}")
    if wrong:
        raise RecordsUnsound(count=len(wrong))
    print("All is well.")


def _move(chosen: Namespace, home: Home) -> None:
    if not home.url:
        raise AddressUnfit
    old = dataclasses.replace(home, url=None)
    if old.address:
        raise AlreadyInPostgresql
    with old.held(), old.open() as source, open_postgresql(home.url) as target:
        bring_up_to_date(target)
        tallies = moving.move(source, target, old.team_id, replace=chosen.replace)
        home.go_over_to(home.url)
    for table, tally in sorted(tallies.items()):
        print(f"{table}: {tally.rows} rows, SHA-256 {tally.sha256}, the same at both ends")
    print(f"The team's records are in PostgreSQL now. The old file is still in {home.path}, and no longer used.")


def _counted(tallies: Mapping[str, Tally]) -> str:
    return f"{tallies['record'].rows} records and {tallies['operation'].rows} operations"
