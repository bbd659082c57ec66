"""The note: a draft until it is signed, and then it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pi_desktop.practice import attendance, notes
from pi_desktop.records.kinds import Unreadable
from pi_desktop.records.visit import Note
from tests.unit.practice.visiting import Visiting


def finished(visit: Visiting, *, sign: bool = True) -> None:
    visit.do(attendance.keep, caregivers=[], babies=[], others="", outcome="attended")
    visit.finish(sign=sign)


def test_words_in_any_script_are_kept_letter_by_letter(visit: Visiting) -> None:
    words = "Maria said «مريم تشعر بالهدوء». Łucja 🙂\n\n  two blanks, and a tab\t."
    visit.do(notes.write, words=words)
    visit.leave()
    visit.start_again()
    assert visit.shows().note.words == words


def test_nul_is_dropped_and_half_a_character_is_refused(visit: Visiting) -> None:
    visit.do(notes.write, words="before\0after")
    assert visit.shows().note.words == "beforeafter"
    with pytest.raises(Unreadable):
        visit.do(notes.write, words="\ud83d")
    assert visit.shows().note.words == "beforeafter"


def test_a_giant_note_is_kept_whole_but_says_that_it_is_too_long(visit: Visiting) -> None:
    visit.do(notes.write, words="x" * 200_000)
    visit.leave()
    visit.start_again()
    assert len(visit.shows().note.words) == 200_000
    assert visit.shows().note.wrong == "This is longer than 40000 characters: please shorten it."
    assert visit.store.reader.find(Note) == ()
    finished(visit)
    assert visit.shows().note.signed == ()
    visit.do(notes.write, words="x" * 40_000)
    visit.leave()
    assert visit.shows().note.wrong == ""
    assert len(visit.store.reader.find(Note)) == 1


def test_a_note_that_was_emptied_again_is_no_note(visit: Visiting) -> None:
    visit.do(notes.write, words="A word")
    visit.do(notes.write, words="")
    visit.leave()
    assert visit.store.reader.find(Note) == ()


def test_a_signed_note_stands_and_an_addendum_follows_it(visit: Visiting) -> None:
    visit.do(notes.write, words="Leo slept.")
    finished(visit)
    visit.do(notes.write, words="He woke at four.")
    visit.leave()
    finished(visit)
    first, second = visit.store.reader.find(Note, order_by="id")
    assert {first.words, second.words} == {"Leo slept.", "He woke at four."}
    assert [signed.words for signed in visit.shows().note.signed] == ["Leo slept.", "He woke at four."]
    assert {first.supersedes, second.supersedes} in ({(), (first.id,)}, {(), (second.id,)})


def test_words_written_on_two_laptops_are_based_on_what_each_saw(visit: Visiting) -> None:
    visit.do(notes.write, words="Leo slept.")
    visit.leave()
    visit.confirmed()
    [note] = visit.store.reader.find(Note)
    before = note.seen("words")
    visit.do(notes.write, words="Leo slept well.")
    visit.arrives(note, "words", words="Leo slept badly.")
    visit.leave()
    assert visit.bases(note, "words") == list(before)


def test_a_note_that_came_from_elsewhere_while_one_was_begun_is_not_taken_for_seen(visit: Visiting) -> None:
    visit.do(notes.write, words="Leo slept.")
    visit.leave()
    visit.confirmed()
    [note] = visit.store.reader.find(Note)
    with visit.store.unit_of_work() as uow:
        uow.connection.execute("DELETE FROM note")
    visit.do(notes.write, words="Written on the other laptop")
    theirs = visit.arrives(note, "words", words="Leo slept.")
    visit.leave()
    assert theirs not in visit.bases(note, "words")
    assert note.seen("words")[0] not in visit.bases(note, "words")


def test_last_time_shows_the_latest_signed_note_of_an_earlier_visit(visit: Visiting) -> None:
    def earlier(weeks: int, words: str, signed: bool) -> None:
        about = visit.clock.now() - timedelta(weeks=weeks)
        visit.write(
            lambda uow: uow.make(
                Note,
                family_id=visit.family.id,
                staff_id=uow.actor,
                about=about,
                words=words,
                signed_at=about if signed else None,
            )
        )

    earlier(3, "Long ago", signed=True)
    earlier(2, "Maria noticed Leo turning", signed=True)
    earlier(1, "Not signed yet", signed=False)
    shown = visit.shows().last_time
    assert shown is not None
    assert shown.words == "Maria noticed Leo turning"
