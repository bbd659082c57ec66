"""How Engagement says what was tried, what came of it, and what is next."""

from datetime import date

from pi_desktop.clock import local_day
from pi_desktop.practice.days import short_day
from pi_desktop.practice.engagement import AttemptShown, FamilyToReach
from pi_desktop.practice.what_helps import WhatHelps
from pi_desktop.records.engagement import REACHED
from ui.kit.attempts import Dot
from ui.kit.text import Soft, Strong
from ui.kit.theme import Tone

MEANS = {
    "text": "Text",
    "call": "Call",
    "letter": "Letter",
    "email": "Email",
    "home_visit": "Home visit",
    "joint_visit": "Joint visit",
    "through_worker": "Through another worker",
}
OUTCOMES = {
    "spoke": "Spoke",
    "replied": "Replied",
    "no_answer": "No answer",
    "left_message": "Left message",
    "sent": "Sent, no reply yet",
    "wrong_number": "Wrong number",
    "declined": "Declined",
}
_AT_THE_DOOR = {"no_answer": "Nobody in", "left_message": "Left a note", "spoke": "Met"}
_LETTERS = {"home_visit": "V", "joint_visit": "J", "through_worker": "W"}
_SEVERAL = {
    "text": "texts",
    "call": "calls",
    "letter": "letters",
    "email": "emails",
    "home_visit": "home visits",
    "joint_visit": "joint visits",
    "through_worker": "messages through another worker",
}
_GOT_THROUGH = frozenset({"left_message", "sent"})
_FEW = 20
"""Of fewer than this the numbers stand beside the share."""


def means_words(means: str) -> str:
    """Call; a code that this version does not know as it was written."""
    return MEANS.get(means, means.replace("_", " "))


def outcome_words(means: str, outcome: str) -> str:
    """No answer; at the door, Nobody in."""
    if means in ("home_visit", "joint_visit") and outcome in _AT_THE_DOOR:
        return _AT_THE_DOOR[outcome]
    return OUTCOMES.get(outcome, outcome.replace("_", " "))


def dot(attempt: AttemptShown) -> Dot:
    """An attempt as its circle: ringed where the family was reached."""
    reached, through = attempt.outcome in REACHED, attempt.outcome in _GOT_THROUGH
    what = f"{means_words(attempt.means)}, {outcome_words(attempt.means, attempt.outcome).lower()}"
    return Dot(
        _LETTERS.get(attempt.means, attempt.means[:1].upper()),
        f"{short_day(local_day(attempt.at))}: {what} ({attempt.by})",
        Tone.OK if reached else Tone.PRIMARY if through else Tone.PLAIN,
    )


def time_left(family: FamilyToReach) -> str:
    """ "15 days left", "Limit passed 20 Nov"."""
    if family.days_left < 0:
        return f"Limit passed {short_day(family.limit)}"
    if family.days_left == 0:
        return "Last day"
    return "1 day left" if family.days_left == 1 else f"{family.days_left} days left"


def next_step(family: FamilyToReach) -> tuple[str, ...]:
    """What is to be done next, with when."""
    if family.back_since:
        return (Soft(f"Back to the referrer since {short_day(family.back_since)}"),)
    if family.to_decide:
        return (Strong("Decide: "), "back to referrer, or extend with a reason")
    if family.booked:
        return (f"First appointment booked {short_day(family.booked[0])}",)
    step = family.next_step
    if step is None:
        return (Soft("Nothing planned"),)
    due = due_words(step.due_on, family.today)
    return (Strong(f"{due}: "), step.what) if due else (step.what,)


def due_words(due_on: date | None, today: date) -> str:
    """ "Today", "Was due 20 Nov", "27 Nov"; empty without a day."""
    if due_on is None:
        return ""
    if due_on == today:
        return "Today"
    return f"Was due {short_day(due_on)}" if due_on < today else short_day(due_on)


def what_helps(found: WhatHelps, *, everyone: bool) -> tuple[str, ...]:
    """The figures in one sentence."""
    said: list[tuple[str, ...]] = []
    if found.first_reply_after is not None:
        number = f"{found.first_reply_after:g} attempt{'' if found.first_reply_after == 1 else 's'}"
        said.append(("first reply came after ", Strong(number), " (median)"))
    for place, share in enumerate(found.by_means):
        percent = round(100 * share.answered / share.of)
        of = f" ({share.answered} of {share.of})" if share.of < _FEW else ""
        were = " were answered " if place == 0 else " "
        often = " of the time" if place == 0 else ""
        said.append((_SEVERAL.get(share.means, share.means) + were, Strong(f"{percent}%"), f"{often}{of}"))
    if not said:
        return (
            "Once five attempts by one means have been logged in a quarter, it says here how often they are answered.",
        )
    whose = "Across the families on this laptop" if everyone else "Across your families"
    words: list[str] = [f"{whose} this quarter: "]
    for place, part in enumerate(said):
        words += ["; " if place else "", *part]
    return (*words, ".")
