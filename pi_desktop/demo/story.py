"""One invented family's record, from the referral to today."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from pi_desktop.clock import FixedClock, local_instant
from pi_desktop.demo import words
from pi_desktop.demo.people import STREETS, Adult, Plot
from pi_desktop.ids import Id, Ids
from pi_desktop.records import (
    Administration,
    Alert,
    Allocation,
    Appointment,
    Baby,
    Caregiver,
    Consent,
    ContactDetails,
    EngagementAttempt,
    Family,
    Goal,
    MeasureDue,
    NextStep,
    Note,
    ProtectionPlan,
    Rating,
    Referral,
    Reminder,
    RiskProfile,
    SchoolRun,
    Visit,
)
from pi_desktop.records.record import Record

R = TypeVar("R", bound=Record)

TODAY_AT = {"today_first": time(9, 15), "today_second": time(11), "today_third": time(14), "today_fourth": time(15, 30)}
_MEANS = {"T": "text", "C": "call", "L": "letter", "V": "home_visit"}
_SIGNIFICANT = ("p03", "p04", "r01", "r02", "r05", "f01")
_MINOR = ("i02", "i06", "p01", "p06", "p09", "r04", "r06", "f02", "s01", "s03")


class Story:
    """Tells one plot as records in the order in which they were written. The same seed tells the same story."""

    def __init__(self, plot: Plot, number: int, today: date, staff: dict[str, Id], seed: int) -> None:
        self.plot = plot
        self.number = number
        self.today = today
        self.staff = staff
        self._random = random.Random(f"{seed}/{number}")
        self._clock = FixedClock(local_instant(today - timedelta(weeks=plot.weeks), time(9)))
        self._ids = Ids(self._clock, self._random.getrandbits)
        self.family_id = self._ids.new()
        self._written: list[Record] = []
        self._babies: list[Baby] = []
        self._adults: list[Caregiver] = []

    def tell(self) -> Iterator[Record]:
        self._referral()
        if self.plot.stage not in ("referred", "waiting"):
            self._allocation()
            self._engagement()
        if self.plot.stage in ("in_therapy", "follow_up", "ended"):
            self._therapy()
        yield from self._written

    @property
    def _mine(self) -> Id:
        return self.staff[self.plot.practitioner]

    def _is(self, mark: str) -> bool:
        return mark in self.plot.marks

    def _at(self, day: date, at: time = time(9)) -> datetime:
        instant = local_instant(day, at)
        self._clock.move_to(max(instant, self._clock.now()))
        return self._clock.now()

    def _write(self, cls: type[R], by: Id | None = None, **values: Any) -> R:
        values.setdefault("id", self._ids.new())
        record = cls(family_id=self.family_id, made_at=self._clock.now(), made_by=by or self._mine, **values)
        self._written.append(record)
        return record

    def _referral(self) -> None:
        plot = self.plot
        received = _working_day(self.today - timedelta(weeks=plot.weeks))
        self._at(received, time(10))
        office = self.staff["office"]
        ended = self.today - timedelta(weeks=self._random.randint(2, 8)) if plot.stage == "ended" else None
        self._write(
            Family,
            office,
            id=self.family_id,
            reference=f"F{self.number:04d}",
            surname=plot.surname,
            stage=plot.stage,
            held_in="child",
            opened_on=received,
            ended_on=ended,
        )
        self._people(office)
        decided = None if self._is("reply_due") or plot.stage == "referred" else _working_day(received + timedelta(4))
        self._write(
            Referral,
            office,
            received_on=received,
            source=plot.source,
            referrer=self._referrer(),
            concern=self._concern(),
            family_agrees=True,
            decision="accepted" if decided else None,
            decided_on=decided,
            referrer_told_on=decided,
        )
        self._write(RiskProfile, office, on=received, occasion="referral", **self._factors(2, 5))

    def _people(self, office: Id) -> None:
        for place, child in enumerate(self.plot.children, start=1):
            day = self.today - timedelta(weeks=child.weeks, days=self._random.randint(0, 5))
            born = {"born_on": day, "born_at_weeks": child.born_at} if child.weeks >= 0 else {"due_on": day}
            self._babies.append(
                self._write(
                    Baby,
                    office,
                    given_name=child.name,
                    surname=self.plot.surname if child.name else None,
                    sex=child.sex,
                    birth_order=place if len(self.plot.children) > 1 else None,
                    **born,
                )
            )
        house = f"{self._random.randint(1, 98)}{self._random.choice(('', '', 'a', 'b'))} {self._random.choice(STREETS)}"
        district = f"CV{self._random.choice((34, 35, 31, 32))} {self._random.randint(1, 9)}"
        postcode = district + "".join(self._random.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
        for adult in self.plot.adults:
            self._adult(adult, office, house, postcode)
        for kind in ("dog", "two_to_visit"):
            if self._is(kind):
                self._write(Alert, office, kind=kind)
        for kind in ("child_in_need", "child_protection", "looked_after"):
            if self._is(kind):
                since = self.today - timedelta(weeks=self.plot.weeks - 1)
                self._write(ProtectionPlan, self._mine, kind=kind, since=since)
        if self._is("school_run"):
            self._write(SchoolRun, office, child="brother, 7", leaves_at=time(15), back_at=time(15, 45))

    def _adult(self, adult: Adult, office: Id, house: str, postcode: str) -> None:
        caregiver = self._write(
            Caregiver,
            office,
            given_name=adult.name,
            surname=adult.surname or self.plot.surname,
            role=adult.role,
            lives_with_baby=adult.lives_with_baby,
            parental_responsibility=adult.role != "foster_carer",
        )
        self._adults.append(caregiver)
        here = {"address": house, "postcode": postcode} if adult.lives_with_baby else {}
        self._write(
            ContactDetails,
            office,
            caregiver_id=caregiver.id,
            **here,
            mobile=f"07700 900{self._random.randint(0, 999):03d}",
            address_hidden=self._is("hidden_address") or None,
            may_text=not self._is("no_texts"),
            may_leave_voicemail=not self._is("no_voicemail"),
            may_send_letters=not self._is("no_letters"),
            prefers="text" if self._is("prefers_text") else self._random.choice(("text", "call", None)),
            when_to_call="mornings" if self._is("mornings") else None,
            language=self.plot.language,
            interpreter=self._is("interpreter") or None,
        )

    def _allocation(self) -> None:
        start = _working_day(self.today - timedelta(weeks=self.plot.weeks - 1))
        self._at(start)
        lead = self.staff["lead"]
        until = self.today - timedelta(weeks=1) if self.plot.stage == "ended" else None
        for part, who in (("lead_practitioner", self._mine), ("keyworker", self.staff[self.plot.keyworker])):
            self._write(Allocation, lead, staff_id=who, part=part, since=start, until=until)

    def _engagement(self) -> None:
        start = self.today - timedelta(weeks=self.plot.weeks - 1)
        told = self.plot.attempts or (self._usual_attempts() if self.plot.stage != "engaging" else "")
        keyworker = self.staff[self.plot.keyworker]
        day = start
        for attempt in told.split():
            day = min(_working_day(day + timedelta(days=self._random.randint(2, 5))), self.today - timedelta(days=1))
            letter, outcome = attempt.split(":")
            at = self._at(day, time(self._random.randint(9, 15), self._random.choice((0, 10, 25, 40))))
            self._write(
                EngagementAttempt,
                keyworker,
                at=at,
                staff_id=keyworker,
                means=_MEANS[letter],
                outcome=outcome,
                to=(self._adults[0].id,),
                words=self._random.choice((None, None, *words.ENGAGED)),
            )
        if self.plot.stage == "engaging":
            step = "first text to mother and father" if not told else "call, then visit with health visitor"
            due = self.today if not self._is("booked") else None
            if due:
                self._write(NextStep, keyworker, what=step, due_on=due, staff_id=self._mine)
            else:
                self._appointment(_working_day(self.today + timedelta(days=3)), time(10), "first")

    def _usual_attempts(self) -> str:
        unanswered = self._random.choices(("C:no_answer", "T:no_answer", "V:no_answer", "L:sent"), k=2)
        answered = self._random.choice(("T:replied", "C:spoke", "T:replied"))
        return " ".join([*unanswered[: self._random.randint(0, 2)], answered])

    def _therapy(self) -> None:
        plot = self.plot
        days = self._session_days()
        at = next((TODAY_AT[mark] for mark in sorted(plot.marks) if mark in TODAY_AT), None)
        usual = at or time(self._random.choice((9, 10, 11, 13, 14, 15)), self._random.choice((0, 30)))
        goals: list[Goal] = []
        for session, day in enumerate(days, start=1):
            goals += self._session(session, len(days), day, usual, goals)
        if at:
            self._today(at, len(days) + 1)
        elif plot.stage == "in_therapy":
            following = _working_day(self.today + timedelta(days=self._random.randint(1, 9)))
            self._appointment(following, usual, "intervention")

    def _session_days(self) -> list[date]:
        last = self.today - timedelta(weeks=10 if self.plot.stage == "ended" else 1)
        gap = 7 if self.plot.sessions * 7 < (self.plot.weeks - 2) * 7 else 6
        days = [_working_day(last - timedelta(days=gap * back)) for back in range(self.plot.sessions)]
        return sorted(dict.fromkeys(days))

    def _appointment(self, day: date, at: time, purpose: str, **values: Any) -> Appointment:
        self._at(min(day, self.today) - timedelta(days=6), time(12))
        place = values.pop("place", self._random.choice(("home", "home", "home", "childrens_centre")))
        appointment = self._write(
            Appointment,
            day=day,
            at=at,
            minutes=values.pop("minutes", 60),
            place=place,
            place_words="Room 2" if place == "childrens_centre" else None,
            purpose=purpose,
            staff_id=self._mine,
            invited=tuple(adult.id for adult in self._adults if adult.lives_with_baby),
            interpreter=self.plot.language if self._is("interpreter") else None,
            **values,
        )
        if not self._is("no_texts") and not self._is("no_consent_yet"):
            due = local_instant(day - timedelta(days=2), time(16))
            state = "planned" if due > local_instant(self.today, time(8)) else "delivered"
            self._write(
                Reminder, appointment_id=appointment.id, caregiver_id=self._adults[0].id, due_at=due, state=state
            )
        return appointment

    def _session(self, session: int, of: int, day: date, at: time, goals: list[Goal]) -> list[Goal]:
        outcome = "attended" if session in (1, of) else self._random.choices(_OUTCOMES, weights=_WEIGHTS)[0]
        purpose = "first" if session == 1 else "review" if session % 6 == 0 else "intervention"
        appointment = self._appointment(day, at, purpose, outcome=outcome)
        if outcome not in ("attended", "late_but_seen"):
            return []
        started = self._at(day, at)
        visit = self._write(
            Visit,
            appointment_id=appointment.id,
            staff_id=self._mine,
            started_at=started,
            caregivers=appointment.invited[: self._random.randint(1, 2)],
            babies=tuple(baby.id for baby in self._babies),
            finished_at=started + timedelta(minutes=60),
        )
        if session == 1:
            self._consents(visit)
        new_goals = self._set_goals(session, day) if session in (1, 2) else []
        for goal in [*goals, *new_goals]:
            self._rate(goal, visit, session)
        if session in (1, of // 2 + 1, of):
            self._questionnaires(visit, session)
        self._note(visit, unsigned=session == of and self._is("today_first"))
        return new_goals

    def _consents(self, visit: Visit) -> None:
        mother = self._adults[0].id
        for purpose in ("service", "outcome_measures", "sharing", "texts", "video"):
            decision = "refused" if purpose == "texts" and self._is("no_texts") else "given"
            consent = self._write(
                Consent,
                purpose=purpose,
                caregiver_id=mother,
                decision=decision,
                at=visit.started_at,
                agency="Health visitor and GP" if purpose == "sharing" else None,
                means="signed" if purpose == "service" else "spoken",
                visit_id=visit.id,
            )
            if purpose == "video" and self._is("video_withdrawn"):
                self._write(
                    Consent,
                    purpose=purpose,
                    caregiver_id=mother,
                    decision="withdrawn",
                    means="spoken",
                    at=visit.started_at + timedelta(weeks=3),
                    supersedes=(consent.id,),
                )

    def _set_goals(self, session: int, day: date) -> list[Goal]:
        if len([record for record in self._written if isinstance(record, Goal)]) >= 2:
            return []
        text = (
            words.GOALS[(self.number * 2 + session) % len(words.GOALS)] if self.number > 1 else words.GOALS[session - 1]
        )
        return [
            self._write(
                Goal,
                words=text.format(baby=self._baby_name()),
                set_on=day,
                set_with=(self._adults[0].id,),
                session=session,
                place=session,
                state="active",
            )
        ]

    def _rate(self, goal: Goal, visit: Visit, session: int) -> None:
        value = min(10, max(0, 2 + (session - 1) * 4 // max(1, self.plot.sessions - 1) + self._random.randint(-1, 1)))
        self._write(Rating, goal_id=goal.id, visit_id=visit.id, at=visit.started_at, value=value)

    def _questionnaires(self, visit: Visit, session: int) -> None:
        heavy = max(0.3, 1.9 - 0.18 * session)
        for measure, items in (("phq9", 9), ("gad7", 7)):
            answers = {str(item): min(3, int(self._random.random() * heavy * 2)) for item in range(1, items + 1)}
            if measure == "phq9":
                answers["9"] = 0
            self._write(
                Administration,
                measure=measure,
                version="1",
                caregiver_id=self._adults[0].id,
                visit_id=visit.id,
                at=visit.started_at,
                mode="practitioner",
                answers=answers,
                total=sum(answers.values()),
                finished_at=visit.started_at + timedelta(minutes=6),
            )

    def _note(self, visit: Visit, *, unsigned: bool) -> None:
        facts = {"baby": self._baby_name(), "parent": self._adults[0].given_name}
        parts = [*self._random.sample(words.SEEN, 2), *self._random.sample(words.SAID, 2)]
        text = " ".join(part.format(**facts) for part in parts) + " " + self._random.choice(words.AGREED)
        written = visit.started_at + timedelta(hours=2)
        self._clock.move_to(max(written, self._clock.now()))
        self._write(
            Note,
            visit_id=visit.id,
            staff_id=self._mine,
            about=visit.started_at,
            words=text,
            signed_at=None if unsigned else written,
        )

    def _today(self, at: time, session: int) -> None:
        by_mark = {
            "today_first": ("review", 60, "home"),
            "today_second": ("first", 90, "home"),
            "today_third": ("intervention", 60, "childrens_centre"),
            "today_fourth": ("ending", 60, "home"),
        }
        purpose, minutes, place = next(each for mark, each in by_mark.items() if self._is(mark))
        also = "J. Cole, midwife" if self._is("referrer_invited") else None
        appointment = self._appointment(self.today, at, purpose, minutes=minutes, place=place, also_invited=also)
        if purpose in ("first", "ending"):
            for measure in ("phq9", "gad7"):
                self._write(MeasureDue, measure=measure, caregiver_id=self._adults[0].id, appointment_id=appointment.id)

    def _referrer(self) -> str | None:
        return (
            None
            if self.plot.source == "family"
            else self._random.choice(("J. Cole", "A. Finch", "P. Mistry", "Dr L. Amos"))
        )

    def _concern(self) -> str:
        return self._random.choice(words.CONCERNS).format(mother=self.plot.adults[0].name)

    def _factors(self, significant: int, minor: int) -> dict[str, tuple[str, ...]]:
        return {
            "significant": tuple(sorted(self._random.sample(_SIGNIFICANT, self._random.randint(0, significant)))),
            "minor": tuple(sorted(self._random.sample(_MINOR, self._random.randint(2, minor)))),
        }

    def _baby_name(self) -> str:
        return self._babies[0].given_name or "the baby"


_OUTCOMES = ("attended", "late_but_seen", "cancelled_by_family", "not_attended", "cancelled_by_team")
_WEIGHTS = (80, 5, 7, 5, 3)


def _working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
