"""What a measure is called on screen, also one that this version of the program does not have."""

from pi_desktop.measures.errors import UnknownMeasureError
from pi_desktop.measures.library import Library


def measure_name(measures: Library, measure: str) -> str:
    """PHQ-9; the id as it was kept where the measure is not known here."""
    try:
        return measures.get(measure).abbreviation
    except UnknownMeasureError:
        return measure.upper()
