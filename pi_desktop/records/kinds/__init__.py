"""The kinds of field that records are made of.

A kind knows four things: what a person may enter (`check`), how the value is kept in a column (`to_column`), how it
travels (`to_wire`), and what may arrive from elsewhere (`fits_wire`). Values in memory are plain Python: text, whole
numbers, dates, aware instants, tuples.
"""

from pi_desktop.records.kinds.choice import Code, Flag, Link, Sha256, Whole
from pi_desktop.records.kinds.errors import (
    FieldError,
    NotADate,
    NotAnAnswer,
    NotAPhone,
    NotAPostcode,
    NotATime,
    NotOffered,
    OutOfRange,
    TooLong,
    Unreadable,
)
from pi_desktop.records.kinds.kind import Kind
from pi_desktop.records.kinds.moment import Day, Instant, TimeOfDay, instant_text
from pi_desktop.records.kinds.several import Answers, Many
from pi_desktop.records.kinds.text import Phone, Postcode, Text

__all__ = [
    "Answers",
    "Code",
    "Day",
    "FieldError",
    "Flag",
    "Instant",
    "Kind",
    "Link",
    "Many",
    "NotADate",
    "NotAPhone",
    "NotAPostcode",
    "NotATime",
    "NotAnAnswer",
    "NotOffered",
    "OutOfRange",
    "Phone",
    "Postcode",
    "Sha256",
    "Text",
    "TimeOfDay",
    "TooLong",
    "Unreadable",
    "Whole",
    "instant_text",
]
