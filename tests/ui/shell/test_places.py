"""Where somebody was is remembered across a lock, and gone back to."""

from __future__ import annotations

import pytest

from pi_desktop.ids import Id
from ui.shell.history import History
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    SettingsPlace,
    TodayPlace,
    VisitPlace,
    place_from_text,
    place_to_text,
)

SOMEBODY = Id("01a2098f-0676-715c-b91d-df94db22bceb")


@pytest.mark.parametrize(
    "place",
    [
        TodayPlace(),
        FamiliesPlace("oka"),
        FamilyPlace(SOMEBODY, "notes"),
        EngagementPlace(SOMEBODY),
        VisitPlace(SOMEBODY, "goals"),
        ConflictsPlace(),
        SettingsPlace(),
    ],
)
def test_every_place_is_remembered_as_it_was(place: Place) -> None:
    assert place_from_text(place_to_text(place)) == place


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '["Elsewhere", {}]', '["FamilyPlace", {"unknown": 1}]', "{"])
def test_what_cannot_be_understood_leads_to_today(text: str | None) -> None:
    assert place_from_text(text) == TodayPlace()


def test_back_and_forward_retrace_the_way() -> None:
    history = History(TodayPlace())
    history.go(FamiliesPlace())
    history.go(FamilyPlace(SOMEBODY))
    history.move(-1)
    assert history.here == FamiliesPlace()
    history.move(1)
    assert history.here == FamilyPlace(SOMEBODY)
    assert history.at(1) is None


def test_going_elsewhere_forgets_what_was_ahead() -> None:
    history = History(TodayPlace())
    history.go(FamiliesPlace())
    history.move(-1)
    history.go(ConflictsPlace())
    assert history.at(1) is None
    assert history.here == ConflictsPlace()


def test_back_returns_to_the_tab_that_was_open() -> None:
    history = History(FamilyPlace(SOMEBODY))
    history.mark(FamilyPlace(SOMEBODY, "notes"))
    history.go(TodayPlace())
    history.move(-1)
    assert history.here == FamilyPlace(SOMEBODY, "notes")


def test_going_where_one_is_already_adds_no_step() -> None:
    history = History(TodayPlace())
    history.go(TodayPlace())
    assert history.at(-1) is None
