"""The invented team as a whole: the same for the same seed and day."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from pi_desktop.clock import FixedClock, local_instant
from pi_desktop.demo.diary import Diary
from pi_desktop.demo.pen import Pen
from pi_desktop.demo.people import STAFF
from pi_desktop.demo.plots import TOLD, more_plots
from pi_desktop.demo.story import tell
from pi_desktop.ids import Id, Ids
from pi_desktop.records import Record, Staff, Team, type_of
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation

TEAM_NAME = "Warwick Parent-Infant Team"
FAMILIES = 60
YEARS_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Invented:
    """A team, its staff by key (`asha`, `karen` …), and everything it has written, in order."""

    team_id: Id
    team_name: str
    staff: dict[str, Staff]
    records: tuple[Record, ...]

    def operations(self) -> Iterator[Operation]:
        """What was written, as the operations that bring it to a server."""
        for seq, record in enumerate(self.records, start=1):
            yield Operation(
                op_id=record.id,
                record_type=record.type_name,
                record_id=record.id,
                family_id=record.family_id,
                by=record.made_by,
                at=instant_text(record.made_at),
                seq=seq,
                new=type_of(record).values(record),
            )


def last_working_day(today: date) -> date:
    """Today, or the Friday before a weekend."""
    return today - timedelta(days=max(0, today.weekday() - 4))


def invent(seed: int, today: date) -> Invented:
    """Invents the team as it stands on the last working day up to `today`."""
    today = last_working_day(today)
    start = local_instant(today - timedelta(weeks=YEARS_WEEKS + 4), time(9))
    chance = random.Random(seed)
    ids = Ids(FixedClock(start), chance.getrandbits)
    team_id = ids.new()
    staff_ids = {person.key: ids.new() for person in STAFF}
    lead = staff_ids["lead"]
    team = Team(id=team_id, made_at=start, made_by=lead, name=TEAM_NAME, engagement_weeks=6, reviews_every_sessions=6)
    staff = {
        person.key: Staff(
            id=staff_ids[person.key],
            made_at=start,
            made_by=lead,
            name=person.name,
            role=person.role,
            employer=person.employer,
        )
        for person in STAFF
    }
    told: list[Record] = [team, *staff.values()]
    diary = Diary()
    plots = (*TOLD, *more_plots(chance, FAMILIES - len(TOLD)))
    for number, plot in enumerate(plots, start=1):
        told += tell(Pen(plot, number, today, staff_ids, seed), diary)
    checked = tuple(sorted(map(_checked, told), key=lambda record: record.made_at))
    return Invented(team_id, TEAM_NAME, staff, checked)


def _checked(record: Record) -> Record:
    """The record as the program itself would keep it: an invented entry that it would refuse is a defect."""
    record_type = type_of(record)
    checked = record_type.check({name: getattr(record, name) for name in record_type.rules})
    return type(record)(id=record.id, family_id=record.family_id, **checked)
