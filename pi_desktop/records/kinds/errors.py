"""Why an entry cannot be kept, in the words that stand beside its field."""

from pi_desktop.errors import DeskError


class FieldError(DeskError):
    """This entry cannot be kept as it is written."""


class TooLong(FieldError):
    """This is longer than {limit} characters: please shorten it."""


class Unreadable(FieldError):
    """This holds characters that cannot be kept: please type it instead of pasting it."""


class NotOffered(FieldError):
    """Please choose one of the answers that are offered."""


class OutOfRange(FieldError):
    """This must be a whole number from {least} to {most}."""


class NotADate(FieldError):
    """Please give a date between 1900 and 2199, for example 24 November 2026."""


class NotATime(FieldError):
    """Please give a time of day, for example 14:30."""


class NotAPostcode(FieldError):
    """This does not look like a UK postcode: please check it, for example CV34 5QT."""


class NotAPhone(FieldError):
    """This does not look like a phone number: please check it, for example 07700 900142."""


class NotAnAnswer(FieldError):
    """This is not an answer that the form has."""
