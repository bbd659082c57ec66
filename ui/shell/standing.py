"""What the status line says: how saving and synchronising stand, as it is and no better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pi_desktop.bootstrap import NoConnection, SignInPage
from pi_desktop.clock import LONDON, local_day
from pi_desktop.errors import DeskError
from pi_desktop.practice.days import clock_time, weekday_and_day
from pi_desktop.practice.status import SyncStatus
from ui.kit.status_line import Status
from ui.kit.theme import Tone


@dataclass(frozen=True)
class Standing:
    """Everything that the line's words depend on.

    `saving`: saves under way. `not_saved`: why a save was not kept, until it is. `apart`: what stood between
    this laptop and the server at the latest try.
    """

    saving: int = 0
    not_saved: DeskError | None = None
    syncing: bool = False
    apart: DeskError | None = None
    sync: SyncStatus = SyncStatus(waiting=0, set_aside=0, synced_at=None)

    def with_(self, **changes: object) -> Standing:
        """The same with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def status(self, now: datetime, right: tuple[str, ...]) -> Status:
        """The line's words at this moment; `right` is what stands at its other end."""
        headline, tone = self._headline()
        aside = not_taken_words(self.sync.set_aside)
        return Status(headline, tone, tuple(filter(None, self._details(now))), right, aside and f"{aside}: look")

    def _headline(self) -> tuple[str, Tone]:
        if self.not_saved is not None:
            return "Could not save", Tone.ACCENT
        if self.saving:
            return "Saving…", Tone.PRIMARY
        if self.syncing:
            return self._syncing(), Tone.PRIMARY
        if isinstance(self.apart, NoConnection | SignInPage):
            return "Working offline", Tone.WARN
        if self.apart is not None:
            return "Not synced", Tone.ACCENT
        if self.sync.synced:
            return "Synced", Tone.OK
        return "Saved on this laptop", Tone.PLAIN

    def _syncing(self) -> str:
        """Of the first download, how far it is; it goes on from there if it is cut off."""
        if self.sync.synced_at is None and self.sync.held:
            return f"Fetching the team’s records: {self.sync.held:,} so far"
        return "Syncing…"

    def _details(self, now: datetime) -> tuple[str, ...]:
        return (
            self.not_saved.sentence if self.not_saved else "",
            waiting_words(self.sync.waiting),
            _attachment_words(self.sync.unsent, "send"),
            _attachment_words(self.sync.unfetched, "arrive"),
            synced_words(self.sync.synced_at, now),
            self.apart.sentence if self.apart and not isinstance(self.apart, NoConnection) else "",
        )


def waiting_words(count: int) -> str:
    return f"{_entries(count)} saved on this laptop, waiting to sync" if count else ""


def not_taken_words(count: int) -> str:
    """2 entries could not be taken."""
    return f"{_entries(count)} could not be taken" if count else ""


def _attachment_words(count: int, way: str) -> str:
    """2 attachments still to send."""
    things = "attachment" if count == 1 else "attachments"
    return f"{count} {things} still to {way}" if count else ""


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def synced_words(at: datetime | None, now: datetime) -> str:
    """Last synced today 08:52."""
    if at is None:
        return "Not yet synced"
    days = local_day(now) - local_day(at)
    day = {timedelta(0): "today", timedelta(1): "yesterday"}.get(days) or weekday_and_day(local_day(at))
    return f"Last synced {day} {clock_time(at.astimezone(LONDON).time())}"
