"""Keeping what is said at a visit, and telling the truth about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pi_desktop.bootstrap import is_about_the_file
from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.practice import visits
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.kinds import FieldError
from pi_desktop.records.record import Refused
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import UnitOfWork

Work = Callable[["UnitOfWork"], object]


@dataclass(frozen=True)
class Answer:
    """Something that was said: its name, how it is kept, and who hears that it will not do as it is."""

    what: str
    work: Work
    refused: Callable[[str], object]


class Keeping(QObject):
    """Hands each answer to the writer at once. What could not be kept is tried again with the next answer.

    Each answer is a save of its own, so that one that will not do holds up no other.

    `kept` is emitted when nothing said so far is still to be kept, `changed` whenever `kept_at`, `trouble` or `busy`
    may have changed.
    """

    kept = Signal()
    changed = Signal()

    def __init__(self, session: Session, appointment_id: Id) -> None:
        super().__init__()
        self.session = session
        self.appointment_id = appointment_id
        self.touches = 0
        self.kept_at: datetime | None = None
        self.fault: DeskError | None = None
        self._under_way = 0
        self._typing: set[QObject] = set()
        self._latest: Mapping[str, Answer] = {}
        self._unsaved: Mapping[str, Answer] = {}

    @property
    def busy(self) -> bool:
        """Something was said or typed that is not on the laptop yet."""
        return bool(self._under_way or self._typing)

    @property
    def settled(self) -> bool:
        """Everything that was said is on the laptop."""
        return not self.busy and not self._unsaved

    @property
    def trouble(self) -> str:
        """Why something could not be kept, until it is; empty where everything was."""
        return self.fault.sentence if self.fault else ""

    @property
    def unkept(self) -> DeskError | None:
        """What is wrong with the file, where something said could not be kept and may be once that is put right."""
        return self.fault if self.fault and is_about_the_file(self.fault) else None

    def typing(self, where: QObject, *, more_to_keep: bool) -> None:
        """Note that something was typed that has not been handed over yet, or that it has now."""
        self.touches += more_to_keep
        self._typing = self._typing | {where} if more_to_keep else self._typing - {where}
        self._tell()

    def keep(
        self,
        what: str,
        action: Callable[..., object],
        refused: Callable[[str], object] | None = None,
        **facts: object,
    ) -> None:
        """Keep an answer: `action` is a function of the practice with its `facts`, all but the appointment.

        `what` names the answer: a later one of the same name takes its place.

        `refused` gets the sentence where the answer itself will not do, and an empty one once it will.
        """
        answer = Answer(what, partial(action, appointment_id=self.appointment_id, **facts), refused or _nobody)
        self._latest = {**self._latest, what: answer}
        self._unsaved = {name: each for name, each in self._unsaved.items() if name != what}
        self.try_again()
        self._send(answer)

    def try_again(self) -> None:
        """Keep what could not be kept before."""
        unsaved, self._unsaved = self._unsaved, {}
        for answer in unsaved.values():
            self._send(answer)

    def settle(self, section: str | None = None, then: Callable[[bool], object] | None = None) -> None:
        """Make records of what was filled in: when a section is left, or the whole visit.

        `then` is called when that and every answer before it has been tried, kept or not, and gets whether more was
        said or typed meanwhile.
        """
        self.try_again()
        settle = partial(visits.settle, visit_id=visit_id_of(self.appointment_id), section=section)
        self._begin()
        ended = partial(self._settle_ended, self.touches, then)
        # What cannot become a record now is still a draft, so that nothing is lost where this fails.
        self.session.act(settle, ended, ended)

    def _settle_ended(self, touches: int, then: Callable[[bool], object] | None, _: object) -> None:
        self._end()
        if then is not None:
            then(self.touches != touches)

    def _send(self, answer: Answer) -> None:
        self._begin()
        self.session.act(answer.work, lambda _: self._done(answer), partial(self._not_done, answer))

    def _done(self, answer: Answer) -> None:
        self.kept_at = self.session.clock.now()
        answer.refused("")
        self._end()

    def _not_done(self, answer: Answer, fault: DeskError) -> None:
        if isinstance(fault, FieldError):
            answer.refused(_sentence(fault))
        elif self._latest[answer.what] is answer:  # else a later one is on its way, and this must not come after it
            self._unsaved = {**self._unsaved, answer.what: answer}
            self.fault = fault
        self._end()

    def _begin(self) -> None:
        self.touches += 1
        self._under_way += 1
        self.changed.emit()

    def _end(self) -> None:
        self._under_way -= 1
        if not self._under_way and not self._unsaved:
            self.fault = None
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if self.settled:
            self.kept.emit()


def _nobody(sentence: str) -> None:
    """Hears of a refusal where no field is asked."""


def _sentence(fault: FieldError) -> str:
    """What is said beside the field; where several fields were checked, what is wrong with the first."""
    return next(iter(fault.by_field.values())).sentence if isinstance(fault, Refused) else fault.sentence
