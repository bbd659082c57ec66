"""The journey: a home visit recorded without a signal, and what becomes of it once there is one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.tour.hands import Hands
from ui.tour.stage import PASSWORD, Workplace
from ui.tour.tour import Tour

THERAPIST, KEYWORKER = "Asha Rahman", "Karen Doyle"
FAMILY = "Leo & Maria Okafor"
NOTE = (
    "Maria a raconté la nuit : Leo s’est réveillé deux fois, “but he looked for me”. We watched him follow her "
    "voice — Zdeňka Nováková from the children’s centre had shown her how. Agreed: two minutes of following his "
    "lead each evening, with José joining at the weekend."
)
SAFETY = "Asked Maria directly: no plan, no intent. Crisis numbers left; clinical lead told today."
PHQ9_ANSWERS = (1, 1, 2, 1, 0, 1, 1, 0, 1, 1)
CTRL = Qt.KeyboardModifier.ControlModifier


def go_through(tour: Tour) -> None:
    """Every step, in order. Raises TourStopped."""
    tour.stage.found()
    asha, karen = tour.stage.workplace(THERAPIST), tour.stage.workplace(KEYWORKER)
    tour.stage.server.stop()
    tour.sit_down_at(asha)
    unlock(tour)
    record_the_visit(tour)
    look_a_family_up(tour)
    log_an_attempt(tour)
    change_one_number_twice(tour, asha, karen)
    synchronise(tour, asha, karen)
    tour.sit_down_at(asha)
    lock(tour)


def unlock(tour: Tour) -> None:
    """A wrong password, then the right one."""
    with tour.step("Try a wrong password") as hands:
        hands.see("The records on this laptop are encrypted.")
        tour.picture("unlock", dark=True)
        hands.write("Password", "seven herons over the canal")
        hands.press(Qt.Key.Key_Return)
        hands.see("That password did not open the records.")
        tour.picture("unlock-wrong-password")
    with tour.step("Unlock") as hands:
        hands.press(Qt.Key.Key_A, CTRL)
        hands.enter(PASSWORD)
        hands.press(Qt.Key.Key_Return)
        hands.see("Tuesday 24 November")
        hands.see(FAMILY)
    with tour.step("See that there is no connection") as hands:
        hands.see("Working offline")
        tour.picture("today", dark=True)


def record_the_visit(tour: Tour) -> None:
    """The first visit of the day, with no signal."""
    with tour.step("Start the visit") as hands:
        tour.stage.clock_at(9, 15)
        hands.click(f"Start visit: 09:15, {FAMILY}")
        hands.see("with Maria (mother), Daniel (father)")
    with tour.step("Who was there") as hands:
        hands.choose("What came of the appointment", "Attended as planned")
        hands.choose("Who was there", "Daniel")
        hands.write("Others who were there", "Zdeňka Nováková, children’s centre")
        tour.picture("visit-who-was-there")
    with tour.step("Consent") as hands:
        tour.stage.clock_at(9, 22)
        hands.click("Consent")
        hands.choose("Video, Maria", "Given")
        hands.choose("How: Video, Maria", "In writing")
        tour.picture("visit-consent")
    with tour.step("Rate two goals") as hands:
        tour.stage.clock_at(9, 31)
        hands.click("Goals")
        hands.rate("Feel calmer when Leo cries", 8)
        hands.rate("Play together every day", 7)
        hands.see("since the start")
        tour.picture("visit-goals", dark=True)
    fill_in_a_questionnaire(tour)
    with tour.step("Write a note with accents") as hands:
        tour.stage.clock_at(10, 2)
        hands.click("Note")
        hands.write("Note", NOTE)
        tour.picture("visit-note")
    with tour.step("Book the next appointment") as hands:
        hands.click("Next appointment")
        hands.choose("When", "Next week")
        tour.picture("visit-next-appointment")
    with tour.step("Finish the visit") as hands:
        tour.stage.clock_at(10, 6)
        hands.click("Finish visit")
        tour.picture("visit-finish")
        hands.click("Sign and finish")
        hands.see("Tuesday 24 November")
        hands.see("Attended as planned")
        tour.picture("today-after-the-visit")


def fill_in_a_questionnaire(tour: Tour) -> None:
    """PHQ-9 by its digits; its ninth answer asks for more than a score."""
    with tour.step("PHQ-9, item by item") as hands:
        tour.stage.clock_at(9, 44)
        hands.click("Measures")
        hands.click("PHQ-9 · Maria")
        for number, answer in enumerate(PHQ9_ANSWERS, start=1):
            hands.see(f"Question {number} of {len(PHQ9_ANSWERS)}")
            if number == 2:
                tour.picture("visit-questionnaire", dark=True)
            hands.press(Qt.Key(Qt.Key.Key_0 + answer))
        hands.see("Question 9 asks for your attention")
    with tour.step("Say what was done about the ninth answer") as hands:
        hands.write("What was done about it", SAFETY)
        tour.picture("visit-measures")


def look_a_family_up(tour: Tour) -> None:
    """Find the family by the beginning of a word, and read its record."""
    with tour.step("Find a family as one types") as hands:
        hands.click("Families")
        hands.see(FAMILY)
        tour.picture("families", dark=True)
        hands.write("Find a family", "oka")
        hands.see_no_more("Hannah Price")
        tour.picture("families-found")
    with tour.step("Open its record") as hands:
        hands.open_row(FAMILY)
        hands.see("Overview")
        hands.see("Child in need plan")
        tour.picture("family-overview", dark=True)
    with tour.step("Read every tab of the record") as hands:
        for name in hands.tabs()[1:]:
            hands.open_tab(name)
            tour.picture(f"family-{_file_name(name)}")
    with tour.step("Find a family or an action by Ctrl+K") as hands:
        hands.press(Qt.Key.Key_K, CTRL)
        hands.enter("pri")
        hands.see("Baby of Hannah Price")
        tour.picture("palette")
        hands.press(Qt.Key.Key_Escape)


def log_an_attempt(tour: Tour) -> None:
    """An attempt to reach a family, in three touches."""
    with tour.step("Open Engagement") as hands:
        hands.click("Engagement")
        hands.see("Whitlock")
        tour.picture("engagement", dark=True)
    with tour.step("Log an attempt") as hands:
        hands.click("Log an attempt: Whitlock")
        hands.choose("How you tried", "Call")
        hands.choose("What came of it", "No answer")
        hands.see("Saved on this laptop: ")
        tour.picture("engagement-logged")


def change_one_number_twice(tour: Tour, asha: Workplace, karen: Workplace) -> None:
    """Two colleagues write two numbers in one field, both without a connection."""
    with tour.step("Change a phone number offline") as hands:
        tour.stage.clock_at(10, 20)
        _open_contact(hands)
        hands.write_over("Mobile number", "07700 900 461")
        hands.press(Qt.Key.Key_Return)
        tour.picture("number-changed")
    tour.sit_down_at(karen)
    with tour.step("A colleague unlocks her laptop") as hands:
        hands.write("Password", PASSWORD)
        hands.press(Qt.Key.Key_Return)
        hands.see("Tuesday 24 November")
        hands.see("Working offline")
    with tour.step("She changes the same number") as hands:
        tour.stage.clock_at(10, 25)
        _open_contact(hands)
        hands.write_over("Mobile number", "07700 900 872")
        hands.press(Qt.Key.Key_Return)
        tour.picture("colleague-number-changed")
    tour.sit_down_at(asha)


def synchronise(tour: Tour, asha: Workplace, karen: Workplace) -> None:
    """The connection is back: the visit arrives, and somebody chooses between the numbers."""
    tour.stage.server.start()
    with tour.step("Sync, now that there is a connection") as hands:
        _sync(hands)
        tour.picture("synced")
    tour.sit_down_at(karen)
    with tour.step("The colleague's laptop receives the visit") as hands:
        _sync(hands)
        hands.open_tab("Notes")
        hands.see("Maria a raconté la nuit")
        tour.picture("colleague-sees-the-visit")
    with tour.step("Compare what was changed in two places, and choose") as hands:
        hands.press(Qt.Key.Key_K, CTRL)
        hands.enter("changed")
        hands.press(Qt.Key.Key_Return)
        hands.see("07700 900 461")
        hands.see("07700 900 872")
        tour.picture("conflict", dark=True)
        hands.click("Use this instead")
        hands.see_no_more("Use this instead")
        tour.picture("conflict-settled")
        _sync(hands)
    tour.sit_down_at(asha)
    with tour.step("The choice arrives") as hands:
        _sync(hands)
        hands.see("07700 900 872")
        tour.picture("choice-arrived")


def lock(tour: Tour) -> None:
    """Lock, and come back to the same place."""
    with tour.step("Lock") as hands:
        locked = tour.place.locked
        hands.press(Qt.Key.Key_L, CTRL)
        hands.wait_for(lambda: tour.place.locked > locked or None, "fresh unlock screen")
        hands.see("Who are you?")
        tour.picture("locked")
    with tour.step("Unlock again, at the same place") as hands:
        hands.write("Password", PASSWORD)
        hands.press(Qt.Key.Key_Return)
        hands.see("Leo Okafor")
        hands.see("07700 900 872")
        tour.picture("same-place")


def _open_contact(hands: Hands) -> None:
    """From anywhere to how the family is reached, by the keyboard."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.enter("oka")
    hands.see(FAMILY)
    hands.press(Qt.Key.Key_Return)
    hands.open_tab("People & contact")


def _sync(hands: Hands) -> None:
    """Ask for it, rather than wait until it is due."""
    hands.press(Qt.Key.Key_K, CTRL)
    hands.enter("sync now")
    hands.see("Sync now")
    hands.press(Qt.Key.Key_Return)
    hands.see("Synced")
    hands.see_no_more("waiting to sync")


def _file_name(words: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())
