"""Stories of two people and one record: what merges, what is shown as changed in two places, and how that ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.merging import Rival, State, merge, overlay
from pi_desktop.records.operation import Edit, Operation, Values

CONTACT = RECORD_TYPES["contact_details"]
MADE = "made-by-the-office"


def written(op: str, **edits: tuple[tuple[str, ...], Values]) -> Operation:
    """An edit called `op`: `group=(bases, values)`."""
    return Operation(
        op_id=op,
        record_type=CONTACT.name,
        record_id="record",
        family_id=None,
        by=f"writer of {op}",
        at=f"time of {op}",
        seq=1,
        edits={group: Edit(bases, values) for group, (bases, values) in edits.items()},
    )


def made_again(op: str, **values: object) -> Operation:
    """The same record, made by another device by itself."""
    return Operation(op, CONTACT.name, "record", None, f"writer of {op}", "then", 1, new=values)


def who(op: str) -> Rival:
    return {"op": op, "by": f"writer of {op}", "at": f"time of {op}", "device": "a laptop", "received": "later"}


@dataclass
class Team:
    """What the server holds of one record, and whether the last entry met another."""

    state: State = field(default_factory=lambda: State(MADE, {"mobile": "+447700900142", "may_text": True}))
    met: bool = False

    def takes(self, operation: Operation) -> Team:
        state, met = merge(CONTACT, self.state, operation, who(operation.op_id), who)
        return Team(state, met)

    def versions(self, group: str) -> list[tuple[str, Values]]:
        return [(rival["op"], rival["values"]) for rival in self.state.rivals.get(group, ())]


OLD = (MADE,)


def test_an_edit_of_what_its_author_saw_takes_its_place() -> None:
    team = Team().takes(written("new", mobile=(OLD, {"mobile": "+447700900555"})))

    assert not team.met
    assert team.state.values["mobile"] == "+447700900555"
    assert team.state.heads == {"mobile": ("new",)}


def test_two_people_who_change_different_things_both_have_their_way() -> None:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    team = team.takes(written("bob", language=(OLD, {"language": "Urdu"})))

    assert not team.met
    assert team.state.values == {"mobile": "+447700900555", "may_text": True, "language": "Urdu"}


def test_two_people_who_change_the_same_thing_leave_both_versions() -> None:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    team = team.takes(written("bob", mobile=(OLD, {"mobile": "+447700900777"})))

    assert team.met
    assert team.state.values["mobile"] == "+447700900555"  # what was in use stays in use
    assert team.versions("mobile") == [("ann", {"mobile": "+447700900555"}), ("bob", {"mobile": "+447700900777"})]
    assert team.state.rivals["mobile"][1] == {**who("bob"), "values": {"mobile": "+447700900777"}}


def test_two_people_who_write_the_same_agree_and_either_may_go_on_from_there() -> None:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    agreed = team.takes(written("bob", mobile=(OLD, {"mobile": "+447700900555"})))
    assert not agreed.met
    assert agreed.versions("mobile") == []

    for seen in ("ann", "bob"):
        later = agreed.takes(written("later", mobile=((seen,), {"mobile": None})))
        assert not later.met
        assert "mobile" not in later.state.values


YES, NO = {"may_text": True}, {"may_text": False}


def restored(*operations: Operation) -> State:
    """What a server that was put back to an older state makes of the record when it is sent these again."""
    state, came = State(MADE, dict(YES)), {MADE}
    for operation in operations:
        state, _ = merge(CONTACT, state, operation, who(operation.op_id), who, applied=came.__contains__)
        came.add(operation.op_id)
    return state


def test_an_answer_that_comes_before_what_it_answers_is_the_last_word() -> None:
    """A restored server is sent "yes again" before the "no" that it has forgotten, on top of the "yes" that it kept."""
    no, yes_again = written("no", may_text=(OLD, NO)), written("yes again", may_text=(("no",), YES))

    for state in (restored(no, yes_again), restored(yes_again, no)):
        assert state.values["may_text"] is True
        assert state.standing("may_text") == ("yes again",)
        assert state.rivals == {}
        assert state.awaited == {}


def test_what_somebody_has_overlooked_stays_overlooked_when_its_base_comes_late() -> None:
    ann, bob = written("ann", mobile=(OLD, {"mobile": "1"})), written("bob", mobile=(("ann",), {"mobile": "2"}))
    cid = written("cid", mobile=(("ann",), {"mobile": "3"}))

    for order in permutations((ann, bob, cid)):
        state = restored(*order)
        assert {rival["op"]: rival["values"]["mobile"] for rival in state.rivals["mobile"]} == {"bob": "2", "cid": "3"}


def test_who_went_back_to_what_stood_before_is_not_forgotten_in_any_order() -> None:
    base = written("base", may_text=(OLD, NO))
    ann, bob = written("ann", may_text=(("base",), YES)), written("bob", may_text=(("base",), {"may_text": None}))

    for order in permutations((base, ann, bob)):
        state = restored(*order)
        assert {rival["op"] for rival in state.rivals["may_text"]} == {"ann", "bob"}
        assert "may_text" not in state.values  # nothing said is more careful than yes


def test_a_choice_made_twice_is_a_conflict_even_where_what_was_chosen_comes_last() -> None:
    ann, bob = written("ann", mobile=(OLD, {"mobile": "1"})), written("bob", mobile=(OLD, {"mobile": "2"}))
    choices = [written(f"takes {way}", mobile=(("ann", "bob"), {"mobile": way})) for way in "12"]

    for order in permutations((ann, bob, *choices)):
        state = restored(*order)
        assert {rival["op"] for rival in state.rivals["mobile"]} == {"takes 1", "takes 2"}


def test_a_removal_whose_author_saw_an_edit_that_comes_late_is_not_contested_by_it() -> None:
    edit = written("edit", mobile=(OLD, {"mobile": "1"}))
    removal = written("gone", removed=((MADE, "edit"), {"removed": "duplicate", "removed_why": None}))

    state = restored(removal, edit)
    assert state.values["removed"] == "duplicate"
    assert state.rivals == {}


def test_an_address_and_its_postcode_are_one_entry() -> None:
    team = Team().takes(written("ann", address=(OLD, {"address": "12 Elm Grove", "postcode": "CV34 5QT"})))
    team = team.takes(written("bob", address=(OLD, {"address": None, "postcode": "CV31 1AA"})))

    assert team.met
    assert team.state.values["address"] == "12 Elm Grove"
    assert team.state.values["postcode"] == "CV34 5QT"


def contested() -> Team:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    return team.takes(written("bob", mobile=(OLD, {"mobile": "+447700900777"})))


def test_choosing_one_of_the_versions_ends_it() -> None:
    team = contested().takes(written("choice", mobile=(("ann", "bob"), {"mobile": "+447700900777"})))

    assert not team.met
    assert team.state.rivals == {}
    assert team.state.values["mobile"] == "+447700900777"


def test_two_people_who_choose_differently_are_again_two_versions() -> None:
    team = contested().takes(written("cleo", mobile=(("ann", "bob"), {"mobile": "+447700900777"})))
    team = team.takes(written("dev", mobile=(("ann", "bob"), {"mobile": "+447700900555"})))

    assert team.met
    assert [op for op, _ in team.versions("mobile")] == ["cleo", "dev"]


def test_a_choice_leaves_a_version_standing_that_came_after_it() -> None:
    team = contested().takes(written("eve", mobile=(OLD, {"mobile": "+447700900888"})))
    team = team.takes(written("choice", mobile=(("ann", "bob"), {"mobile": "+447700900777"})))

    assert team.met
    assert [op for op, _ in team.versions("mobile")] == ["choice", "eve"]


def test_an_edit_upon_ones_own_losing_edit_takes_its_place_in_the_same_conflict() -> None:
    team = contested().takes(written("bob again", mobile=(("bob",), {"mobile": "+447700900778"})))

    assert team.met
    assert team.versions("mobile") == [("ann", {"mobile": "+447700900555"}), ("bob again", {"mobile": "+447700900778"})]
    assert team.state.values["mobile"] == "+447700900555"


def test_whether_a_family_may_be_texted_is_answered_with_no_as_long_as_one_of_two_says_no() -> None:
    for first, second in ((True, False), (False, True), (None, False), (False, None)):
        team = Team(State(MADE, {})).takes(written("ann", may_text=(OLD, {"may_text": first})))
        team = team.takes(written("bob", may_text=(OLD, {"may_text": second})))
        assert team.state.values["may_text"] is False


def test_an_address_is_hidden_as_long_as_one_of_two_says_so_and_until_somebody_chooses() -> None:
    team = Team().takes(written("ann", address_hidden=(OLD, {"address_hidden": False})))
    team = team.takes(written("bob", address_hidden=(OLD, {"address_hidden": True})))
    assert team.state.values["address_hidden"] is True

    team = team.takes(written("choice", address_hidden=(("ann", "bob"), {"address_hidden": False})))
    assert team.state.values["address_hidden"] is False
    assert team.state.rivals == {}


TAKEN_BACK = {"removed": "duplicate", "removed_why": None}


def test_a_removal_of_all_that_its_author_saw_stands() -> None:
    team = Team().takes(written("gone", removed=(OLD, TAKEN_BACK)))
    assert not team.met
    assert team.state.values["removed"] == "duplicate"


def test_a_removal_meets_an_edit_that_its_author_had_not_seen() -> None:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    team = team.takes(written("gone", removed=(OLD, TAKEN_BACK)))

    assert team.met
    assert "removed" not in team.state.values
    assert team.versions("removed") == [("ann", {}), ("gone", TAKEN_BACK)]
    assert team.state.values["mobile"] == "+447700900555"


def test_an_edit_meets_a_removal_that_its_author_had_not_seen() -> None:
    team = Team().takes(written("gone", removed=(OLD, TAKEN_BACK)))
    team = team.takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))

    assert team.met
    assert team.state.values["removed"] == "duplicate"
    assert team.state.values["mobile"] == "+447700900555"
    assert team.versions("removed") == [("gone", {"removed": "duplicate"}), ("ann", {})]


def test_whether_it_stays_removed_is_chosen_like_anything_else() -> None:
    team = Team().takes(written("gone", removed=(OLD, TAKEN_BACK)))
    team = team.takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    all_seen = (MADE, "gone", "ann")

    kept = team.takes(written("choice", removed=(all_seen, {"removed": None, "removed_why": None})))
    gone = team.takes(written("choice", removed=(all_seen, TAKEN_BACK)))

    assert (kept.met, kept.state.rivals, kept.state.values.get("removed")) == (False, {}, None)
    assert (gone.met, gone.state.rivals, gone.state.values.get("removed")) == (False, {}, "duplicate")


def test_two_people_who_remove_for_the_same_reason_agree() -> None:
    team = Team().takes(written("ann", removed=(OLD, TAKEN_BACK))).takes(written("bob", removed=(OLD, TAKEN_BACK)))
    assert not team.met
    assert team.state.values["removed"] == "duplicate"


def test_two_people_who_remove_for_different_reasons_leave_both() -> None:
    team = Team().takes(written("ann", removed=(OLD, TAKEN_BACK)))
    team = team.takes(written("bob", removed=(OLD, {"removed": "entered in error", "removed_why": "wrong family"})))
    assert team.met
    assert [op for op, _ in team.versions("removed")] == ["ann", "bob"]


def test_a_reason_that_is_written_anew_takes_the_place_of_ones_own() -> None:
    team = Team().takes(written("ann", mobile=(OLD, {"mobile": "+447700900555"})))
    team = team.takes(written("gone", removed=(OLD, TAKEN_BACK)))
    team = team.takes(written("gone, as", removed=((*OLD, "gone"), {"removed": "entered in error"})))
    assert [op for op, _ in team.versions("removed")] == ["ann", "gone, as"]


def test_a_record_that_two_devices_make_by_themselves_is_one() -> None:
    team = Team().takes(made_again("other", mobile="+447700900142", may_text=True))
    assert not team.met
    assert team.state.rivals == {}

    team = team.takes(written("on", mobile=(("other",), {"mobile": "+447700900555"})))
    team = team.takes(written("new", language=(("other",), {"language": "Urdu"})))
    team = team.takes(written("gone", removed=(("other", "on", "new"), TAKEN_BACK)))
    assert not team.met
    assert team.state.values["mobile"] == "+447700900555"


def test_what_only_one_of_two_devices_knew_is_added_and_what_differs_is_shown() -> None:
    team = Team().takes(made_again("other", mobile="+447700900777", language="Urdu"))

    assert team.met
    assert team.state.values == {"mobile": "+447700900142", "may_text": True, "language": "Urdu"}
    assert [op for op, _ in team.versions("mobile")] == [MADE, "other"]


def test_what_somebody_has_cleared_is_not_quietly_filled_again() -> None:
    team = Team().takes(written("cleared", mobile=(OLD, {"mobile": None})))
    team = team.takes(made_again("other", mobile="+447700900142", may_text=True))
    assert team.met
    assert "mobile" not in team.state.values
    assert team.versions("mobile") == [("cleared", {}), ("other", {"mobile": "+447700900142"})]


def test_a_type_of_a_newer_version_merges_group_by_group() -> None:
    state = State(MADE, {"colour": "red"})
    for op, colour in (("ann", "green"), ("bob", "blue")):
        state, met = merge(None, state, written(op, paint=(OLD, {"colour": colour, "gloss": True})), who(op), who)
    assert met
    assert state.values == {"colour": "green", "gloss": True}
    state, met = merge(None, state, written("choice", paint=(("ann", "bob"), {"colour": "blue"})), who("choice"), who)
    assert not met
    assert state.values["colour"] == "blue"

    state, met = merge(None, state, written("gone", removed=((MADE, "choice"), TAKEN_BACK)), who("gone"), who)
    assert not met
    state, met = merge(None, state, written("late", paint=(("choice",), {"colour": "grey"})), who("late"), who)
    assert met
    assert [(each["op"], each["values"]) for each in state.rivals["removed"]] == [
        ("gone", {"removed": "duplicate"}),
        ("late", {}),
    ]


def test_the_author_sees_what_was_just_written() -> None:
    shown = overlay(CONTACT, Team().state, written("mine", mobile=(OLD, {"mobile": "+447700900555"})))
    assert shown.values["mobile"] == "+447700900555"
    assert shown.heads == {"mobile": ("mine",)}


def test_the_author_sees_what_was_just_written_beside_the_versions_that_nobody_has_chosen_between() -> None:
    shown = overlay(CONTACT, contested().state, written("mine", mobile=(("ann",), {"mobile": "+447700900999"})))
    assert shown.values["mobile"] == "+447700900999"
    assert [rival["op"] for rival in shown.rivals["mobile"]] == ["mine", "bob"]

    chosen = overlay(CONTACT, shown, written("choice", mobile=(("mine", "bob"), {"mobile": "+447700900777"})))
    assert chosen.rivals == {}


def test_the_author_sees_the_more_careful_value_when_a_colleague_wrote_it_meanwhile() -> None:
    colleague = Team().takes(written("ann", may_text=(OLD, {"may_text": False})))
    shown = overlay(CONTACT, colleague.state, written("mine", may_text=(OLD, {"may_text": True})))
    assert shown.values["may_text"] is False


def test_what_this_laptop_made_by_itself_is_shown_upon_what_another_made() -> None:
    shown = overlay(CONTACT, Team().state, made_again("mine", mobile="+447700900777", may_text=True))
    assert shown.values == {"mobile": "+447700900777", "may_text": True}
    assert shown.standing("mobile") == ("mine",)
    assert shown.standing("may_text") == (MADE, "mine")
