"""What the visit workspace says, in words and tones."""

from pi_desktop.practice.appointments import Booked, Suggestion
from pi_desktop.practice.attendance import outcome_words
from pi_desktop.practice.before_visit import FIX_GOALS_BY_SESSION
from pi_desktop.practice.consent import PURPOSE_WORDS, SHARING, Standing
from pi_desktop.practice.days import clock_time, short_day, weekday_and_day
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.goals import USUAL_GOALS, GoalProgress, Goals
from pi_desktop.practice.keep_in_mind import Reminded
from pi_desktop.practice.sheets import FilledIn, Sheet
from pi_desktop.practice.visits import Workspace
from pi_desktop.records.appointment import OUTCOMES, PLACES
from pi_desktop.records.consent import MEANS
from ui.kit.bidi import isolated
from ui.kit.chip import ChipWords
from ui.kit.theme import Tone

OUTCOME_CHOICES = [(code, outcome_words(code)) for code in OUTCOMES]
PLACE_CHOICES = [(code, code_words(code).capitalize()) for code in PLACES]
MEANS_WORDS = {"signed": "Signed", "spoken": "Spoken", "by_phone": "By phone", "in_writing": "In writing"}
MEANS_CHOICES = [(code, MEANS_WORDS[code]) for code in MEANS]
DECISION_WORDS = {"given": "Given", "refused": "Refused", "withdrawn": "Withdrawn"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_IN_MIND: dict[str, tuple[str, Tone]] = {
    "child_protection": ("Child protection plan", Tone.ACCENT),
    "child_in_need": ("Child in need plan", Tone.ACCENT),
    "looked_after": ("Looked-after child", Tone.ACCENT),
    "pre_birth": ("Pre-birth plan", Tone.ACCENT),
    "dog": ("Dog at address", Tone.ACCENT),
    "two_to_visit": ("Two to visit", Tone.ACCENT),
    "no_parking": ("No parking", Tone.PLAIN),
    "other_person_at_address": ("Another person at the address", Tone.ACCENT),
    "text": ("Prefers texts", Tone.PRIMARY),
    "call": ("Prefers calls", Tone.PRIMARY),
    "letter": ("Prefers letters", Tone.PRIMARY),
    "email": ("Prefers email", Tone.PRIMARY),
    "not_to_be_texted": ("Not to be texted", Tone.ACCENT),
    "no_voicemail": ("No voicemail", Tone.WARN),
    "address_hidden": ("Address is kept hidden", Tone.ACCENT),
}


def subtitle(visit: Workspace) -> str:
    """Home visit · Tue 24 Nov 09:15 · session 6 · with Maria (mother), Leo (7 months)."""
    place = code_words(visit.place).capitalize()
    where = f"{place}, {visit.place_words}" if visit.place_words else place
    when = f"{weekday_and_day(visit.day)} {clock_time(visit.at)}"
    people = ", ".join(map(isolated, visit.with_whom)) if visit.attendance.seen else ""
    return " · ".join(filter(None, (where, when, f"session {visit.session}", people and f"with {people}")))


def standing(of: Standing) -> str:
    """How it stood before today: "Given 6 Oct, signed", "Not asked yet"."""
    if of.decision is None or of.since is None:
        return "Not asked yet"
    how = f", {MEANS_WORDS.get(of.means, of.means).lower()}" if of.means else ""
    return f"{DECISION_WORDS.get(of.decision, of.decision)} {short_day(of.since)}{how}"


def purpose(of: Standing) -> str:
    """What is asked about: "Outcome measures", "Sharing with health visitor"."""
    if of.purpose == SHARING and of.agency:
        return f"Sharing with {isolated(of.agency)}"
    return PURPOSE_WORDS.get(of.purpose, code_words(of.purpose).capitalize())


def set_when(goal: GoalProgress) -> str:
    """Set 6 Oct with Maria."""
    return (
        f"set {short_day(goal.set_on)} with {isolated(goal.set_with)}"
        if goal.set_with
        else f"set {short_day(goal.set_on)}"
    )


def change(goal: GoalProgress) -> ChipWords | None:
    """How far a goal has come since its first rating."""
    if goal.change is None:
        return None
    if goal.change == 0:
        return ChipWords("As at the start", Tone.PLAIN)
    up = goal.change > 0
    return ChipWords(f"{'Up' if up else 'Down'} {abs(goal.change)} since the start", Tone.OK if up else Tone.ACCENT)


def course(goal: GoalProgress) -> str:
    """Every rating in its order: 2 → 3 → 3 → 5 → 6."""
    return " → ".join(map(str, goal.values))


def not_rated(goal: GoalProgress) -> str:
    """Why there is no rating today, or when the last one was."""
    if goal.because:
        return f"Not rated today: {goal.because}"
    if goal.last is None:
        return "not rated yet"
    day, value = goal.last
    return f"not rated yet today — last time {value} ({short_day(day)})"


def another_goal(of: Goals) -> str:
    """Whether and how one more goal can be added."""
    place = _ORDINALS[min(len(of.goals), len(_ORDINALS) - 1)]
    counting = "does not count as an outcome measure — it is kept and shown apart."
    if not of.new_ones_count:
        return f"A {place} goal can be added. It is after the third session: a new goal {counting}"
    usual = " Three is usual; more are allowed." if len(of.goals) >= USUAL_GOALS else ""
    last = f" After the {_ORDINALS[FIX_GOALS_BY_SESSION - 1]} session, a new goal {counting}"
    return f"A {place} goal can be added.{usual}{last}"


def form_state(sheet: Sheet) -> ChipWords | None:
    """How far one measure has come."""
    form = sheet.filled_in
    if form and form.complete:
        return ChipWords(result(form), Tone.PRIMARY)
    if form:
        return ChipWords(f"Question {form.missing[0]} is next" if form.missing else "Begun", Tone.WARN)
    if not sheet.may_be_asked:
        if sheet.consent is None:
            return ChipWords("Consent not asked yet", Tone.PLAIN)
        return ChipWords(f"Outcome measures {sheet.consent}", Tone.ACCENT)
    if sheet.declined:
        return ChipWords("Declined", Tone.ACCENT)
    return ChipWords("Due", Tone.WARN) if sheet.due else None


def result(form: FilledIn) -> str:
    """12 · moderate."""
    return " · ".join(filter(None, (f"Total {form.total}", form.band)))


def missing(form: FilledIn) -> str:
    """Which items a score still needs."""
    if len(form.missing) == 1:
        return f"Question {form.missing[0]} has no answer yet; a score needs it. What is answered is kept."
    first, last = ", ".join(form.missing[:-1]), form.missing[-1]
    return f"Questions {first} and {last} have no answer yet; a score needs them. What is answered is kept."


def suggestion(of: Suggestion) -> str:
    """Next week · Tue 1 Dec 09:15."""
    return f"{of.words} · {weekday_and_day(of.day)} {clock_time(of.at)}"


def booked(of: Booked) -> str:
    """Tue 1 Dec 09:15, home visit, 60 min."""
    where = ", ".join(filter(None, (code_words(of.place), of.place_words)))
    return f"{weekday_and_day(of.day)} {clock_time(of.at)}, {where}, {of.minutes} min"


def in_mind(of: Reminded) -> ChipWords:
    """One thing to keep in mind as a chip."""
    if of.kind == "interpreter":
        return ChipWords(" ".join(filter(None, ("Interpreter:", of.code))) if of.code else "Interpreter", Tone.WARN)
    words, tone = _IN_MIND.get(of.code, (code_words(of.code).capitalize(), Tone.WARN))
    said = of.words if of.code == "other" and of.words else words
    return ChipWords(f"{said} ({isolated(of.words)})" if of.words and said != of.words else said, tone)
