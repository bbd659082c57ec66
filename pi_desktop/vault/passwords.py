"""Which passwords are good enough, and what becomes of one before it is stretched.

Length and a block list, no rules on composition: OWASP ASVS 5.0, 6.2, and NIST SP 800-63B, 5.1.1.2.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pi_desktop.vault.errors import PasswordGuessable, PasswordTooLong, PasswordTooShort, PasswordUnusable
from pi_desktop.vault.profile import Policy

# A passphrase that stands alone has no secret of the laptop beside it, so it carries all of the strength.
MINIMUM = {Policy.KEYRING: 15, Policy.PASSPHRASE_ALONE: 24}
MAXIMUM = 1024
# What must remain once the pieces that everybody tries first are taken out.
LEAST_OF_ONES_OWN = 8

COMMON_PIECES = Path(__file__).resolve().parents[2] / "resources" / "vault" / "common_pieces.txt"
PRODUCT_WORDS = frozenset({"parent", "infant", "desk"})

_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_SHORTEST_NAME = 3
_SHORTEST_RUN = 4
_YEAR = re.compile(r"(?:19|20)\d\d")


def prepare(password: str) -> bytes:
    """The bytes that are stretched: NFKC, so that an accent typed in two ways is one password, then UTF-8.

    Raises PasswordTooLong, PasswordUnusable.
    """
    if len(password) > MAXIMUM:
        raise PasswordTooLong(MAXIMUM)
    try:
        return unicodedata.normalize("NFKC", password).encode("utf-8")
    except UnicodeEncodeError as fault:  # half of a surrogate pair
        raise PasswordUnusable from fault


def check(password: str, policy: Policy, own_words: Iterable[str]) -> None:
    """Refuse a new password that is too short, too long, or among the first that somebody would try.

    `own_words` are names that are easy to find out: the person's, the team's.
    Raises PasswordTooShort, PasswordTooLong, PasswordGuessable, PasswordUnusable.
    """
    prepare(password)
    normal = unicodedata.normalize("NFKC", password)
    if len(normal) < MINIMUM[policy]:
        raise PasswordTooShort(MINIMUM[policy], len(normal))
    # A later version of Unicode may normalise a character that this one does not know, and change the key.
    if any(unicodedata.category(character) in ("Cn", "Co") for character in normal):
        raise PasswordUnusable
    if _of_ones_own(normal, own_words) < LEAST_OF_ONES_OWN:
        raise PasswordGuessable


@cache
def common_pieces() -> frozenset[str]:
    """Words and keyboard patterns, in small letters, of which the commonest passwords are made."""
    lines = COMMON_PIECES.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _of_ones_own(password: str, own_words: Iterable[str]) -> int:
    """How many characters remain without repetition, runs (1234, aaaa), years, names and common pieces."""
    names = {name for words in own_words for name in re.findall(r"\w+", words.casefold())}
    pieces = common_pieces() | PRODUCT_WORDS | {name for name in names if len(name) >= _SHORTEST_NAME}
    text = _YEAR.sub(" ", _without_runs(_repeated_unit("".join(password.casefold().split()))))
    return min(_remaining(text, pieces), _remaining(text.translate(_LOOKALIKES), pieces))


def _remaining(text: str, pieces: Iterable[str]) -> int:
    for piece in sorted(pieces, key=lambda piece: (-len(piece), piece)):
        text = text.replace(piece, " ")
    return len("".join(text.split()))


def _repeated_unit(text: str) -> str:
    """The shortest beginning of which the whole is a repetition, which may break off in the last one."""
    for length in range(1, len(text) // 2 + 1):
        if (text[:length] * (len(text) // length + 1)).startswith(text):
            return text[:length]
    return text


def _without_runs(text: str) -> str:
    """The text without stretches that stand still, count up or count down."""
    kept: list[str] = []
    start = 0
    while start < len(text):
        end = _run_end(text, start)
        if end - start < _SHORTEST_RUN:
            end = start + 1
            kept.append(text[start])
        start = end
    return "".join(kept)


def _run_end(text: str, start: int) -> int:
    """Where the run that begins at `start` ends."""
    end = start + 1
    if end == len(text):
        return end
    step = ord(text[end]) - ord(text[start])
    while end < len(text) and ord(text[end]) - ord(text[end - 1]) == step and abs(step) <= 1:
        end += 1
    return end
