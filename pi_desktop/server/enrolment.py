"""How a laptop comes to belong to a person's work in a team, and how that ends.

A code is good for one device and for ten minutes, and holds 128 random bits; only its hash is kept (OWASP ASVS 5.0,
6.4). Whoever types it may use any case, and leave out the dashes.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from pi_desktop.ids import Id
from pi_desktop.records.kinds import instant_text
from pi_desktop.server.errors import CodeNotValid, DeviceTaken, DeviceUnknown
from pi_desktop.server.tables import DEVICE, INVITE
from pi_desktop.server.tokens import read_public_key

CODE_LIFETIME = timedelta(minutes=10)
CONTACT_EVERY = timedelta(minutes=1)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DEVICE = select(DEVICE).where(DEVICE.c.id == bindparam("device"))
_DEVICE_OF_TEAM = _DEVICE.where(DEVICE.c.team_id == bindparam("team"))
_LOOK_ALIKE = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop that was enrolled. Times are instants in text form; `waiting` is what it last said it had to send."""

    team_id: str
    id: str
    staff_id: Id
    public_key: str
    label: str
    enrolled_at: str
    last_contact: str | None
    schema: int | None
    waiting: int | None
    revoked_at: str | None
    shut_out: bool


@dataclass(frozen=True, slots=True)
class Applicant:
    """A laptop that asks to be enrolled: an id of its own choosing, its public key, and what its owner calls it."""

    device_id: str
    public_key: str
    label: str


def invite(connection: Connection, team_id: str, staff_id: str, now: datetime) -> str:
    """A new code for one device of a person, in groups of four to five letters (Crockford's base 32)."""
    number = secrets.randbits(128)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(125, -1, -5))
    connection.execute(
        insert(INVITE).values(
            team_id=team_id,
            code_hash=_hash(letters),
            staff_id=staff_id,
            until=instant_text(now + CODE_LIFETIME),
            device_id=None,
        )
    )
    return "-".join((*(letters[start : start + 5] for start in range(0, 20, 5)), letters[20:]))


def enrol(connection: Connection, code: str, applicant: Applicant, now: datetime) -> Device:
    """Takes a device in. Repeating the same request within the code's time gives the same answer, since the first
    answer may have been lost on its way.

    Raises CodeNotValid, DeviceTaken, KeyUnfit.
    """
    read_public_key(applicant.public_key)
    row = connection.execute(select(INVITE).where(INVITE.c.code_hash == _hash(code)).with_for_update()).first()
    if row is None or row.until < instant_text(now):
        raise CodeNotValid
    known = find(connection, applicant.device_id)
    if row.device_id is not None:
        if known and known.id == row.device_id and known.public_key == applicant.public_key:
            return known
        raise CodeNotValid
    if known:
        raise DeviceTaken
    device = Device(
        team_id=row.team_id,
        id=applicant.device_id,
        staff_id=Id(row.staff_id),
        public_key=applicant.public_key,
        label=applicant.label,
        enrolled_at=instant_text(now),
        last_contact=None,
        schema=None,
        waiting=None,
        revoked_at=None,
        shut_out=False,
    )
    connection.execute(insert(DEVICE).values({name: getattr(device, name) for name in Device.__slots__}))
    connection.execute(
        update(INVITE)
        .where(INVITE.c.team_id == row.team_id, INVITE.c.code_hash == row.code_hash)
        .values(device_id=device.id)
    )
    return device


def _hash(code: str) -> str:
    plain = re.sub(r"[\s-]", "", code).upper().translate(_LOOK_ALIKE)
    return hashlib.sha256(plain.encode()).hexdigest()


def find(connection: Connection, device_id: str, team_id: str | None = None) -> Device | None:
    """A device by its id, of a team or of any."""
    statement = _DEVICE_OF_TEAM if team_id else _DEVICE
    row = connection.execute(statement, {"team": team_id, "device": device_id}).first()
    return Device(*row) if row else None


def devices(connection: Connection, team_id: str) -> list[Device]:
    rows = connection.execute(select(DEVICE).where(DEVICE.c.team_id == team_id).order_by(DEVICE.c.enrolled_at))
    return [Device(*row) for row in rows]


def revoke(connection: Connection, team_id: str, device_id: str, now: datetime, *, shut_out: bool) -> None:
    """Ends a device's access: it may still hand in what it holds, unless it is shut out. Raises DeviceUnknown."""
    device = find(connection, device_id, team_id)
    if device is None:
        raise DeviceUnknown(device=device_id)
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.team_id == team_id, DEVICE.c.id == device_id)
        .values(revoked_at=device.revoked_at or instant_text(now), shut_out=shut_out or device.shut_out)
    )


def contact_is_news(device: Device, now: datetime, schema: int, waiting: int) -> bool:
    """Whether a contact is worth a write: not where nothing changed and the last one was a moment ago."""
    recent = device.last_contact is not None and device.last_contact > instant_text(now - CONTACT_EVERY)
    return not recent or (device.schema, device.waiting) != (schema, waiting)


def note_contact(connection: Connection, device: Device, now: datetime, schema: int, waiting: int) -> None:
    connection.execute(
        update(DEVICE)
        .where(DEVICE.c.team_id == device.team_id, DEVICE.c.id == device.id)
        .values(last_contact=instant_text(now), schema=schema, waiting=waiting)
    )
