"""What arrived before this version knew it: whole records of newer types, and newer fields of known ones.

They are kept as they came. When a later version of the program knows them, they take their place among the rest.
"""

from collections.abc import Sequence

from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import OF_UNKNOWN_TYPE, Move, count_again, note
from pi_desktop.store.rows import FORMS, NO_FAMILY, RowForm, compact, read_json
from pi_desktop.store.search import index_words


def hold(connection: Connection, records: Sequence[Arrived]) -> None:
    """Keeps records whose types this version does not know."""
    here = dict(
        connection.execute(
            "SELECT h.record_id, h.v FROM json_each(?) j JOIN held_record h ON h.record_id = j.value",
            (compact([each.record_id for each in records]),),
        ).fetchall()
    )
    note(
        connection,
        (
            Move((each.family_id or NO_FAMILY, OF_UNKNOWN_TYPE), each.record_id, here.get(each.record_id), each.v)
            for each in records
            if here.get(each.record_id, 0) < each.v
        ),
    )
    connection.executemany(
        "INSERT INTO held_record (record_id, v, body) VALUES (?, ?, ?) "
        "ON CONFLICT (record_id) DO UPDATE SET v = excluded.v, body = excluded.body WHERE v < excluded.v",
        [(each.record_id, each.v, compact(each.to_wire())) for each in records],
    )


def take_in_what_is_known_now(connection: Connection) -> None:
    """After the file has been brought up to date: gives held records and fields their rows and columns."""
    for record_id, body in connection.execute("SELECT record_id, body FROM held_record").fetchall():
        arrived = Arrived.from_wire(read_json(body))
        if arrived.record_type in FORMS:
            connection.execute("DELETE FROM held_record WHERE record_id = ?", (record_id,))
            form = FORMS[arrived.record_type]
            row = form.row(record_id, arrived.family_id, arrived.state, arrived.v, waiting=False)
            connection.execute(form.replace, row)
            index_words(connection, form, record_id, arrived.family_id, arrived.state.values)
    for form in FORMS.values():
        _take_in_fields(connection, form)
    count_again(connection)


def _take_in_fields(connection: Connection, form: RowForm) -> None:
    for row in connection.execute(f"{form.select} WHERE extra IS NOT NULL").fetchall():
        family_id, record_id, *_, v, waiting = row
        state = form.state(row)
        if form.record_type.rules.keys() & read_json(row[-6]).keys():
            connection.execute(form.replace, form.row(record_id, family_id, state, v, waiting=bool(waiting)))
            index_words(connection, form, record_id, family_id, state.values)
