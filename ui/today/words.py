"""What Today says, in words and tones."""

from datetime import date

from pi_desktop.clock import LONDON
from pi_desktop.practice.before_visit import Mark
from pi_desktop.practice.days import clock_time, long_day, short_day
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.needs_you import Need
from pi_desktop.practice.today import ComingDay, Day, Planned
from ui.kit.chip import ChipWords
from ui.kit.text import Soft, Strong
from ui.kit.theme import Tone

_MARKS: dict[str, tuple[str, Tone]] = {
    "consent_missing": ("Consent to service not yet recorded", Tone.WARN),
    "consent_refused": ("Consent to service refused", Tone.ACCENT),
    "consent_withdrawn": ("Consent to service withdrawn", Tone.ACCENT),
    "consent_to_ask": ("Consents to ask about", Tone.WARN),
    "consent_in_two_places": ("Consent changed in two places", Tone.ACCENT),
    "consents_current": ("Consents current", Tone.OK),
    "changed_in_two_places": ("Appointment changed in two places", Tone.ACCENT),
    "school_run": ("Clashes with school pick-up", Tone.WARN),
    "measure_due": ("{words} due", Tone.PRIMARY),
    "end_measures_due": ("End-of-work measures due: {count}", Tone.PRIMARY),
    "goals_to_fix": ("Goals: fix by today (third session)", Tone.PRIMARY),
    "goals_missing": ("No goals set yet", Tone.WARN),
    "interpreter_missing": ("Interpreter not booked", Tone.WARN),
    "reminder_planned": ("Text reminder planned", Tone.PRIMARY),
    "reminder_sent": ("Text reminder sent", Tone.PRIMARY),
    "reminder_delivered": ("Text reminder delivered", Tone.OK),
    "reminder_failed": ("Text reminder failed", Tone.ACCENT),
    "reminder_withdrawn": ("Text reminder withdrawn", Tone.PLAIN),
    "reminder_too_late": ("Too late for a text reminder", Tone.PLAIN),
    "reminder_blocked": ("No text reminder: not to be texted", Tone.WARN),
    "no_text": ("No text reminder: not agreed", Tone.PLAIN),
    "alert_dog": ("Dog at address", Tone.ACCENT),
    "alert_two_to_visit": ("Two to visit", Tone.ACCENT),
    "alert_no_parking": ("No parking", Tone.PLAIN),
    "alert_other_person_at_address": ("Another person at the address", Tone.ACCENT),
}
_WITH_WORDS_AFTER = frozenset({"school_run", "interpreter_missing"})
_PURPOSES = {"first": "first appointment", "follow_up": "follow-up", "ending": "ending"}
_NUMBERED = frozenset({"assessment", "intervention", "review", "ending"})


def subtitle(day: Day) -> str:
    """ "4 appointments · 2 of them at home · everything below is on this laptop"."""
    if not day.planned:
        return "No appointments today · everything is on this laptop"
    number = len(day.planned)
    home = "at home" if number == 1 and day.at_home else f"{day.at_home} of them at home" if day.at_home else ""
    counted = "1 appointment" if number == 1 else f"{number} appointments"
    return " · ".join(filter(None, (counted, home, "everything below is on this laptop")))


def chip(mark: Mark) -> ChipWords:
    """What a mark says; of a kind that has no words here, its own."""
    words, tone = _MARKS.get(mark.kind, ("", Tone.WARN))
    said = words.format(words=mark.words, count=mark.count) if words else mark.words or code_words(mark.kind)
    return ChipWords(f"{said} ({mark.words})" if mark.words and mark.kind in _WITH_WORDS_AFTER else said, tone)


def about(planned: Planned, today: date) -> str:
    """What follows the family's name: " · intervention · session 3 of 6", " · first appointment · due 19 Jan"."""
    parts = [_PURPOSES.get(planned.purpose, code_words(planned.purpose))]
    if planned.purpose in _NUMBERED:
        of = f" of {planned.of}" if planned.of and planned.purpose == "intervention" else ""
        parts.append(f"session {planned.session}{of}")
    if planned.due_on:
        parts.append(f"{'due' if planned.due_on >= today else 'was due'} {short_day(planned.due_on)}")
    return "".join(f" · {part}" for part in parts)


def where(planned: Planned) -> str:
    """The line beneath: place, address, who else comes."""
    place = code_words(planned.place).capitalize()
    parts = [f"{place}, {planned.place_words}" if planned.place_words else place]
    parts.append("address withheld" if planned.address_withheld else planned.address)
    if planned.also_invited:
        parts.append(f"also invited: {planned.also_invited}")
    if planned.interpreter:
        parts.append(f"interpreter booked ({planned.interpreter})")
    return " · ".join(filter(None, parts))


def need(each: Need, today: date) -> tuple[str, ...]:
    """One line of "Needs you", the name or the number in strong letters."""
    name = Strong(each.surname)
    match each.kind:
        case "step" | "attempt":
            return (f"{_capital(each.words)}: ", name, f", due {_when(each.day, today)}")
        case "conflicts":
            counted = "1 entry" if each.count == 1 else f"{each.count} entries"
            return (Strong(f"{counted} changed in two places"), ": compare and choose")
        case "limit":
            return ("Time to reach ", name, f" ended {_when(each.day, today)}: decide")
        case "outcome":
            return ("Say what came of ", name, f", {_when(each.day, today)}")
        case "reply":
            return ("Reply to referrer about ", name, f": {_working_days(each.count)} old")
        case "note":
            return (f"Note from {_when(each.day, today)} not signed: ", name)
    return (each.words, name)


def coming_title(coming: ComingDay, today: date) -> str:
    """ "Tomorrow", or "Monday 30 November" when a weekend lies between."""
    return "Tomorrow" if (coming.day - today).days == 1 else long_day(coming.day)


def coming(day: ComingDay, today: date) -> tuple[str, ...]:
    """What the next working day brings."""
    if not day.appointments:
        return (Soft("Nothing is booked yet."),)
    said = ["1 appointment" if day.appointments == 1 else f"{day.appointments} appointments"]
    if day.texts and day.texts_at:
        counted = "1 text goes out" if day.texts == 1 else f"{day.texts} texts go out"
        at = day.texts_at.astimezone(LONDON)
        said.append(f"{counted} at {clock_time(at.time())} {_when(at.date(), today)} once synced")
    line = Soft(" · ".join(said))
    if not day.to_ring:
        return (line,)
    families = "1 family has" if len(day.to_ring) == 1 else f"{len(day.to_ring)} families have"
    return (line, Soft(f" · {families} not agreed to texts: "), Strong(f"ring {', '.join(day.to_ring)} instead"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _when(day: date | None, today: date) -> str:
    return "today" if day == today else short_day(day) if day else ""


def _working_days(count: int) -> str:
    return "1 working day" if count == 1 else f"{count} working days"
