"""Check digits of the codes that scores are reported under.

A code that was mistyped, or rounded by a spreadsheet, would file a score under something else.
"""

from collections.abc import Callable, Mapping

_TIMES = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def is_snomed(code: str) -> bool:
    """Whether a SNOMED CT identifier is 6 to 18 digits and ends in its Verhoeff check digit."""
    if not (code.isascii() and code.isdecimal() and 6 <= len(code) <= 18):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _TURN[turned]
        check = _TIMES[check][turned]
    return check == 0


def is_loinc(code: str) -> bool:
    """Whether a LOINC code ends in its mod 10 check digit."""
    number, dash, check = code.partition("-")
    if not (code.isascii() and dash and number.isdecimal() and check.isdecimal() and len(check) == 1):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return -total % 10 == int(check)


KNOWN: Mapping[str, Callable[[str], bool]] = {"snomed": is_snomed, "loinc": is_loinc}
