"""Text as it may be kept: in one normal form, without what nobody sees."""

import re
import unicodedata

from pi_desktop.records.kinds.errors import Unreadable

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u00ad\u200b\u2060\ufeff"  # of no width: two names would look the same and differ
    "\u202a-\u202e\u2066-\u2069"  # these turn round what follows them (Unicode TR 36, section 2.5)
    "\ufdd0-\ufdef\ufffe\uffff]"  # not characters
)


def clean(text: str) -> str:
    """Text in one normal form, with plain line ends, without what nobody sees. Joiners stay: scripts need them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise Unreadable from fault
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text)))


def shows_nothing(text: str) -> bool:
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)


def fits_text(sent: object, most: int) -> bool:
    return sent is None or (isinstance(sent, str) and len(sent) <= most and not _UNKEEPABLE.search(sent))
