"""How an invented family came to the team, and who belongs to it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from pi_desktop.clock import local_instant
from pi_desktop.demo import words
from pi_desktop.demo.diary import working_day
from pi_desktop.demo.names import STREETS
from pi_desktop.demo.pen import Pen
from pi_desktop.demo.plots import Adult
from pi_desktop.records import (
    Alert,
    Baby,
    Caregiver,
    ContactDetails,
    Family,
    ProtectionPlan,
    Referral,
    RiskProfile,
    SchoolRun,
)

_SIGNIFICANT = ("p03", "p04", "r01", "r02", "r05", "f01")
_MINOR = ("i02", "i06", "p01", "p06", "p09", "r04", "r06", "f02", "s01", "s03")


@dataclass(frozen=True, slots=True)
class Household:
    babies: tuple[Baby, ...]
    adults: tuple[Caregiver, ...]

    @property
    def at_home(self) -> tuple[str, ...]:
        return tuple(adult.id for adult in self.adults if adult.lives_with_baby)

    @property
    def baby_name(self) -> str:
        return self.babies[0].given_name or "the baby"


def tell_referral(pen: Pen, ended_on: date | None) -> Household:
    """The office takes the referral in; a few days later it is decided upon."""
    plot, office = pen.plot, pen.staff["office"]
    received = working_day(pen.weeks_ago(plot.weeks))
    pen.go_to(local_instant(received, time(10)))
    pen.write(
        Family,
        office,
        id=pen.family_id,
        reference=f"F{pen.number:04d}",
        surname=plot.surname,
        stage=plot.stage,
        held_in="child",
        opened_on=received,
        ended_on=ended_on,
    )
    household = Household(_babies(pen), _adults(pen))
    undecided = pen.marked("reply_due") or plot.stage == "referred"
    decided = None if undecided else min(working_day(received + timedelta(days=4)), pen.today)
    pen.write(
        Referral,
        office,
        received_on=received,
        source=plot.source,
        referrer=None if plot.source == "family" else pen.chance.choice(words.REFERRERS),
        concern=pen.chance.choice(words.CONCERNS).format(mother=plot.adults[0].name),
        family_agrees=True,
        decision="accepted" if decided else None,
        decided_on=decided,
        referrer_told_on=decided,
    )
    pen.write(RiskProfile, office, on=received, occasion="referral", **risk_factors(pen, 2, 5))
    _what_to_know(pen)
    return household


def risk_factors(pen: Pen, significant: int, minor: int) -> dict[str, Any]:
    """Some factors, at most so many of each weight."""
    return {
        "significant": tuple(sorted(pen.chance.sample(_SIGNIFICANT, pen.chance.randint(0, significant)))),
        "minor": tuple(sorted(pen.chance.sample(_MINOR, pen.chance.randint(2, minor)))),
    }


def _babies(pen: Pen) -> tuple[Baby, ...]:
    days = pen.chance.randint(0, 5)  # twins have one birthday
    several = len(pen.plot.children) > 1
    return tuple(
        pen.write(
            Baby,
            pen.staff["office"],
            given_name=child.name,
            surname=pen.plot.surname if child.name else None,
            sex=child.sex,
            birth_order=place if several else None,
            born_at_weeks=child.born_at,
            **{"born_on" if child.weeks >= 0 else "due_on": pen.weeks_ago(child.weeks) - timedelta(days=days)},
        )
        for place, child in enumerate(pen.plot.children, start=1)
    )


def _adults(pen: Pen) -> tuple[Caregiver, ...]:
    home = pen.plot.home or _some_address(pen)
    return tuple(_adult(pen, adult, home) for adult in pen.plot.adults)


def _adult(pen: Pen, adult: Adult, home: tuple[str, str]) -> Caregiver:
    office, marked = pen.staff["office"], pen.marked
    caregiver = pen.write(
        Caregiver,
        office,
        given_name=adult.name,
        surname=adult.surname or pen.plot.surname,
        role=adult.role,
        lives_with_baby=adult.lives_with_baby,
        parental_responsibility=adult.role != "foster_carer",
    )
    address, postcode = home if adult.lives_with_baby else (None, None)
    pen.write(
        ContactDetails,
        office,
        caregiver_id=caregiver.id,
        address=address,
        postcode=postcode,
        mobile=f"07700 900{pen.chance.randint(0, 999):03d}",
        address_hidden=marked("hidden_address") or None,
        may_text=not marked("no_texts"),
        may_leave_voicemail=not marked("no_voicemail"),
        may_send_letters=not marked("no_letters"),
        prefers="text" if marked("prefers_text") else pen.chance.choice(("text", "call", None)),
        when_to_call="mornings" if marked("mornings") else None,
        language=pen.plot.language,
        interpreter=marked("interpreter") or None,
    )
    return caregiver


def _some_address(pen: Pen) -> tuple[str, str]:
    chance = pen.chance
    house = f"{chance.randint(1, 98)}{chance.choice(('', '', 'a', 'b'))} {chance.choice(STREETS)}"
    letters = "".join(chance.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return house, f"CV{chance.choice((31, 32, 34, 35))} {chance.randint(1, 9)}{letters}"


def _what_to_know(pen: Pen) -> None:
    office = pen.staff["office"]
    for kind in ("dog", "two_to_visit"):
        if pen.marked(kind):
            pen.write(Alert, office, kind=kind)
    for kind in ("child_in_need", "child_protection", "looked_after"):
        if pen.marked(kind):
            pen.write(ProtectionPlan, office, kind=kind, since=pen.weeks_ago(pen.plot.weeks))
    if pen.marked("school_run"):
        pen.write(SchoolRun, office, child="brother, 7", leaves_at=time(15), back_at=time(15, 45))
