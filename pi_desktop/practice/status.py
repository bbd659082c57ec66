"""Where saving and synchronising stand, told as it is."""

from dataclasses import dataclass
from datetime import datetime

from pi_desktop.store.errors import told
from pi_desktop.store.outbox import counts
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`waiting`: entries saved here that the server has not confirmed; `set_aside`: entries that it could not take."""

    waiting: int
    set_aside: int
    synced_at: datetime | None

    @property
    def synced(self) -> bool:
        """The server has confirmed everything, and nothing waits."""
        return self.synced_at is not None and not self.waiting and not self.set_aside


def sync_status(reader: Reader) -> SyncStatus:
    """What the status line says."""
    with told():
        found = counts(reader.connection)
    at = reader.setting("synced_at")
    drafts = len(reader.drafts())
    return SyncStatus(found.waiting + drafts, found.set_aside, datetime.fromisoformat(at) if at else None)
