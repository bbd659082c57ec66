"""What every record type declares, and that a record comes back from its row and from the wire as it went."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given

from pi_desktop.records import RECORD_TYPES, Appointment, Baby, ContactDetails, Goal, Rating, Record, type_of
from pi_desktop.records.kinds import Many, OutOfRange, TooLong
from pi_desktop.records.merging import State
from pi_desktop.records.record import MissingEntry, RecordType, Refused, Visibility
from pi_desktop.store.rows import FORMS
from tests.strategies import any_record

EVERY_TYPE = pytest.mark.parametrize("record_type", RECORD_TYPES.values(), ids=lambda each: each.name)


@EVERY_TYPE
def test_every_field_of_a_record_is_declared(record_type: RecordType) -> None:
    own = {"id", "family_id", "heads", "born", "rivals", "waiting"}
    assert {field.name for field in fields(record_type.cls)} - own == set(record_type.rules)


@EVERY_TYPE
def test_every_record_says_who_made_it_and_can_be_taken_back(record_type: RecordType) -> None:
    assert record_type.rules["made_at"].required
    assert record_type.rules["made_by"].required
    assert record_type.groups["removed"] == ("removed", "removed_why")


@EVERY_TYPE
def test_a_chain_is_linked_by_what_it_supersedes(record_type: RecordType) -> None:
    if record_type.chain is None:
        assert "supersedes" not in record_type.rules
    else:
        assert isinstance(record_type.rules["supersedes"].kind, Many)
        assert set(record_type.chain) <= {"family_id", *record_type.rules}


@EVERY_TYPE
def test_a_careful_field_ranks_every_value_that_it_can_have(record_type: RecordType) -> None:
    for rule in record_type.rules.values():
        if rule.careful:
            choices = getattr(rule.kind, "choices", (True, False))
            assert set(rule.careful) == {*choices, None}


def test_what_everybody_holds_has_no_way_to_reach_a_family() -> None:
    index = [each for each in RECORD_TYPES.values() if each.visibility is Visibility.INDEX]
    held = {name for each in index for name in each.rules}
    assert {"family", "baby", "caregiver", "allocation"} <= {each.name for each in index}
    assert not held & {"address", "postcode", "mobile", "email", "address_hidden"}


def test_what_belongs_together_merges_as_one() -> None:
    appointment = RECORD_TYPES[Appointment.type_name]
    assert appointment.groups["when_and_where"] == ("day", "at", "minutes", "place", "place_words")
    assert RECORD_TYPES[ContactDetails.type_name].groups["address"] == ("address", "postcode")
    assert RECORD_TYPES[Baby.type_name].groups["name"] == ("given_name", "surname")
    assert appointment.group_of("a_field_of_a_newer_version") == "a_field_of_a_newer_version"


def test_every_field_that_cannot_be_kept_has_its_own_sentence() -> None:
    with pytest.raises(Refused) as refused:
        RECORD_TYPES[Rating.type_name].check({"value": 11, "not_rated_because": "x" * 201, "goal_id": None})

    kinds = {name: type(fault) for name, fault in refused.value.by_field.items()}
    assert kinds == {"value": OutOfRange, "not_rated_because": TooLong, "goal_id": MissingEntry}


def test_what_is_blank_is_missing_where_an_entry_is_required() -> None:
    with pytest.raises(Refused) as refused:
        RECORD_TYPES[Goal.type_name].check({"words": " \u200b "})
    assert isinstance(refused.value.by_field["words"], MissingEntry)


@given(any_record)
def test_a_record_is_kept_exactly_as_it_was_checked(record: Record) -> None:
    record_type = type_of(record)
    entered = {name: getattr(record, name) for name in record_type.rules}
    assert record_type.check(entered) == entered


@given(any_record)
def test_a_record_comes_back_from_the_wire_as_it_went(record: Record) -> None:
    record_type = type_of(record)
    sent = record_type.values(record)

    assert all(record_type.rules[name].kind.fits_wire(value) for name, value in sent.items())
    arrived = {name: rule.kind.from_wire(sent.get(name)) for name, rule in record_type.rules.items()}
    assert record_type.cls(id=record.id, family_id=record.family_id, **arrived) == record


@given(any_record)
def test_a_record_comes_back_from_its_row_as_it_went(record: Record) -> None:
    form = FORMS[record.type_name]
    state = State(record.id, type_of(record).values(record))

    row = form.row(record.id, record.family_id, state, 7, waiting=False)

    assert form.record(row) == record
    assert form.state(row) == state


@given(any_record)
def test_a_value_has_the_same_form_in_its_column_by_either_way(record: Record) -> None:
    for name, rule in type_of(record).rules.items():
        value = getattr(record, name)
        column = rule.kind.to_column(value)
        assert rule.kind.column_of_wire(rule.kind.to_wire(value)) == column
        assert rule.kind.from_column(rule.kind.column_of_wire(rule.kind.wire_of_column(column))) == value


def test_nobody_alters_a_record_in_memory() -> None:
    record = Goal(id=None, words="Play together", made_at=None, made_by=None, set_on=None, state="active")
    with pytest.raises(FrozenInstanceError):
        record.words = "Something else"
