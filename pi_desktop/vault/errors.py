"""What can go wrong between a password and the records, each with the sentence that the person reads."""

from pi_desktop.errors import DeskError


def in_words(seconds: int) -> str:
    """A wait as a person says it: "30 seconds", "1 minute", "15 minutes"."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


class VaultError(DeskError):
    """The records on this laptop could not be unlocked."""


class WrongPassword(VaultError):
    """That password did not open the records. {next_try}"""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        next_try = f"Next try in {in_words(wait_seconds)}." if wait_seconds else "Please try again."
        super().__init__(next_try=next_try)


class TooSoon(VaultError):
    """Several wrong passwords were tried here. Next try in {wait}."""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(wait=in_words(wait_seconds))


class TooManyWrongPasswords(VaultError):
    """Too many wrong passwords were tried, so passwords no longer open these records. Your clinical lead can
    let you back in. Nothing that you entered is lost.
    """


class PasswordTooShort(VaultError):
    """Please use {minimum} characters or more; this has {length}. A few words in a row are easy to keep."""

    def __init__(self, minimum: int, length: int) -> None:
        super().__init__(minimum=minimum, length=length)


class PasswordTooLong(VaultError):
    """Please use no more than {maximum} characters."""

    def __init__(self, maximum: int) -> None:
        super().__init__(maximum=maximum)


class PasswordGuessable(VaultError):
    """That password would be among the first that somebody tries. Please choose other words."""


class PasswordUnusable(VaultError):
    """That password has a character in it that cannot be kept reliably. Please leave it out."""


class VaultExists(VaultError):
    """There are records in this place already, and they were left as they are. Unlock them, or ask your
    clinical lead to let you back in.
    """


class ProfileDamaged(VaultError):
    """The file that says whose records these are cannot be read. The records themselves are untouched. Please
    ask the person who looks after your team's laptops.
    """


class SlotError(VaultError):
    """The file that holds the key to these records cannot be used."""


class SlotsMissing(SlotError):
    """The file that holds the key to these records is missing. Your clinical lead can let you back in.
    Nothing that you entered is lost.
    """


class SlotDamaged(SlotError):
    """The file that holds the key to these records is damaged. Your clinical lead can let you back in.
    Nothing that you entered is lost.
    """


class SlotForeign(SlotError):
    """The file that holds the key here belongs to somebody else's records. Your clinical lead can let you
    back in. Nothing that you entered is lost.
    """


class SlotWeakened(SlotError):
    """The file that holds the key to these records asks for less protection than is safe, so it was not used.
    Somebody may have altered it: please tell your clinical lead, who can let you back in.
    """


class SlotTooNew(SlotError):
    """These records were locked by a newer version of this program. Please install that version."""


class SlotReplaced(VaultError):
    """The key to these records was changed in another window of this program. Please lock and unlock."""


class NotEnoughMemory(VaultError):
    """This laptop has too little free memory to unlock the records. Please close other programs and try
    again.
    """


class FolderNotWritable(VaultError):
    """The program cannot write to its folder on this laptop: {reason}. Nothing that was saved is lost."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class FolderNotReadable(VaultError):
    """The program cannot read its folder on this laptop: {reason}. Nothing that was saved is lost."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class KeyringMissing(VaultError):
    """This laptop offers no keyring to this program. Please sign in to the laptop in the usual way and try
    again.
    """


class KeyringSilent(VaultError):
    """This laptop's keyring did not answer within {seconds} seconds. It may be waiting for its own password
    in another window. Please unlock it and try again.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=f"{seconds:g}")


class KeyringLocked(VaultError):
    """This laptop's keyring is locked. Please unlock it, or sign in to the laptop again, and try again."""


class KeyringRefused(VaultError):
    """This laptop's keyring answered with a fault ({fault}). Please sign in to the laptop again and try
    again.
    """

    def __init__(self, fault: str) -> None:
        super().__init__(fault=fault)


class KeyringUntrusted(VaultError):
    """This laptop's keyring did not give back what it was given to keep, so it is not used."""


class KeyringChanged(VaultError):
    """This laptop now uses another keyring ({now}) than when these records were locked ({before}). Please
    sign in to the laptop the way you did before.
    """

    def __init__(self, now: str, before: str) -> None:
        super().__init__(now=now, before=before)


class DeviceSecretLost(VaultError):
    """This laptop's keyring no longer holds its part of the key. Your clinical lead can let you back in.
    Nothing that you entered is lost.
    """
