"""Numbers as instruments have them: whole, or decimal and exact."""

from decimal import Decimal, InvalidOperation

Number = int | Decimal


def as_number(answer: object) -> Number | None:
    """The number that was given, floats by their shortest decimal form; None for anything else."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | Decimal):
        return None
    try:
        value = Decimal(str(answer)) if isinstance(answer, float) else answer
    except InvalidOperation:
        return None
    return value if isinstance(value, int) or value.is_finite() else None


def span(least: Number | None, most: Number | None) -> str:
    """A range in words, for a sentence that refuses a number."""
    if most is None:
        return f"{least} or more"
    return f"at most {most}" if least is None else f"between {least} and {most}"


def within(value: Number, least: Number | None, most: Number | None) -> bool:
    """Whether a number lies in a range of which either end may be open."""
    return (least is None or value >= least) and (most is None or value <= most)
