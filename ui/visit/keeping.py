"""Keeping what is said at a visit, and telling the truth about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
Answers = Mapping[str, Work]


class Keeping(QObject):
    """Hands each answer to the writer at once. What could not be kept is tried again with the next answer.

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
        self.trouble = ""
        self._under_way = 0
        self._typing: set[QObject] = set()
        self._latest: Answers = {}
        self._unsaved: Answers = {}

    @property
    def busy(self) -> bool:
        """Something was said or typed that is not on the laptop yet."""
        return bool(self._under_way or self._typing)

    @property
    def settled(self) -> bool:
        """Everything that was said is on the laptop."""
        return not self.busy and not self._unsaved

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
        work = partial(action, appointment_id=self.appointment_id, **facts)
        self._latest = {**self._latest, what: work}
        self._unsaved = {name: each for name, each in self._unsaved.items() if name != what}
        self._send({**self._unsaved, what: work}, refused or _nobody)

    def try_again(self) -> None:
        """Keep what could not be kept before."""
        self._send(self._unsaved, _nobody)

    def settle(self, section: str | None = None) -> None:
        """Make records of what was filled in: when a section is left, or the whole visit."""
        settle = partial(visits.settle, visit_id=visit_id_of(self.appointment_id), section=section)
        self._send(self._unsaved, _nobody, then=settle)

    def _send(self, answers: Answers, refused: Callable[[str], object], then: Work | None = None) -> None:
        self.touches += 1
        self._under_way += 1
        self.changed.emit()
        self.session.act(
            partial(_do_all, (*answers.values(), *filter(None, (then,)))),
            lambda _: self._done(answers, refused),
            partial(self._not_done, answers, refused),
        )

    def _done(self, answers: Answers, refused: Callable[[str], object]) -> None:
        self._under_way -= 1
        self._unsaved = {name: work for name, work in self._unsaved.items() if name not in answers}
        self.trouble = self.trouble if self._unsaved else ""
        if answers:
            self.kept_at = self.session.clock.now()
        refused("")
        self._tell()

    def _not_done(self, answers: Answers, refused: Callable[[str], object], fault: DeskError) -> None:
        self._under_way -= 1
        if isinstance(fault, FieldError):
            refused(_sentence(fault))
        elif answers:
            # Where a later answer of the same name is on its way already, this one must not come after it.
            newest = {name: work for name, work in answers.items() if self._latest[name] is work}
            self._unsaved = {**self._unsaved, **newest}
            self.trouble = fault.sentence
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if self.settled:
            self.kept.emit()


def _nobody(sentence: str) -> None:
    """Hears of a refusal where no field is asked."""


def _do_all(works: tuple[Work, ...], uow: UnitOfWork) -> None:
    for work in works:
        work(uow)


def _sentence(fault: FieldError) -> str:
    """What is said beside the field; where several fields were checked, what is wrong with the first."""
    return next(iter(fault.by_field.values())).sentence if isinstance(fault, Refused) else fault.sentence
