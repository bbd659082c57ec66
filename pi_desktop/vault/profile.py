"""Whose records lie on this laptop: what the unlock screen may know before anybody has given a password.

One folder a vault, `<data>/vaults/<vault id>/`; a vault belongs to one person in one team. This module is on
the way to the first window, so it imports nothing that takes time.

Nothing in a profile is authenticated while the vault is locked. After unlocking, the server's address and
fingerprint that are kept inside the database rule, and the protection policy is the one in the slot's sealed
header.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from pi_desktop.vault import files
from pi_desktop.vault.errors import ProfileDamaged

VERSION = 1
DATABASE = "records.db"
LONGEST_PROFILE = 64 * 1024  # bytes


class Policy(StrEnum):
    """What is needed beside the password."""

    KEYRING = "keyring"
    PASSPHRASE_ALONE = "passphrase alone"  # noqa: S105 - the name of a policy, not a password


@dataclass(frozen=True, slots=True)
class Profile:
    """The public face of a vault. `fingerprint` is the SHA-256 of the server's certificate in hex."""

    directory: Path
    person: str
    team: str
    policy: Policy
    server: str = ""
    fingerprint: str = ""
    demo: bool = False

    @property
    def vault_id(self) -> str:
        return self.directory.name

    @property
    def database(self) -> Path:
        """Where the encrypted records are."""
        return self.directory / DATABASE


def vault_directory(data_dir: Path, vault_id: str) -> Path:
    """The folder of a vault, which need not exist yet."""
    return data_dir / "vaults" / vault_id


def list_profiles(data_dir: Path) -> tuple[Profile, ...]:
    """Every vault whose profile can be read, by the person's name. `damaged_profiles` has the others."""
    readable = (_read(folder) for folder in _folders(data_dir))
    found = [profile for profile in readable if profile is not None]
    return tuple(sorted(found, key=lambda profile: (profile.person.casefold(), profile.team.casefold())))


def damaged_profiles(data_dir: Path) -> tuple[Path, ...]:
    """Folders that hold records, but whose profile is missing or cannot be read."""
    with_records = (folder for folder in _folders(data_dir) if (folder / DATABASE).exists())
    return tuple(folder for folder in with_records if _read(folder) is None)


def read_profile(directory: Path) -> Profile:
    """The profile in a vault's folder.

    Raises ProfileDamaged.
    """
    profile = _read(directory)
    if profile is None:
        raise ProfileDamaged
    return profile


def save_profile(profile: Profile) -> None:
    """Write the profile, replacing the one that is there.

    Raises FolderNotWritable.
    """
    facts = {name: value for name, value in asdict(profile).items() if name != "directory"}
    text = json.dumps({"version": VERSION, **facts}, ensure_ascii=False, indent=2, sort_keys=True)
    files.replace(profile_file(profile.directory), text.encode("utf-8"))


def profile_file(directory: Path) -> Path:
    """The file that holds a vault's profile."""
    return directory / "profile.json"


def _folders(data_dir: Path) -> list[Path]:
    vaults = data_dir / "vaults"
    return [folder for folder in vaults.iterdir() if folder.is_dir()] if vaults.is_dir() else []


def _read(directory: Path) -> Profile | None:
    raw = files.read(profile_file(directory), LONGEST_PROFILE)
    try:
        facts = json.loads(raw or b"")
        profile = Profile(
            directory=directory,
            person=facts["person"],
            team=facts["team"],
            policy=Policy(facts["policy"]),
            server=facts["server"],
            fingerprint=facts["fingerprint"],
            demo=facts["demo"],
        )
    except (ValueError, KeyError, TypeError):
        return None
    words = (profile.person, profile.team, profile.server, profile.fingerprint)
    well_formed = all(isinstance(word, str) for word in words) and isinstance(profile.demo, bool)
    return profile if well_formed and facts["version"] == VERSION else None
