"""Whatever arrives as an operation is read or set aside with a reason, and never breaks the server."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.ids import derived
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.operation import Operation
from pi_desktop.server.incoming import digest_of, receive

ID = str(derived("a", "test"))
WHEN = "2026-11-24T09:15:00.000Z"
GOOD: dict[str, Any] = {
    "t": "goal",
    "id": ID,
    "f": ID,
    "by": ID,
    "at": WHEN,
    "n": 1,
    "new": {"made_at": WHEN, "made_by": ID, "words": "Sleep", "set_on": "2026-11-24", "state": "active"},
}

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.just(ID),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
parts = st.sampled_from([*GOOD, "op", "v", "edit", "other"])
fields = st.sampled_from([name for record_type in RECORD_TYPES.values() for name in record_type.rules])


@given(anything)
def test_anything_at_all_is_answered(sent: object) -> None:
    incoming = receive(sent)
    assert (incoming.operation is None) == (incoming.unfit is not None)


@given(st.dictionaries(parts, anything, max_size=3), st.sets(parts, max_size=2))
def test_an_entry_that_was_tampered_with_is_answered(changes: dict[str, Any], dropped: set[str]) -> None:
    sent = {name: value for name, value in {**GOOD, **changes}.items() if name not in dropped}
    incoming = receive(sent)
    if incoming.operation:
        assert Operation.from_wire(incoming.operation.to_wire()) == incoming.operation
    else:
        assert incoming.unfit
        assert incoming.unfit.sentence.startswith("This entry was set aside, because ")


@given(st.sampled_from(sorted(RECORD_TYPES)), st.dictionaries(fields, anything, max_size=4))
def test_values_of_any_form_are_answered(record_type: str, values: dict[str, Any]) -> None:
    incoming = receive({**GOOD, "t": record_type, "new": {**values, "made_at": WHEN, "made_by": ID}})
    assert (incoming.operation is None) == (incoming.unfit is not None)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), anything, max_size=4))
def test_a_field_that_this_version_does_not_know_may_hold_anything(values: dict[str, Any]) -> None:
    unknown = {f"later_{name}": value for name, value in values.items()}
    assert receive({**GOOD, "new": {**GOOD["new"], **unknown}}).unfit is None


def test_the_digest_covers_everything_but_what_the_device_had_seen() -> None:
    digest = digest_of(GOOD)
    assert digest_of(dict(reversed(GOOD.items()))) == digest
    assert digest_of({**GOOD, "v": 7}) == digest
    assert digest_of(msgspec.json.decode(msgspec.json.encode(GOOD))) == digest
    for name in GOOD:
        assert digest_of({**GOOD, name: "other"}) != digest
    assert digest_of({**GOOD, "new": {**GOOD["new"], "words": "Sleep "}}) != digest
