"""Whatever several laptops write about one record, in whatever order: nothing that was written disappears."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.merging import REMOVED, Rival, State, merge, overlay
from pi_desktop.records.operation import Edit, Operation
from pi_desktop.records.state import filled

CONTACT = RECORD_TYPES["contact_details"]
MADE = "made"
LAPTOPS = ("ann", "bob", "cleo")
ENTRIES = {
    "mobile": [{"mobile": "+447700900142"}, {"mobile": "+447700900555"}, {"mobile": None}],
    "address": [{"address": "12 Elm Grove", "postcode": "CV34 5QT"}, {"address": None, "postcode": None}],
    "may_text": [{"may_text": True}, {"may_text": False}, {"may_text": None}],
    REMOVED: [{"removed": "duplicate"}, {"removed": "entered in error"}, {"removed": None}],
}

writes = st.sampled_from([(group, entry) for group, entries in ENTRIES.items() for entry in entries])
actions = st.tuples(st.sampled_from(LAPTOPS), st.just("push") | st.just("pull") | writes)
stories = st.lists(actions, max_size=40)


def who(op: str) -> Rival:
    return {"op": op, "by": op.split()[0], "at": "then", "device": op.split()[0], "received": "now"}


@dataclass
class Server:
    state: State = field(default_factory=lambda: State(MADE, {"mobile": "+447700900142"}))

    def take(self, operation: Operation) -> None:
        self.state, _ = merge(CONTACT, self.state, operation, who(operation.op_id), who)


@dataclass
class Laptop:
    """What one laptop shows, and what it has written and not sent yet."""

    name: str
    server: Server
    ledger: list[Operation]
    shown: State = field(default_factory=lambda: Server().state)
    waiting: list[Operation] = field(default_factory=list)
    count: int = 0

    def write(self, group: str, entry: dict[str, object]) -> None:
        seen = self.shown.all_heads() if group == REMOVED else self.shown.standing(group)
        self.count += 1
        edit = Edit(tuple(sorted(seen)), entry)
        op_id = f"{self.name} {self.count}"
        operation = Operation(op_id, CONTACT.name, "record", None, self.name, "then", self.count, edits={group: edit})
        self.ledger.append(operation)
        self.waiting.append(operation)
        self.shown = overlay(CONTACT, self.shown, operation)

    def push(self) -> None:
        if self.waiting:
            self.server.take(self.waiting.pop(0))

    def pull(self) -> None:
        self.shown = self.server.state
        for operation in self.waiting:
            self.shown = overlay(CONTACT, self.shown, operation)


def play(story: list[tuple[str, object]]) -> tuple[Server, dict[str, Laptop], list[Operation]]:
    """Plays a story, then lets every laptop send what it has and fetch the rest."""
    server, ledger = Server(), []
    laptops = {name: Laptop(name, server, ledger) for name in LAPTOPS}
    for name, action in story:
        match action:
            case "push":
                laptops[name].push()
            case "pull":
                laptops[name].pull()
            case group, entry:
                laptops[name].write(group, entry)
    for laptop in laptops.values():
        while laptop.waiting:
            laptop.push()
    for laptop in laptops.values():
        laptop.pull()
    return server, laptops, ledger


@given(stories)
def test_everything_that_was_written_stands_or_was_seen_by_whoever_replaced_it(story: list[tuple[str, object]]) -> None:
    server, _, ledger = play(story)

    edits = [(each.op_id, group, edit) for each in ledger for group, edit in (each.edits or {}).items()]
    accounted = {
        (group, str(filled(edit.values)))
        for op, group, edit in edits
        if op in server.state.standing(group) or any(op in later.bases for _, other, later in edits if other == group)
    }
    for op, group, edit in edits:
        assert (group, str(filled(edit.values))) in accounted, op


@given(stories)
def test_every_laptop_ends_with_what_the_server_holds(story: list[tuple[str, object]]) -> None:
    server, laptops, _ = play(story)
    assert all(laptop.shown == server.state for laptop in laptops.values())


@given(stories)
def test_where_several_values_stand_all_are_shown_and_the_first_is_in_use(story: list[tuple[str, object]]) -> None:
    server, _, ledger = play(story)
    state = server.state
    wrote = {(each.op_id, group): filled(edit.values) for each in ledger for group, edit in (each.edits or {}).items()}

    for group, rivals in state.rivals.items():
        names = CONTACT.groups[group]
        assert state.heads[group] == tuple(rival["op"] for rival in rivals)
        assert len(rivals) > 1
        assert {name: state.values[name] for name in names if name in state.values} == filled(rivals[0]["values"])
        for rival in rivals:
            assert filled(rival["values"]) == wrote.get((rival["op"], group), filled(rival["values"]))
    for group, heads in state.heads.items():
        stand = {str(wrote[head, group]) for head in heads if (head, group) in wrote}
        assert len(stand) <= 1 or group in state.rivals


@given(stories)
def test_the_more_careful_value_is_in_use_while_two_stand(story: list[tuple[str, object]]) -> None:
    state = play(story)[0].state
    if "may_text" in state.rivals:
        stand = [rival["values"].get("may_text") for rival in state.rivals["may_text"]]
        assert (False in stand) == (state.values.get("may_text") is False)


@given(st.lists(st.sampled_from(LAPTOPS), min_size=2, max_size=8), st.randoms())
def test_which_values_stand_does_not_depend_on_who_was_first(order: list[str], chance: object) -> None:
    """Each laptop goes on from its own entries, having seen nobody else's; every entry differs."""
    another = list(order)
    chance.shuffle(another)

    def stand(arrival: list[str]) -> set[str]:
        server = Server()
        laptops = {name: Laptop(name, server, []) for name in LAPTOPS}
        for name in order:
            laptops[name].write("mobile", {"mobile": f"+44770090{name}{laptops[name].count}"})
        for name in arrival:
            laptops[name].push()
        return {str(rival["values"]) for rival in server.state.rivals.get("mobile", ())}

    assert stand(order) == stand(another)


@given(stories)
def test_whoever_has_seen_everything_and_chooses_ends_the_matter(story: list[tuple[str, object]]) -> None:
    server, laptops, _ = play(story)
    for group in list(server.state.rivals):
        laptops["ann"].pull()
        laptops["ann"].write(group, dict.fromkeys(CONTACT.groups[group]))
        laptops["ann"].push()
    assert server.state.rivals == {}
