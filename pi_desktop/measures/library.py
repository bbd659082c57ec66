"""Every measure of a folder, one file each, read when it is first asked for."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pi_desktop.measures.definition import Measure
from pi_desktop.measures.errors import DefinitionError, TwinMeasureError, UnknownMeasureError
from pi_desktop.measures.loading import read_measure

LONGEST = 1_000_000
"""Bytes. The longest questionnaire is a hundredth of this; what is larger is not a measure's file."""

_ID = re.compile(rb'^id *= *"([^"\n]+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Source:
    place: str
    text: bytes


def read_text(path: Path) -> bytes:
    """What a file holds. Raises DefinitionError where it cannot be read, or cannot be a measure's file."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1)
    except OSError as fault:
        raise DefinitionError(path.name, f"cannot be read: {fault.strerror}") from fault
    if len(text) > LONGEST:
        raise DefinitionError(path.name, f"is longer than {LONGEST} bytes")
    return text


def parse(text: bytes, place: str) -> dict[str, object]:
    """The table in a file. Raises DefinitionError with the line where it is not TOML."""
    try:
        return tomllib.loads(text.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise DefinitionError(place, f"is not a TOML file: {fault}") from fault


def read_file(path: Path) -> Measure:
    """The measure that one file describes. Raises DefinitionError with the place and the reason."""
    return read_measure(parse(read_text(path), path.name), path.name)


class Library:
    """The measures by id.

    Loading finds each file's id and no more, so that a program that needs two measures does not read seventy-three.
    """

    def __init__(self, sources: dict[str, _Source]) -> None:
        self._sources = sources
        self._read: dict[str, Measure] = {}

    @classmethod
    def load(cls, *folders: Path) -> "Library":
        """The measures of these folders. Raises TwinMeasureError where two files describe one measure."""
        sources: dict[str, _Source] = {}
        for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
            source = _Source(path.name, read_text(path))
            measure = _id_of(source)
            if measure in sources:
                raise TwinMeasureError(measure, sources[measure].place, source.place)
            sources[measure] = source
        return cls(sources)

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every measure, in the order of the files."""
        return tuple(self._sources)

    def get(self, id: str) -> Measure:  # noqa: A002
        """The measure called `id`.

        Raises UnknownMeasureError where there is none, and DefinitionError where its file cannot be right.
        """
        measure = self._read.get(id)
        if measure is None:
            source = self._sources.get(id)
            if source is None:
                raise UnknownMeasureError(id)
            measure = read_measure(parse(source.text, source.place), source.place)
            if measure.id != id:
                raise DefinitionError(f"{source.place}, id", "must be the first id in the file")
            self._read[id] = measure
        return measure

    def __iter__(self) -> Iterator[Measure]:
        return (self.get(measure) for measure in self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def __contains__(self, id: object) -> bool:  # noqa: A002
        return id in self._sources


def _id_of(source: _Source) -> str:
    found = _ID.search(source.text)
    if found is None:
        return read_measure(parse(source.text, source.place), source.place).id
    return found.group(1).decode("utf-8", "replace")
