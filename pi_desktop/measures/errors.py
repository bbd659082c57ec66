"""What can be wrong with a measure's file, or with what was entered into it."""

from pi_desktop.errors import DeskError


class MeasureError(DeskError):
    """Something is wrong with a measure."""


class DefinitionError(MeasureError):
    """{place}: {reason}."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place=place, reason=reason)


class TwinMeasureError(MeasureError):
    """{first} and {second} both describe the measure "{id}". Keep one of them."""

    def __init__(self, id: str, first: str, second: str) -> None:  # noqa: A002
        super().__init__(id=id, first=first, second=second)


class UnknownMeasureError(MeasureError):
    """There is no measure called "{id}"."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)


class AnswerError(MeasureError):
    """{measure}, {place}: {reason}."""

    def __init__(self, measure: str, place: str, reason: str) -> None:
        super().__init__(measure=measure, place=place, reason=reason)


class LineError(MeasureError):
    """{reason}."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
