"""What all kinds of field share."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """What all kinds share: a value that is its own column and wire form."""

    def check(self, value: Any) -> Any:
        """The value as it will be kept. Raises FieldError with a sentence for the person."""
        return value

    def to_column(self, value: Any) -> Any:
        return value

    def from_column(self, stored: Any) -> Any:
        return stored

    def to_wire(self, value: Any) -> Any:
        return self.to_column(value)

    def from_wire(self, sent: Any) -> Any:
        return self.from_column(sent)

    def column_of_wire(self, sent: Any) -> Any:
        """The column form of a value that arrived, without making a Python value of it on the way."""
        return sent

    def wire_of_column(self, stored: Any) -> Any:
        return stored

    def fits_wire(self, sent: object) -> bool:
        """Whether something from elsewhere has the right shape; what it says is not judged."""
        raise NotImplementedError
