"""The families that one works with, those of the whole team, and finding one of them as one types."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from pi_desktop.ids import Id
from pi_desktop.practice import naming
from pi_desktop.records.family import Baby, Caregiver, Family
from pi_desktop.store.reader import Reader
from pi_desktop.store.search import Found, search

ENDED = "ended"
_NAMED = frozenset({"family", "baby"})
"""Record types whose words are in the row already: a passage from them would only repeat it."""
_WORDS_OF = {"note": "note", "referral": "referral", "contact_details": "contact", "caregiver": "person"}


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family in a list. What is not on this laptop (the appointments of others' families) is empty.

    `ages` says "7 months" or "due 19 Jan", `people` "with Maria (mother)". `found_in` and `passage` tell where the
    typed words were found, if not in the name: an address is never repeated in a list.
    """

    family_id: Id
    title: str
    ages: str
    people: str
    reference: str
    stage: str
    practitioner: str | None
    mine: bool
    next_day: date | None
    next_at: time | None
    found_in: str | None = None
    passage: str | None = None


def mine(reader: Reader, *, staff_id: Id, today: date) -> tuple[FamilyRow, ...]:
    """The families that are allocated to somebody now, by surname."""
    return _rows(reader, staff_id, today, f"f.id IN ({_ALLOCATED_TO_ME})")


def whole_team(reader: Reader, *, staff_id: Id, today: date) -> tuple[FamilyRow, ...]:
    """Every family whose work has not ended, by surname."""
    return _rows(reader, staff_id, today, f"f.stage <> '{ENDED}'")


def count_mine(reader: Reader, *, staff_id: Id, today: date) -> int:
    """How many families are allocated to somebody now."""
    return len(reader.rows(_ALLOCATED_TO_ME, {"me": staff_id, "today": today.isoformat()}))


def find(reader: Reader, *, typed: str, staff_id: Id, today: date) -> tuple[FamilyRow, ...]:
    """Families by the beginnings of words: names, baby's name, postcode, phone, words of notes and referrals.

    Those that are found by who they are come before those that are found by what is written about them. A single
    letter is looked for in names only: nearly every note has a word that begins with it.
    """
    typed = typed.strip()
    if len(typed) == 1:
        return _rows(reader, staff_id, today, _NAMED_LIKE, letter=typed) if typed.isalpha() else ()
    first: dict[Id, Found] = {}
    for found in sorted(search(reader.connection, typed), key=lambda found: _rank(found.record_type)):
        if found.family_id:
            first.setdefault(found.family_id, found)
    places = {family_id: place for place, family_id in enumerate(first)}
    rows = _rows(reader, staff_id, today, "f.id IN (SELECT value FROM json_each(:ids))", first)
    return tuple(
        _with_passage(row, first[row.family_id]) for row in sorted(rows, key=lambda row: places[row.family_id])
    )


def title(reader: Reader, family_id: Id | None) -> str:
    """How the team speaks of a family; "The team" where something belongs to none."""
    family = reader.get(Family, family_id)
    if family is None:
        return "The team"
    babies = reader.find(Baby, family_id=family_id)
    return naming.family_title(babies, reader.find(Caregiver, family_id=family_id), family.surname)


def _rank(record_type: str) -> int:
    return 0 if record_type in _NAMED else 2 if record_type in ("note", "referral") else 1


def _with_passage(row: FamilyRow, found: Found) -> FamilyRow:
    if found.record_type in _NAMED:
        return row
    narrative = found.record_type in ("note", "referral")
    return replace(row, found_in=_WORDS_OF.get(found.record_type), passage=found.passage if narrative else None)


_ALLOCATED_TO_ME = (
    "SELECT DISTINCT family_id FROM allocation "
    "WHERE staff_id = :me AND removed IS NULL AND (until IS NULL OR until >= :today)"
)

_NAMED_LIKE = """(f.surname LIKE :begins OR EXISTS (
        SELECT 1 FROM baby b WHERE b.family_id = f.id AND b.given_name LIKE :begins AND b.removed IS NULL)
    OR EXISTS (
        SELECT 1 FROM caregiver c WHERE c.family_id = f.id AND c.given_name LIKE :begins AND c.removed IS NULL))"""

_LIST = f"""
WITH mine AS ({_ALLOCATED_TO_ME}),
upcoming AS (
    SELECT family_id, min(day || ' ' || at) AS starts FROM appointment INDEXED BY appointment_by_day
    WHERE day >= :today AND outcome IS NULL AND removed IS NULL GROUP BY family_id)
SELECT f.id, f.surname, f.reference, f.stage, f.id IN (SELECT family_id FROM mine), upcoming.starts,
    (SELECT s.name FROM allocation a JOIN staff s ON s.id = a.staff_id
        WHERE a.family_id = f.id AND a.removed IS NULL AND (a.until IS NULL OR a.until >= :today)
        ORDER BY a.part <> 'lead_practitioner', a.since, a.id LIMIT 1),
    (SELECT json_group_array(json_array(b.id, b.given_name, b.surname, b.due_on, b.born_on, b.birth_order))
        FROM baby b WHERE b.family_id = f.id AND b.removed IS NULL),
    (SELECT json_group_array(json_array(
            c.id, c.given_name, c.surname, c.preferred_name, c.role, c.lives_with_baby, c.until_day))
        FROM caregiver c WHERE c.family_id = f.id AND c.removed IS NULL)
FROM family f LEFT JOIN upcoming ON upcoming.family_id = f.id
WHERE f.removed IS NULL AND %s
ORDER BY f.surname COLLATE NOCASE, f.id
"""


def _rows(
    reader: Reader, staff_id: Id, today: date, which: str, ids: Iterable[Id] = (), letter: str = ""
) -> tuple[FamilyRow, ...]:
    facts = {"me": staff_id, "today": today.isoformat(), "ids": json.dumps(list(ids)), "begins": f"{letter}%"}
    return tuple(_row(today, *row) for row in reader.rows(_LIST % which, facts))


def _row(
    today: date,
    family_id: Id,
    surname: str,
    reference: str,
    stage: str,
    is_mine: int,
    starts: str | None,
    practitioner: str | None,
    babies_sent: str,
    caregivers_sent: str,
) -> FamilyRow:
    babies, caregivers = _babies(json.loads(babies_sent)), _caregivers(json.loads(caregivers_sent))
    return FamilyRow(
        family_id=family_id,
        title=naming.family_title(babies, caregivers, surname),
        ages=ages(babies, today),
        people=people(caregivers),
        reference=reference,
        stage=stage,
        practitioner=practitioner,
        mine=bool(is_mine),
        next_day=date.fromisoformat(starts[:10]) if starts else None,
        next_at=time.fromisoformat(starts[11:]) if starts else None,
    )


def _babies(sent: Iterable[Sequence[str | None]]) -> list[Baby]:
    return [
        Baby(
            id=Id(str(id_)),
            given_name=given_name,
            surname=surname,
            due_on=date.fromisoformat(due_on) if due_on else None,
            born_on=date.fromisoformat(born_on) if born_on else None,
            birth_order=int(birth_order) if birth_order is not None else None,
        )
        for id_, given_name, surname, due_on, born_on, birth_order in sent
    ]


def _caregivers(sent: Iterable[Sequence[str | None]]) -> list[Caregiver]:
    return [
        Caregiver(
            id=Id(str(id_)),
            given_name=given_name,
            surname=surname,
            preferred_name=preferred_name,
            role=role or "other",
            lives_with_baby=None if lives_with_baby is None else bool(lives_with_baby),
            until_day=date.fromisoformat(until_day) if until_day else None,
        )
        for id_, given_name, surname, preferred_name, role, lives_with_baby, until_day in sent
    ]


def ages(babies: Sequence[Baby], today: date) -> str:
    """The ages of a family's babies, those born together once: "7 months", "due 19 Jan", "3 weeks and 4 years"."""
    known = dict.fromkeys(words for baby in babies if (words := naming.age_words(baby, today)))
    return " and ".join(known)


def people(caregivers: Sequence[Caregiver]) -> str:
    """ "with Maria (mother) and Daniel (father)", whoever is there now; empty without anybody."""
    present = [naming.caregiver_and_role(each) for each in caregivers if each.until_day is None]
    if not present:
        return ""
    *others, last = present
    return f"with {', '.join(others)} and {last}" if others else f"with {last}"
