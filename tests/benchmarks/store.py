"""How fast the encrypted file is: opening it, saving an answer, searching as one types, reading a family.

Each figure stands beside its floor from the same run: the bare database doing the same with one plain statement.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from time import perf_counter

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Ids
from pi_desktop.records import Appointment, Family, Goal, Note, Rating
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.search import search
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.store.unit_of_work import transaction
from tests.benchmarks.measuring import median_ms
from tests.benchmarks.workload import Workload

RAW_KEY = "b5" * 32
PAGE = 2000
TYPED = ["mar", "mari", "maria", "the", "lighthouse", "lig", "he tu", "johnson", "harbour orch", "07700 9001", "cv34 5"]


def measure(scale: float) -> dict[str, float]:
    """All figures, in milliseconds unless they say otherwise. At scale 1: five years of a team of ten."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            **_one_practitioner(Path(folder, "one.db"), scale / 10),
            **_searching(Path(folder, "team.db"), scale),
        }


def _one_practitioner(path: Path, scale: float) -> dict[str, float]:
    records, seconds = fill(path, Workload(scale))
    figures = {
        "download_records": records,
        "download_records_kept_a_second": round(records / seconds),
        "open_ms": median_ms(lambda _: opened(path).close(), range(15)),
        "open_floor_ms": median_ms(lambda _: connect(path, RAW_KEY).close(), range(15)),
    }
    with closing(opened(path)) as store:
        return {**figures, **_saving(store), **_reading(store)}


def _saving(store: Store) -> dict[str, float]:
    goal, appointment = store.reader.find(Goal, limit=1)[0], store.reader.find(Appointment, limit=1)[0]
    minutes = count(5)

    def rate(value: int) -> None:
        with store.unit_of_work() as uow:
            uow.make(Rating, family_id=goal.family_id, goal_id=goal.id, at=uow.clock.now(), value=value)

    def move(_: int) -> None:
        with store.unit_of_work() as uow:
            seen = uow.get(Appointment, appointment.id)
            assert seen is not None
            uow.edit(seen, minutes=next(minutes))

    def keep_draft(length: int) -> None:
        with store.unit_of_work() as uow:
            uow.keep_draft(goal.id, "note", {"words": "w" * 40 * length})

    def write_note(length: int) -> None:
        with store.unit_of_work() as uow:
            words = "She looked at him. " * length
            uow.make(Note, family_id=goal.family_id, staff_id=uow.actor, about=uow.clock.now(), words=words)

    def floor(number: int) -> None:
        with transaction(store.writing):
            store.writing.execute("INSERT OR REPLACE INTO setting VALUES ('bench', ?)", (str(number),))

    return {
        "answer_saved_ms": median_ms(rate, [place % 11 for place in range(100)]),
        "edit_saved_ms": median_ms(move, range(100)),
        "draft_saved_ms": median_ms(keep_draft, range(1, 101)),
        "note_saved_ms": median_ms(write_note, range(1, 101)),
        "saved_floor_ms": median_ms(floor, range(100)),
    }


def _reading(store: Store) -> dict[str, float]:
    families = [family.id for family in store.reader.find(Family)][:100]
    return {
        "notes_of_a_family_ms": median_ms(lambda family: store.reader.find(Note, family_id=family), families),
        "one_record_ms": median_ms(lambda family: store.reader.get(Family, family), families),
    }


def _searching(path: Path, scale: float) -> dict[str, float]:
    fill(path, Workload(scale, types=frozenset({Note})))
    with closing(opened(path)) as store:
        typed = [text[:length] for text in TYPED for length in range(2, len(text) + 1)]
        times = {text: median_ms(lambda typed: search(store.reading, typed), [text] * 3) for text in typed}
        return {
            "search_notes": store.reader.rows("SELECT count(*) FROM note")[0][0],
            "search_keystroke_ms": sorted(times.values())[len(times) // 2],
            "search_slowest_keystroke_ms": max(times.values()),
            "search_floor_ms": median_ms(lambda text: _plain_search(store.reading, text), typed),
        }


def _plain_search(connection: Connection, typed: str) -> None:
    question = " ".join(f'"{word}"*' for word in typed.split())
    asked = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT 50"
    connection.execute(asked, (question,)).fetchall()


def opened(path: Path) -> Store:
    return open_store(path, RAW_KEY, SystemClock(), Ids(SystemClock()))


def fill(path: Path, workload: Workload) -> tuple[int, float]:
    """A new file with a workload in it, as a first download leaves it: how many records, kept in how many seconds."""
    ids = Ids(SystemClock())
    create_store(path, RAW_KEY, ids.new(), ids.new(), ids.new())
    with closing(opened(path)) as store:
        arriving, records, seconds = workload.arrived(), 0, 0.0
        while page := list(islice(arriving, PAGE)):
            begun = perf_counter()
            with transaction(store.writing):
                keep_arrived(store.writing, page)
            records, seconds = records + len(page), seconds + perf_counter() - begun
    return records, seconds
