"""Where saving and synchronising stand, told as it is."""

from dataclasses import dataclass
from datetime import datetime

from pi_desktop.store import attachments
from pi_desktop.store.drift import held
from pi_desktop.store.errors import told
from pi_desktop.store.outbox import counts
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`waiting`: entries saved here that the server has not confirmed; `set_aside`: entries that it could not take.

    Attachments travel after the entries: `unsent` are those whose content the server has not confirmed, `unfetched`
    those whose content has not reached this laptop. `held` is how many of the server's records are here.
    """

    waiting: int
    set_aside: int
    synced_at: datetime | None
    unsent: int = 0
    unfetched: int = 0
    held: int = 0

    @property
    def synced(self) -> bool:
        """The server has confirmed everything, and nothing waits."""
        return self.synced_at is not None and not (self.waiting or self.set_aside or self.unsent)


def sync_status(reader: Reader) -> SyncStatus:
    """What the status line says."""
    with told():
        found = counts(reader.connection)
        attached = attachments.counts(reader.connection)
        here = held(reader.connection)
    at = reader.setting("synced_at")
    return SyncStatus(
        waiting=found.waiting + len(reader.drafts()),
        set_aside=found.set_aside,
        synced_at=datetime.fromisoformat(at) if at else None,
        unsent=attached.unsent,
        unfetched=attached.unfetched,
        held=here.records,
    )
