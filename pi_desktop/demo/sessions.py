"""The booked work with an invented family: appointments, visits, consents, goals, questionnaires and notes."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from pi_desktop.clock import local_instant
from pi_desktop.demo import words
from pi_desktop.demo.diary import Diary
from pi_desktop.demo.household import Household, risk_factors
from pi_desktop.demo.pen import Pen
from pi_desktop.records import (
    Administration,
    Appointment,
    Consent,
    Goal,
    MeasureDue,
    Note,
    Rating,
    Reminder,
    RiskProfile,
    Visit,
)

_OUTCOMES = ("attended", "late_but_seen", "cancelled_by_family", "not_attended", "cancelled_by_team")
_WEIGHTS = (80, 5, 7, 5, 3)
_MEASURES = {"phq9": 9, "gad7": 7}


@dataclass(frozen=True, slots=True)
class TodaysVisit:
    at: time
    purpose: str
    minutes: int
    place: str


TODAY = {
    "today_first": TodaysVisit(time(9, 15), "review", 60, "home"),
    "today_second": TodaysVisit(time(11), "first", 90, "home"),
    "today_third": TodaysVisit(time(14), "intervention", 60, "childrens_centre"),
    "today_fourth": TodaysVisit(time(15, 30), "ending", 60, "home"),
}


def todays_visit(pen: Pen) -> TodaysVisit | None:
    return next((TODAY[mark] for mark in TODAY if pen.marked(mark)), None)


class Sessions:
    """The sessions of one family, one after the other."""

    def __init__(self, pen: Pen, household: Household, diary: Diary) -> None:
        self._pen = pen
        self._household = household
        self._diary = diary
        self._goals: list[Goal] = []

    def tell(self, days: list[date]) -> None:
        """The sessions on those days, and what is booked for today or later."""
        pen, today = self._pen, todays_visit(self._pen)
        usual = today.at if today else time(pen.chance.choice((9, 10, 12, 13, 15)), pen.chance.choice((0, 30)))
        for session, day in enumerate(days, start=1):
            self._session(session, len(days), day, usual)
        if today:
            self._today(today)
        elif pen.plot.stage == "in_therapy":
            ahead = 1 if pen.marked("tomorrow") else pen.chance.randint(2, 9)
            self.book(pen.today + timedelta(days=ahead), usual, "intervention")
        elif pen.plot.stage == "follow_up":
            self.book(pen.today + timedelta(days=pen.chance.randint(2, 20)), usual, "follow_up")

    def book(
        self,
        day: date,
        at: time,
        purpose: str,
        *,
        minutes: int = 60,
        place: str | None = None,
        outcome: str | None = None,
        also_invited: str | None = None,
    ) -> Appointment:
        """An appointment at that time or the next that is free, with the text that reminds of it."""
        pen = self._pen
        day, at = self._diary.book(pen.practitioner, day, at, minutes)
        pen.go_to(local_instant(min(day, pen.today) - timedelta(days=6), time(12)))
        place = place or pen.chance.choice(("home", "home", "home", "childrens_centre"))
        appointment = pen.write(
            Appointment,
            day=day,
            at=at,
            minutes=minutes,
            place=place,
            place_words="Room 2" if place == "childrens_centre" else None,
            purpose=purpose,
            staff_id=pen.practitioner,
            invited=self._household.at_home,
            also_invited=also_invited,
            interpreter=pen.plot.language if pen.marked("interpreter") else None,
            outcome=outcome,
        )
        self._remind(appointment)
        return appointment

    def _remind(self, appointment: Appointment) -> None:
        pen = self._pen
        if not pen.marked("no_texts"):
            due = local_instant(appointment.day - timedelta(days=2), time(16))
            state = "planned" if due > local_instant(pen.today, time(8)) else "delivered"
            to = self._household.adults[0].id
            pen.write(Reminder, appointment_id=appointment.id, caregiver_id=to, due_at=due, state=state)

    def _session(self, session: int, of: int, day: date, at: time) -> None:
        pen = self._pen
        always = session in (1, of) or todays_visit(pen) is not None
        outcome = "attended" if always else pen.chance.choices(_OUTCOMES, weights=_WEIGHTS)[0]
        closing = session == of and pen.plot.stage in ("ended", "follow_up")
        purpose = "ending" if closing else "first" if session == 1 else "review" if session % 6 == 0 else "intervention"
        appointment = self.book(day, at, purpose, outcome=outcome)
        if outcome not in ("attended", "late_but_seen"):
            return
        visit = self._visit(appointment)
        if session == 1:
            self._consents(visit)
        if session in (1, 2):
            self._set_goal(session, appointment.day)
        for goal in self._goals:
            self._rate(goal, visit, session)
        if session in (1, of // 2 + 1, of):
            self._questionnaires(visit, session)
        if purpose == "review":
            pen.write(RiskProfile, on=appointment.day, occasion="review", **risk_factors(pen, 1, 4))
        self._note(visit, unsigned=session == of and pen.marked("today_first"))

    def _visit(self, appointment: Appointment) -> Visit:
        pen = self._pen
        started = pen.go_to(local_instant(appointment.day, appointment.at))
        return pen.write(
            Visit,
            appointment_id=appointment.id,
            staff_id=pen.practitioner,
            started_at=started,
            caregivers=appointment.invited[: pen.chance.randint(1, 2)],
            babies=tuple(baby.id for baby in self._household.babies if baby.born_on),
            finished_at=started + timedelta(minutes=appointment.minutes),
        )

    def _consents(self, visit: Visit) -> None:
        pen, mother = self._pen, self._household.adults[0].id
        for purpose in ("service", "outcome_measures", "sharing", "texts", "video"):
            consent = pen.write(
                Consent,
                purpose=purpose,
                caregiver_id=mother,
                decision="refused" if purpose == "texts" and pen.marked("no_texts") else "given",
                at=visit.started_at,
                agency="Health visitor and GP" if purpose == "sharing" else None,
                means="signed" if purpose == "service" else "spoken",
                visit_id=visit.id,
            )
            if purpose == "video" and pen.marked("video_withdrawn"):
                pen.write(
                    Consent,
                    purpose=purpose,
                    caregiver_id=mother,
                    decision="withdrawn",
                    means="spoken",
                    at=visit.started_at + timedelta(weeks=3),
                    supersedes=(consent.id,),
                )

    def _set_goal(self, session: int, day: date) -> None:
        pen = self._pen
        place = session - 1 if pen.number == 1 else pen.number * 2 + session
        goal = pen.write(
            Goal,
            words=words.GOALS[place % len(words.GOALS)].format(baby=self._household.baby_name),
            set_on=day,
            set_with=(self._household.adults[0].id,),
            session=session,
            place=session,
            state="active",
        )
        self._goals.append(goal)

    def _rate(self, goal: Goal, visit: Visit, session: int) -> None:
        pen = self._pen
        step = (session - 1) * 4 // max(1, pen.plot.sessions - 1)
        value = min(10, max(0, 2 + step + pen.chance.randint(-1, 1)))
        pen.write(Rating, goal_id=goal.id, visit_id=visit.id, at=visit.started_at, value=value)

    def _questionnaires(self, visit: Visit, session: int) -> None:
        pen = self._pen
        heavy = max(0.3, 1.9 - 0.18 * session)
        for measure, items in _MEASURES.items():
            answers = {str(item): min(3, int(pen.chance.random() * heavy * 2)) for item in range(1, items + 1)}
            if measure == "phq9":
                answers["9"] = 0  # nobody in an invented team has to be kept safe
            pen.write(
                Administration,
                measure=measure,
                version="1",
                caregiver_id=self._household.adults[0].id,
                visit_id=visit.id,
                at=visit.started_at,
                mode="practitioner",
                answers=answers,
                total=sum(answers.values()),
                finished_at=visit.started_at + timedelta(minutes=6),
            )

    def _note(self, visit: Visit, *, unsigned: bool) -> None:
        pen = self._pen
        facts = {"baby": self._household.baby_name, "parent": self._household.adults[0].given_name}
        parts = [*pen.chance.sample(words.SEEN, 2), *pen.chance.sample(words.SAID, 2)]
        text = " ".join(part.format(**facts) for part in parts) + " " + pen.chance.choice(words.AGREED)
        written = pen.go_to(visit.started_at + timedelta(hours=2))
        pen.write(
            Note,
            visit_id=visit.id,
            staff_id=pen.practitioner,
            about=visit.started_at,
            words=text,
            signed_at=None if unsigned else written,
        )

    def _today(self, visit: TodaysVisit) -> None:
        pen = self._pen
        appointment = self.book(
            pen.today,
            visit.at,
            visit.purpose,
            minutes=visit.minutes,
            place=visit.place,
            also_invited="J. Cole, midwife" if pen.marked("referrer_invited") else None,
        )
        if visit.purpose in ("first", "ending"):
            to = self._household.adults[0].id
            for measure in _MEASURES:
                pen.write(MeasureDue, measure=measure, caregiver_id=to, appointment_id=appointment.id)
