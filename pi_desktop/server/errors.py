"""What the server answers when it does not do what it was asked."""

import re
from collections.abc import Mapping
from typing import ClassVar

from pi_desktop.errors import DeskError


class ServerError(DeskError):
    """The server could not be started as it was asked."""


class KeyMissing(ServerError):
    """The key of the team's records was not found: put it into {variable}, or back into the file {path}."""


class KeyExposed(ServerError):
    """Other people on this computer can read {path}: please allow it to its owner only (chmod 600)."""


class DatabaseUnreadable(ServerError):
    """The database in {path} cannot be read: this is not its key, or the file is damaged. Nothing was changed."""


class NotHeld(ServerError):
    """The run did not hold: its line says what was lost, or which faults have not been tried."""


class HomeMissing(ServerError):
    """There is no team's server in {path}: please make one with pi-server init."""


class HomeTaken(ServerError):
    """There is a team's server in {path} already, and it stays as it is."""


class AddressUnfit(ServerError):
    """This is not an address of a PostgreSQL database: it begins with postgresql:// and names a host and a database."""


class DatabaseUnreachable(ServerError):
    """The team's database cannot be reached: please check that it runs, and that its address and password are right."""


class DatabaseNewer(ServerError):
    """A newer version of pi-server has worked with this database: please run that version here too. Nothing is lost."""


class TeamThere(ServerError):
    """This database holds the team already, and it stays as it is. To put the backup in its place, say --replace."""


class OtherTeam(ServerError):
    """The backup is of another team than the server in {path}: please restore it into a folder of its own."""


class BackupThere(ServerError):
    """There is a file {path} already, and it stays as it is."""


class BackupNotWritten(ServerError):
    """The backup {path} could not be written: {reason}."""


class BackupMissing(ServerError):
    """There is no backup {path}."""


class BackupUnreadable(ServerError):
    """This is not a backup, or it was damaged or cut short, or it does not open with this key. Nothing was changed."""


class BackupKeyMissing(ServerError):
    """The key of the backup was not found: please name the file it is in with --key-file, or put it into {variable}."""


class BackupKeyUnfit(ServerError):
    """The key of the backup is not 64 hexadecimal digits."""


class BackupOlder(ServerError):
    """The backup is of an older version: restore it into an empty database, and it will be brought up to date."""


class ServerRunning(ServerError):
    """The server in {path} is running: please stop it first."""


class AlreadyInPostgresql(ServerError):
    """The team's records are in PostgreSQL already: there is nothing to move."""


class MoveUnproven(ServerError):
    """What arrived is not what was sent: {table} differs. Nothing was kept there, and the old file stays in use."""


class RecordsUnsound(ServerError):
    """Something is wrong with the team's records: please keep the database as it is, and restore the newest backup
    that was made before this into a folder of its own."""


class PersonUnknown(ServerError):
    """Nobody, or more than one person, in this team goes by {person}: please give the full name or the id."""


class DeviceUnknown(ServerError):
    """This team has no device {device}."""


class Declined(DeskError):
    """The server did not do what it was asked."""

    status: ClassVar[int] = 400

    @property
    def code(self) -> str:
        """The kind of refusal as a word that programs read: `BodyTooLarge` is `body-too-large`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def headers(self) -> Mapping[str, str]:
        """RFC 9110: whoever answers 401 says how to do better, and whoever is busy says for how long."""
        if self.status == 401:
            return {"WWW-Authenticate": "Desk"}
        return {"Retry-After": str(self.facts.get("seconds", 2))} if self.status in (429, 503) else {}


class BodyTooLarge(Declined):
    """This is more than the server takes at once: send it in smaller parts."""

    status = 413


class EncodingUnknown(Declined):
    """The server reads plain and zstd bodies only."""

    status = 415


class BodyUnreadable(Declined):
    """What arrived is not JSON, or was damaged on the way."""

    status = 400


class BodyUnfit(Declined):
    """What arrived does not have the form that the server expects: {where}."""

    status = 422


class KeyUnfit(Declined):
    """The device's public key is not an Ed25519 key of 32 bytes in base64."""

    status = 422


class CodeNotValid(Declined):
    """This code is wrong, has been used, or is older than ten minutes: please ask for a new one."""

    status = 403


class DeviceTaken(Declined):
    """Another device bears this id already."""

    status = 409


class NotEnrolled(Declined):
    """The server does not know this device."""

    status = 401


class SignatureWrong(Declined):
    """This request was not signed by the device that it names."""

    status = 401


class TokenExpired(Declined):
    """The token is older than fifteen minutes, or not of this server: say hello again."""

    status = 401


class AccessEnded(Declined):
    """This device has been shut out by the team."""

    status = 403


class AttachmentUnknown(Declined):
    """There is no such attachment among the records that this person may see."""

    status = 404


class ContentNotThere(Declined):
    """Not all of this attachment's content has reached the server yet: ask again later."""

    status = 404


class ContentUnfit(Declined):
    """The content is not what the attachment's record says, or of a kind or size that is not taken; it was not kept."""

    status = 422


class BodyTooSlow(Declined):
    """The request did not arrive within two minutes: send it in smaller parts."""

    status = 408


class TooManyRequests(Declined):
    """This is asked too often: try again in {seconds} s."""

    status = 429


class ServerBusy(Declined):
    """The server has its hands full: try again in a moment."""

    status = 503


class DatabaseAway(Declined):
    """The team's database does not answer at the moment. Nothing is lost: try again in a moment."""

    status = 503


class NotReady(Declined):
    """The server runs, but its database does not answer, or is of another version."""

    status = 503
