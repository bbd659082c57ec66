"""One round between a laptop and the server: handing in, being answered, being given what others wrote."""

from __future__ import annotations

from tests.integration.server.laptop import Laptop


def allocate(lead: Laptop, family: str, to: Laptop) -> dict[str, object]:
    made = lead.making("allocation", family, staff_id=to.staff_id, part="lead_practitioner", since="2026-01-05")
    assert lead.sync(made)["answers"][0]["o"] == "accepted"
    return made


def test_what_one_enters_reaches_a_colleague(lead: Laptop, therapist: Laptop, family: str) -> None:
    allocate(lead, family, therapist)
    goal = therapist.making("goal", family, words="Enjoy bath time", set_on="2026-11-24", state="active")
    answers = therapist.sync(goal)["answers"]
    assert [(each["op"], each["o"]) for each in answers] == [(goal["id"], "accepted")]
    lead.pull()
    assert lead.records[goal["id"]]["x"]["words"] == "Enjoy bath time"
