"""Beginning and ending work at the program: what was being filled in, and where the person was."""

from datetime import timedelta

from pi_desktop.practice import visits
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

RESTED = timedelta(minutes=1)
_PLACE = "place"


def end(uow: UnitOfWork, *, place: str) -> None:
    """Make records of what was being filled in; remember the place, inside the file and on this laptop only."""
    visits.settle_all(uow)
    uow.set_setting(_PLACE, place)


def pause(uow: UnitOfWork) -> None:
    """Make records of what nobody is filling in any more, so that it can be sent."""
    visits.settle_all(uow, rested=RESTED)


def place_left(reader: Reader) -> str | None:
    """Where the person was when the program last locked."""
    return reader.setting(_PLACE)
