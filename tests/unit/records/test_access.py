"""The one table of who sees what, and who may decide it."""

from __future__ import annotations

import pytest

from pi_desktop.records.access import may_see, may_write, sight_of
from pi_desktop.records.record import Visibility
from pi_desktop.records.team import ROLES

INDEX, CONTACT, SCORES = Visibility.INDEX, Visibility.CONTACT, Visibility.SCORES
CLINICAL, RESTRICTED, MANAGEMENT = Visibility.CLINICAL, Visibility.RESTRICTED, Visibility.MANAGEMENT


@pytest.mark.parametrize(
    ("role", "of_any_family", "of_own_families"),
    [
        ("therapist", {INDEX}, {INDEX, CONTACT, SCORES, CLINICAL}),
        ("keyworker", {INDEX}, {INDEX, CONTACT, SCORES, CLINICAL}),
        ("administrator", {INDEX, CONTACT, SCORES}, {INDEX, CONTACT, SCORES}),
        ("operational_lead", {INDEX, MANAGEMENT}, {INDEX, MANAGEMENT}),
        ("clinical_lead", set(Visibility), set(Visibility)),
        ("a role of a newer version", {INDEX}, {INDEX}),
    ],
)
def test_each_role_sees_its_classes(
    role: str, of_any_family: set[Visibility], of_own_families: set[Visibility]
) -> None:
    assert {each for each in Visibility if may_see(role, each, own_family=False)} == of_any_family
    assert {each for each in Visibility if may_see(role, each, own_family=True)} == of_own_families


@pytest.mark.parametrize("role", ROLES)
def test_with_a_family_goes_whatever_is_not_seen_of_every_family(role: str) -> None:
    sight = sight_of(role)
    assert sight.only_own <= sight.parted_with
    assert sight.parted_with == set(Visibility) - sight.everywhere


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_write_about_families_and_leads_decide_who_sees_them(role: str) -> None:
    assert may_write(role, "note")
    assert may_write(role, "lullaby")
    assert may_write(role, "staff") == role.endswith("_lead")
    assert may_write(role, "allocation") == (role.endswith("_lead") or role == "administrator")
