"""A team's server with a workload in it, as a process of its own that speaks TLS."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import Record, type_of
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation
from pi_desktop.server import enrolment, founding
from pi_desktop.server.home import Home
from tests.benchmarks.processes import Process

_CLOCK = SystemClock()


def making(record: Record, place: int) -> Operation:
    """The operation that made a record, as its author's laptop would send it."""
    record_type = type_of(record)
    return Operation(
        op_id=record.id,
        record_type=record_type.name,
        record_id=record.id,
        family_id=record.family_id,
        by=record.made_by,
        at=instant_text(record.made_at),
        seq=place,
        new=record_type.values(record),
    )


@dataclass(frozen=True, slots=True)
class Office:
    """A folder of a team's server. `certificate` is its own, signed by nobody else."""

    home: Home
    certificate: Path
    private_key: Path

    @classmethod
    def found(cls, folder: Path, operations: Iterable[Operation], url: str | None = None) -> Office:
        """A new team whose server has taken these operations in."""
        home = Home(folder / "office", {}, url)
        team_id = Ids(_CLOCK).new()
        database = home.make(team_id)
        founding.found(database, team_id, [founding.the_team(team_id, "Team", _CLOCK)], _CLOCK)
        founding.enter(database, team_id, operations, _CLOCK)
        database.close()
        return cls(home, *_certify(folder))

    def codes(self, people: Sequence[Id]) -> list[str]:
        """A code for one laptop of each of these people."""
        database = self.home.open()
        with database.writing() as connection:
            codes = [enrolment.invite(connection, self.home.team_id, each, _CLOCK.now()) for each in people]
        database.close()
        return codes

    def serve(self, under: Sequence[str] = ()) -> Process:
        certified = ("--certificate", self.certificate, "--private-key", self.private_key)
        arguments = ("serve", self.home.path, "--port", 0, *certified)
        with (self.home.path / "log").open("w") as log:
            return Process("pi_desktop.server", *arguments, under=under, errors=log)


def _certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for this computer alone, and its private key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Benchmark")])
    now = datetime.now(UTC)
    loopback = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(loopback, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    chain, private = folder / "certificate.pem", folder / "private_key.pem"
    chain.write_bytes(certificate.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, private
