"""The judge's own idea of a conflict, from what each author saw and nothing else."""

from __future__ import annotations

from itertools import count

from pi_desktop.server.torture.ledger import Entry
from pi_desktop.server.torture.lineage import Lineage, lineages

GROUP = "mobile"
_numbers = count(1)


def made(device: str = "office") -> Entry:
    return Entry(device, next(_numbers), "record", "contact_details", "record", None, {GROUP: {GROUP: "0"}})


def edit(op: str, number: str, *saw: str, device: str = "") -> Entry:
    wrote = {GROUP: {GROUP: number}}
    return Entry(device or op, next(_numbers), op, "contact_details", "record", None, wrote, {GROUP: saw})


def unanswered(*entries: Entry) -> set[str]:
    return {node.op for node in lineage(*entries).unanswered()}


def lineage(*entries: Entry) -> Lineage:
    return lineages(entries)["record"][GROUP]


def test_an_edit_that_saw_another_answers_it() -> None:
    assert unanswered(made(), edit("ann", "1", "record"), edit("bob", "2", "ann")) == {"bob"}


def test_two_who_did_not_see_each_other_both_stand() -> None:
    assert unanswered(made(), edit("ann", "1", "record"), edit("bob", "2", "record")) == {"ann", "bob"}


def test_a_choice_that_saw_both_answers_both() -> None:
    told = (made(), edit("ann", "1", "record"), edit("bob", "2", "record"), edit("choice", "1", "ann", "bob"))
    assert unanswered(*told) == {"choice"}


def test_nobody_overlooks_what_they_wrote_themselves() -> None:
    first, later = edit("first", "1", "record", device="ann"), edit("later", "2", "record", device="ann")
    assert unanswered(made(), first, later) == {"later"}


def test_who_answered_one_of_two_that_say_the_same_answered_both() -> None:
    told = (made(), edit("ann", "1", "record"), edit("bob", "1", "record"), edit("later", "2", "ann"))
    assert unanswered(*told) == {"later"}


def test_who_comes_back_to_an_earlier_value_is_not_answered_by_who_answered_that() -> None:
    """Yes, no, yes again; and somebody who saw only the no says maybe."""
    told = (made(), edit("yes", "1", "record"), edit("no", "2", "yes"))
    assert unanswered(*told, edit("again", "1", "no"), edit("maybe", "3", "no")) == {"again", "maybe"}


def test_a_removal_overlooks_what_its_author_has_not_seen() -> None:
    told = lineage(made(), edit("ann", "1", "record"), edit("bob", "2", "ann"))
    assert [node.op for node in told.unseen_by(frozenset({"ann"}))] == ["bob"]
    assert told.unseen_by(frozenset({"bob"})) == []
