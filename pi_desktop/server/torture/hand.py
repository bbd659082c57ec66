"""What a person does at a laptop: makes, edits, removes, chooses. Each thing done is told as they meant it."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from pi_desktop.ids import Id, derived
from pi_desktop.practice.chains import chains
from pi_desktop.records import (
    RECORD_TYPES,
    Appointment,
    Baby,
    Caregiver,
    Consent,
    ContactDetails,
    Family,
    Goal,
    MeasureDue,
    Note,
    Rating,
    Record,
    Staff,
    type_of,
)
from pi_desktop.records.access import sight_of
from pi_desktop.records.record import Visibility
from pi_desktop.records.state import REMOVED, filled
from pi_desktop.server.torture.ledger import Entry, groups_written
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)
Deed = Callable[[UnitOfWork], None]

_WIDELY_SEEN = (Family, Baby, Caregiver)
_OF_A_FAMILY = (ContactDetails, Appointment, Goal, Note, MeasureDue)
_MOST_ON_SCREEN = 40
_A_DAY = date(2026, 3, 2)


class Hand:
    """One person at one laptop. `looked` are records as they were on a screen that has been open for a while."""

    def __init__(self, device: str, staff_id: Id, chance: random.Random) -> None:
        self._device = device
        self._staff_id = staff_id
        self._chance = chance
        self._seen: frozenset[Visibility] = frozenset()
        self._looked: dict[str, Record] = {}
        self._told: list[Entry] = []
        self._count = 0

    def act(self, uow: UnitOfWork) -> list[Entry]:
        """One action, within its unit of work; what it wrote, to be told once that is kept."""
        self._told = []
        person = uow.get(Staff, self._staff_id)
        self._seen = sight_of(person.role if person else "").own
        deeds: list[Deed] = [self._edit_something, self._make_something, self._follow, self._remove, self._choose]
        for deed in self._chance.choices(deeds, (10, 4, 3, 1, 3), k=self._chance.choice((1, 1, 1, 2))):
            deed(uow)
        return self._told

    def _edit_something(self, uow: UnitOfWork) -> None:
        seen = self._record(uow, (*_WIDELY_SEEN, *_OF_A_FAMILY))
        if seen is not None and not seen.removed:
            self._edit(uow, seen, **self._changes(seen))

    def _changes(self, seen: Record) -> dict[str, Any]:
        word, chance = self._word(), self._chance
        if isinstance(seen, Family):
            return chance.choice(({"surname": word}, {"stage": chance.choice(("waiting", "engaging", "in_therapy"))}))
        if isinstance(seen, Baby):
            return {"given_name": word}
        if isinstance(seen, Caregiver):
            return chance.choice(({"preferred_name": word}, {"given_name": word, "surname": word}))
        if isinstance(seen, Goal):
            return chance.choice(({"words": word}, {"state": chance.choice(("active", "reached", "dropped"))}))
        if isinstance(seen, Note):
            return {"words": word}
        if isinstance(seen, MeasureDue):
            return {"declined": chance.choice((True, False))}
        if isinstance(seen, Appointment):
            moved = {"day": _A_DAY + timedelta(days=chance.randrange(300)), "place_words": word}
            return chance.choice((moved, {"outcome": "attended", "outcome_words": word}))
        return self._contact_changes(word)

    def _contact_changes(self, word: str) -> dict[str, Any]:
        chance = self._chance
        yes_or_no = chance.choice((True, False))
        return chance.choice(
            (
                {"email": f"{word}@example.org"},
                {"mobile": f"07700 900{chance.randrange(1000):03}"},
                {"mobile": None},
                {"address": f"{word} Street", "postcode": "CV34 5QT"},
                {"language": word, "email": f"{word}@example.net"},
                {"may_text": yes_or_no},
                {"may_leave_voicemail": yes_or_no, "may_send_letters": yes_or_no},
                {"address_hidden": yes_or_no},
            )
        )

    def _make_something(self, uow: UnitOfWork) -> None:
        family = self._family(uow)
        if family is None:
            return
        word, now = self._word(), uow.clock.now()
        makings: dict[type[Record], dict[str, Any]] = {
            Note: {"staff_id": self._staff_id, "about": now, "words": word},
            Goal: {"words": word, "set_on": _A_DAY, "state": "active"},
            Appointment: {
                "day": _A_DAY,
                "at": time(10, 30),
                "minutes": 60,
                "place": "home",
                "purpose": "review",
                "staff_id": self._staff_id,
                "place_words": word,
            },
            MeasureDue: {"measure": word},
        }
        cls: type[Record] = self._chance.choice([each for each in makings if each.visibility in self._seen])
        if cls is MeasureDue:
            self._make_by_itself(uow, family)
        else:
            self._make(uow, cls, family_id=family, **makings[cls])

    def _make_by_itself(self, uow: UnitOfWork, family: Id) -> None:
        """What the program makes of its own accord has the same id on every device."""
        step = self._chance.randrange(1000)
        record_id = derived(family, f"due {step // 10}")
        if uow.get(MeasureDue, record_id) is None:
            declined = self._chance.choice((True, False, None))
            self._make(uow, MeasureDue, id=record_id, family_id=family, measure=f"due {step // 10}", declined=declined)

    def _follow(self, uow: UnitOfWork) -> None:
        """A new decision on a consent, or a new rating of a goal, in place of all that are shown."""
        chance = self._chance
        if chance.random() < 0.5 and Consent.visibility in self._seen:
            shown = uow.find(Consent)
            if shown:
                chain = chance.choice(chains(shown))
                first, decision = chain.in_force, chance.choice(("given", "refused", "withdrawn"))
                facts = {"purpose": first.purpose, "caregiver_id": first.caregiver_id, "decision": decision}
                at = uow.clock.now()
                self._make(uow, Consent, family_id=first.family_id, at=at, supersedes=chain.to_supersede, **facts)
        elif Rating.visibility in self._seen:
            self._rate(uow)

    def _rate(self, uow: UnitOfWork) -> None:
        goals = uow.find(Goal)
        if goals:
            goal = self._chance.choice(goals)
            at = datetime(2026, 3, self._chance.randrange(1, 4), 12, tzinfo=UTC)
            given = chains(uow.find(Rating, goal_id=goal.id, at=at))
            earlier = given[0].to_supersede if given else ()
            value = self._chance.randrange(11)
            self._make(uow, Rating, family_id=goal.family_id, goal_id=goal.id, at=at, value=value, supersedes=earlier)

    def _remove(self, uow: UnitOfWork) -> None:
        """Takes something back as entered in error, or takes that back."""
        seen = self._record(uow, (Appointment, Goal, Note))
        if seen is not None:
            removed = None if seen.removed else "entered in error"
            self._edit(uow, seen, removed=removed, removed_why=self._word() if removed else None)

    def _choose(self, uow: UnitOfWork) -> None:
        """Chooses between the values of something that was changed in two places, or writes a third."""
        classes: list[type[Record]] = self._chance.sample((*_WIDELY_SEEN, *_OF_A_FAMILY), 3)
        for cls in classes:
            found = uow.rows(f'SELECT id FROM "{cls.type_name}" WHERE rivals IS NOT NULL')
            if found:
                seen = uow.get(cls, Id(self._chance.choice(found)[0]))
                assert seen is not None
                self._choose_in(uow, seen)
                return

    def _choose_in(self, uow: UnitOfWork, seen: Record) -> None:
        record_type = type_of(seen)
        known = [group for group in sorted(seen.rivals) if group in record_type.groups]
        group = self._chance.choice(known) if known else ""
        if not group or (seen.removed and group != REMOVED):
            return
        taken = self._chance.choice(seen.rivals[group])["values"]
        rules = record_type.rules
        changes = {
            name: rules[name].kind.from_column(rules[name].kind.column_of_wire(taken.get(name)))
            for name in record_type.groups[group]
        }
        self._edit(uow, seen, **changes)

    def _record(self, uow: UnitOfWork, classes: Iterable[type[Record]]) -> Record | None:
        """Any record: as it is now, or as it stands on a screen that was opened a while ago."""
        chance = self._chance
        if self._looked and chance.random() < 0.3:
            looked = self._looked.pop(chance.choice(sorted(self._looked)))
            return looked if isinstance(looked, tuple(classes)) else None
        cls: type[Record] = chance.choice([each for each in classes if each.visibility in self._seen] or [Family])
        ids = uow.rows(f'SELECT id FROM "{cls.type_name}" ORDER BY random() LIMIT 1')
        seen = uow.get(cls, Id(ids[0][0])) if ids else None
        if seen is not None and len(self._looked) < _MOST_ON_SCREEN:
            self._looked[seen.id] = seen
        return seen

    def _family(self, uow: UnitOfWork) -> Id | None:
        """A family whose contact details are on this laptop: one that its person works with."""
        rows = uow.rows("SELECT DISTINCT family_id FROM contact_details ORDER BY family_id")
        return Id(self._chance.choice(rows)[0]) if rows else None

    def _word(self) -> str:
        """A text that nobody writes a second time."""
        self._count += 1
        return f"w{self._chance.getrandbits(40):010x}"

    def _make(self, uow: UnitOfWork, cls: type[Record], **values: Any) -> None:
        made = uow.make(cls, **values)
        wrote = groups_written(cls.type_name, type_of(made).values(made))
        self._tell(uow, made, wrote, None)

    def _edit(self, uow: UnitOfWork, seen: Record, **changes: Any) -> None:
        record_type = type_of(seen)
        meant = replace(seen, **record_type.check(changes))
        groups = sorted(
            {
                record_type.group_of(name)
                for name in changes
                if getattr(seen, name) != getattr(meant, name) or record_type.group_of(name) in seen.rivals
            }
        )
        if not groups:
            return
        uow.edit(seen, **changes)
        rules = record_type.rules
        wrote = {
            group: filled({name: rules[name].kind.to_wire(getattr(meant, name)) for name in record_type.groups[group]})
            for group in groups
        }
        self._tell(uow, seen, wrote, {group: _on_screen(seen, group) for group in groups})

    def _tell(self, uow: UnitOfWork, record: Record, wrote: dict[str, Any], saw: dict[str, Any] | None) -> None:
        ((n, op),) = uow.rows("SELECT n, op_id FROM operation ORDER BY n DESC LIMIT 1")
        name, family = record.type_name, record.family_id
        self._told.append(Entry(self._device, n, op, name, record.id, family, wrote, saw))


def _on_screen(seen: Record, group: str) -> tuple[str, ...]:
    """What somebody who looks at a record has seen of it: a removal is based on all of it."""
    if group == REMOVED:
        return (seen.born or seen.id, *(op for ops in seen.heads.values() for op in ops))
    return seen.seen(group)


class Unsent:
    """Looks whether what was written here and not sent yet is still shown, whatever has arrived meanwhile."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], Entry] = {}

    def keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            for group in entry.wrote:
                self._last[entry.record_id, group] = entry

    def hidden(self, reader: Reader) -> list[str]:
        """Operations that wait to be sent and whose values are shown nowhere. Each is told once."""
        waiting = {op for (op,) in reader.rows("SELECT op_id FROM operation WHERE state = 'waiting'")}
        self._last = {key: entry for key, entry in self._last.items() if entry.op in waiting}
        hidden = [entry.op for (_, group), entry in self._last.items() if not _shown(reader, group, entry)]
        self._last = {key: entry for key, entry in self._last.items() if entry.op not in hidden}
        return hidden


def _shown(reader: Reader, group: str, entry: Entry) -> bool:
    record_type = RECORD_TYPES[entry.record_type]
    names = record_type.groups[group]
    record = reader.get(record_type.cls, Id(entry.record_id))
    if record is None or any(record_type.rules[name].careful for name in names):
        return True
    if any(rival["op"] == entry.op for rival in record.rivals.get(group, ())):
        return True
    shown = {name: record_type.rules[name].kind.to_wire(getattr(record, name)) for name in names}
    return filled(shown) == entry.wrote[group]
