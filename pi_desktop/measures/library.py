"""Every measure of a folder, one file each."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pi_desktop.measures.definition import Measure
from pi_desktop.measures.errors import DefinitionError, TwinMeasureError, UnknownMeasureError
from pi_desktop.measures.loading import read_measure

LONGEST = 1_000_000
"""Bytes. The longest questionnaire is a hundredth of this; what is larger is not a measure's file."""


def parse(text: bytes, place: str) -> dict[str, object]:
    """The table in a measure's file. Raises DefinitionError with the line where it is not TOML."""
    if len(text) > LONGEST:
        raise DefinitionError(place, f"is longer than {LONGEST} bytes")
    try:
        return tomllib.loads(text.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise DefinitionError(place, f"is not a TOML file: {fault}") from fault


def read_file(path: Path) -> Measure:
    """The measure that one file describes. Raises DefinitionError with the place and the reason."""
    try:
        text = path.read_bytes()
    except OSError as fault:
        raise DefinitionError(path.name, f"cannot be read: {fault.strerror}") from fault
    return read_measure(parse(text, path.name), path.name)


class Library:
    """The measures by id, in the order of their names."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = dict(sorted(measures.items(), key=lambda entry: entry[1].abbreviation.casefold()))

    @classmethod
    def load(cls, folder: Path) -> "Library":
        """Read every file of the folder. Raises TwinMeasureError where two files describe one measure."""
        found: dict[str, Measure] = {}
        files: dict[str, str] = {}
        for path in sorted(folder.glob("*.toml")):
            measure = read_file(path)
            if measure.id in found:
                raise TwinMeasureError(measure.id, files[measure.id], path.name)
            found[measure.id], files[measure.id] = measure, path.name
        return cls(found)

    def get(self, id: str) -> Measure:  # noqa: A002
        """The measure called `id`. Raises UnknownMeasureError."""
        try:
            return self._measures[id]
        except KeyError:
            raise UnknownMeasureError(id) from None

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures.values())

    def __len__(self) -> int:
        return len(self._measures)

    def __contains__(self, id: object) -> bool:  # noqa: A002
        return id in self._measures
