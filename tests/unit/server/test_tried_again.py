"""What was refused is decided afresh when it is sent again: what stood in its way may be gone."""

from __future__ import annotations

from pi_desktop.ids import derived
from pi_desktop.server.database import Database
from tests.unit.server.conftest import found_team

FAMILY = str(derived("family", "test"))


def test_an_entry_that_was_refused_is_taken_once_nothing_stands_in_its_way(database: Database) -> None:
    team = found_team(database)
    amira = team.join("Amira", "therapist")
    given = team.making(amira, "allocation", FAMILY, staff_id=amira, part="lead_practitioner", since="2026-01-05")
    as_therapist = team.sender(amira, "amira")
    [first] = team.take(as_therapist, given)
    [same] = team.take(as_therapist, given)
    assert (first.outcome, same.outcome, same.why) == ("refused", "refused", first.why)

    as_lead = team.sender(amira, "amira", "clinical_lead")
    [taken] = team.take(as_lead, given)
    [replayed] = team.take(as_lead, given)
    assert (taken.outcome, taken.why, taken.again) == ("accepted", None, False)
    assert (replayed.outcome, replayed.v, replayed.again) == ("accepted", taken.v, True)
