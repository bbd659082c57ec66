"""When this laptop may synchronise by itself, as its person chose; kept inside the file, for this laptop only."""

from dataclasses import dataclass

from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

_METERED, _SAVER = "sync_on_metered", "sync_on_battery_saver"
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class SyncChoices:
    """Whether to synchronise unasked while the connection costs by amount, and while the battery is being saved."""

    on_metered: bool = False
    on_battery_saver: bool = False


def sync_choices(reader: Reader) -> SyncChoices:
    """What was chosen; neither, where nothing was."""
    return SyncChoices(reader.setting(_METERED) == _YES, reader.setting(_SAVER) == _YES)


def choose(uow: UnitOfWork, *, choices: SyncChoices) -> SyncChoices:
    """Keep what was chosen, and give it back."""
    uow.set_setting(_METERED, _YES if choices.on_metered else _NO)
    uow.set_setting(_SAVER, _YES if choices.on_battery_saver else _NO)
    return choices
