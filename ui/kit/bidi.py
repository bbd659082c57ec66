"""Names in scripts that run from right to left, in sentences that run from left to right."""

import unicodedata

_ISOLATE, _END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def isolated(words: str) -> str:
    """Words that keep their own direction and leave that of the sentence around them alone (isolates of UAX 9)."""
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in words):
        return f"{_ISOLATE}{words}{_END}"
    return words
