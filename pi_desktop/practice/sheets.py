"""The questionnaires of a visit as they are shown: what is due, how far each has come, what asks for attention."""

from collections.abc import Iterator
from dataclasses import dataclass

from pi_desktop.ids import Id
from pi_desktop.measures.definition import Measure
from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.library import Library
from pi_desktop.measures.scoring import Result, score
from pi_desktop.practice import consent, visit_drafts
from pi_desktop.practice.administrations import SECTION, TOTAL, Answers, Draft, Form, due_for, form_at, safety_id
from pi_desktop.practice.attendance import attendance, caregivers_of
from pi_desktop.practice.naming import caregiver_and_role
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Caregiver
from pi_desktop.records.measure import SafetyAnswer
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class SafetyPrompt:
    """An answer that asks for attention whatever the total, and what was done about it, empty until that is said."""

    administration_id: Id
    item: str
    about: str
    answer: str
    done: str


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A form as far as it is filled in. `missing` names the items that a score still needs, in their order."""

    administration_id: Id
    answers: Answers
    missing: tuple[str, ...]
    total: int | None
    band: str
    safety: tuple[SafetyPrompt, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure for one caregiver at this visit. `consent` is the decision on outcome measures that counts."""

    measure: Measure
    caregiver_id: Id
    caregiver: str
    due: bool
    declined: bool
    consent: str | None
    filled_in: FilledIn | None

    @property
    def may_be_asked(self) -> bool:
        """Outcome measures are for those who have agreed to them."""
        return self.consent == consent.GIVEN

    @property
    def waits(self) -> bool:
        """Due, agreed to, and not complete yet."""
        done = self.filled_in is not None and self.filled_in.complete
        return self.due and self.may_be_asked and not self.declined and not done


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a visit: those that are due first, then those that may be added."""

    sheets: tuple[Sheet, ...]

    @property
    def due(self) -> int:
        return sum(sheet.waits for sheet in self.sheets)

    @property
    def unanswered_prompts(self) -> tuple[SafetyPrompt, ...]:
        """What must be said before the visit can be finished."""
        filled = (sheet.filled_in for sheet in self.sheets if sheet.filled_in)
        return tuple(prompt for form in filled for prompt in form.safety if not prompt.done.strip())


def measures(reader: Reader, *, appointment: Appointment, library: Library) -> Measures:
    """Every measure that can be filled in here, for each caregiver who is at the visit or has filled one in."""
    here = attendance(reader, appointment=appointment).caregivers_here
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft) or Draft()
    sheets = [
        sheet
        for person in caregivers_of(reader, appointment)
        for sheet in _sheets(reader, appointment, library, person, draft)
        if person.id in here or not here or sheet.filled_in
    ]
    return Measures(tuple(sorted(sheets, key=lambda sheet: not sheet.due)))


def _sheets(
    reader: Reader, appointment: Appointment, library: Library, person: Caregiver, draft: Draft
) -> Iterator[Sheet]:
    decision = consent.counts(reader, appointment=appointment, caregiver_id=person.id, purpose=consent.OUTCOME_MEASURES)
    for measure in library:
        if not _can_be_asked_here(measure):
            continue
        due = due_for(reader, appointment.family_id, appointment.id, measure.id, person.id)
        yield Sheet(
            measure=measure,
            caregiver_id=person.id,
            caregiver=caregiver_and_role(person),
            due=bool(due),
            declined=any(each.declined for each in due),
            consent=decision,
            filled_in=_filled_in(reader, appointment, measure, person.id, draft),
        )


def _can_be_asked_here(measure: Measure) -> bool:
    """Forms for a parent whose wording may be shown and whose every question is a choice."""
    return (
        measure.licence.shown == "free"
        and measure.who_answers == "parent"
        and not measure.forms
        and bool(measure.items)
        and all(item.kind == "choice" and item.text for item in measure.items)
    )


def _filled_in(
    reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id, draft: Draft
) -> FilledIn | None:
    stands = form_at(reader, appointment, measure, caregiver_id, draft)
    if stands is None:
        return None
    form_id, form = stands
    result = _scored(measure, form)
    return FilledIn(
        administration_id=form_id,
        answers=form.answers,
        missing=tuple(item.id for item in measure.items if item.id in result.missing),
        total=form.total,
        band=result.bands.get(TOTAL, ""),
        safety=tuple(_prompts(reader, measure, form_id, form, result, draft)),
    )


def _scored(measure: Measure, form: Form) -> Result:
    """What the answers come to; nothing where they were given to a version of the form that is not known here."""
    try:
        return score(measure, form.answers)
    except AnswerError:
        return Result(form.finished_at is not None, {}, {}, (), ())


def _prompts(
    reader: Reader, measure: Measure, form_id: Id, form: Form, result: Result, draft: Draft
) -> Iterator[SafetyPrompt]:
    for flag in result.flags:
        option = form.answers.get(flag.item or "")
        if flag.kind != "safety" or flag.item is None or option is None:
            continue
        known = reader.get(SafetyAnswer, safety_id(form_id, flag.item))
        said = draft.done.get(form_id, {}).get(flag.item)
        done = said.words if said else known.done if known else ""
        chosen = measure.item[flag.item].options[option]
        yield SafetyPrompt(form_id, flag.item, flag.about, chosen.label or chosen.mark, done)
