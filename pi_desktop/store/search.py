"""Search as one types: names, baby's name, postcode, phone, words of notes."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pi_desktop.ids import Id
from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import told
from pi_desktop.store.rows import NO_FAMILY, WHO, RowForm

MOST_SHOWN = 50
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A record that holds every word that was typed, with the passage around the first of them."""

    record_id: Id
    family_id: Id
    record_type: str
    passage: str


class Entry(NamedTuple):
    """What search knows of a record: the words to find it by, none where it was removed."""

    record_id: str
    family_id: str
    record_type: str
    words: str


def entry_of(form: RowForm, record_id: str, family_id: str | None, values: Mapping[str, Any]) -> Entry:
    words = "" if values.get("removed") else form.searched_words(values)
    return Entry(record_id, family_id or NO_FAMILY, form.record_type.name, words)


def keep_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    """Keeps the entries of records in step with their rows, inside the same transaction."""
    (last,) = connection.execute("SELECT coalesce(max(n), 0) FROM search_entry").fetchone()
    connection.executemany(
        "INSERT INTO search_entry (record_id, family_id, record_type, words) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (record_id) DO UPDATE SET words = excluded.words, family_id = excluded.family_id "
        "WHERE words <> excluded.words OR family_id <> excluded.family_id",
        entries,
    )
    connection.execute("INSERT INTO search_words (rowid, words) SELECT n, words FROM search_entry WHERE n > ?", (last,))


def index_words(
    connection: Connection, form: RowForm, record_id: str, family_id: str | None, values: Mapping[str, Any]
) -> None:
    """Keeps the entry of one record in step with its row."""
    if form.record_type.searched:
        keep_entries(connection, [entry_of(form, record_id, family_id, values)])


def search(connection: Connection, typed: str) -> tuple[Found, ...]:
    """The records that hold every typed word or the beginning of it: the newest fifty that say who somebody is, then
    the newest fifty of all. However many notes speak of a Leo, the babies of that name come first.

    What was typed is words, never syntax: quotes, stars and operators of the full-text language mean nothing. A single
    letter beside longer words is taken for a word just begun, and waits for its second letter.
    """
    typed = unicodedata.normalize("NFC", typed)
    words = re.findall(r"[^\W_]+", typed)[:_MOST_WORDS]
    if not words:
        return ()
    words = [word for word in words if not _is_letter(word)] or words
    digits = re.sub(r"\D", "", typed)
    question = " ".join(f'"{word}"*' for word in words)
    if len(digits) >= 4 and not re.search(r"[^\W\d_]", typed):
        question = f'({question}) OR "{_as_stored_number(digits)}"* OR "{digits}"*'
    elif len(words) == 2 and len(typed) <= 9 and any(map(str.isdigit, typed)):
        question = f'({question}) OR "{"".join(words)}"*'
    found = [*_newest(connection, f'({question}) AND "{WHO}"'), *_newest(connection, question)]
    return tuple({each.record_id: each for each in found}.values())


def _newest(connection: Connection, question: str) -> list[Found]:
    with told():
        rows = connection.execute(
            "SELECT e.record_id, e.family_id, e.record_type, snippet(search_words, 0, '', '', '…', 12) "
            "FROM search_words JOIN search_entry e ON e.n = search_words.rowid "
            "WHERE search_words MATCH ? ORDER BY search_words.rowid DESC LIMIT ?",
            (question, MOST_SHOWN),
        ).fetchall()
    return [
        Found(Id(record), Id(family), kind, passage.replace(WHO, "").strip()) for record, family, kind, passage in rows
    ]


def _is_letter(word: str) -> bool:
    """Whether a word is one letter of an alphabet in which words are longer."""
    return len(word) == 1 and word.isascii() and word.isalpha()


def _as_stored_number(digits: str) -> str:
    """National digits as they begin in E.164, which is how numbers are kept: 07700 900 -> 447700900."""
    return f"44{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits.removeprefix("00")
