"""Questionnaires filled in at a visit: what is due, answer by answer, the score, and answers that ask for attention."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pi_desktop.ids import Id, derived
from pi_desktop.measures.definition import Measure
from pi_desktop.measures.library import Library
from pi_desktop.measures.scoring import Result, score
from pi_desktop.practice import consent, visit_drafts
from pi_desktop.practice.attendance import attendance, caregivers_of
from pi_desktop.practice.chains import in_force
from pi_desktop.practice.naming import caregiver_and_role
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Caregiver
from pi_desktop.records.measure import Administration, MeasureDue, SafetyAnswer
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "measures"
TOTAL = "total"
Answers = Mapping[str, int | None]
"""By item the place of the chosen option, counted from 0; None where the person would rather not say."""


class Form(msgspec.Struct, frozen=True, omit_defaults=True):
    """A form being filled in. `over`: the finished administrations that it corrects; `saw`: what stood of it before,
    its own id where nothing did."""

    measure: str
    version: str
    caregiver_id: Id
    answers: dict[str, int | None]
    total: int | None = None
    finished_at: datetime | None = None
    over: tuple[str, ...] = ()
    saw: tuple[str, ...] = ()


class Draft(visit_drafts.Draft, frozen=True):
    """Forms by administration id, and what was done about answers by administration and item."""

    forms: dict[str, Form] = msgspec.field(default_factory=dict)
    done: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)


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


def answer(
    uow: UnitOfWork,
    *,
    appointment_id: Id,
    measure: Measure,
    caregiver_id: Id,
    item: str,
    option: int | None,
) -> None:
    """Keeps one answer. `option` is the place of the chosen option, None for "would rather not say".

    An answer to a form that is finished and recorded begins a correction, which will supersede it.
    Raises AnswerError for an answer that the form does not offer.
    """
    appointment = visit_drafts.appointment_of(uow, appointment_id)
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    form_id, form = _in_draft(draft, measure, caregiver_id) or _to_fill_in(uow, appointment, measure, caregiver_id)
    answers = {**form.answers, item: option}
    result = score(measure, answers)
    form = msgspec.structs.replace(
        form,
        answers=answers,
        total=_total(result),
        finished_at=(form.finished_at or uow.clock.now()) if result.complete else None,
    )
    kept = msgspec.structs.replace(draft, forms={**draft.forms, form_id: form})
    visit_drafts.keep(uow, appointment_id, SECTION, kept)


def say_what_was_done(uow: UnitOfWork, *, appointment_id: Id, administration_id: Id, item: str, done: str) -> None:
    """Keeps what was done about an answer that asks for attention. Raises Refused where that cannot be kept."""
    if done.strip():
        RECORD_TYPES["safety_answer"].check({"done": done})
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    mine = {**draft.done.get(administration_id, {}), item: done}
    kept = msgspec.structs.replace(draft, done={**draft.done, administration_id: mine})
    visit_drafts.keep(uow, appointment_id, SECTION, kept)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> None:
    """Makes administrations of the forms, half-answered ones too, and records of what was done."""
    for form_id, form in draft.forms.items():
        _settle_form(uow, visit, Id(form_id), form)
    for form_id, done in draft.done.items():
        for item, words in done.items():
            _settle_safety(uow, visit, Id(form_id), item, words)


def _settle_form(uow: UnitOfWork, visit: Visit, form_id: Id, form: Form) -> None:
    filled = {"answers": form.answers, "total": form.total, "finished_at": form.finished_at}
    known = uow.get(Administration, form_id)
    if known:
        uow.edit(visit_drafts.as_seen(known, "answers", form.saw), **filled)
    else:
        uow.make(
            Administration,
            id=form_id,
            family_id=visit.family_id,
            measure=form.measure,
            version=form.version,
            caregiver_id=form.caregiver_id,
            visit_id=visit.id,
            at=visit.started_at,
            mode="practitioner",
            supersedes=form.over,
            **filled,
        )
    if form.finished_at:
        for due in _due(uow, visit.family_id, visit.appointment_id, form.measure, form.caregiver_id):
            uow.edit(due, done_by=form_id)


def _settle_safety(uow: UnitOfWork, visit: Visit, form_id: Id, item: str, words: str) -> None:
    answer_id = _safety_id(form_id, item)
    known = uow.get(SafetyAnswer, answer_id)
    if known and words.strip():
        uow.edit(known, done=words)
    elif words.strip():
        uow.make(
            SafetyAnswer,
            id=answer_id,
            family_id=visit.family_id,
            administration_id=form_id,
            item=item,
            done=words,
        )


def _sheets(
    reader: Reader, appointment: Appointment, library: Library, person: Caregiver, draft: Draft
) -> Iterator[Sheet]:
    decision = consent.counts(reader, appointment=appointment, caregiver_id=person.id, purpose=consent.OUTCOME_MEASURES)
    for measure in library:
        if not _can_be_asked_here(measure):
            continue
        due = _due(reader, appointment.family_id, appointment.id, measure.id, person.id)
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


def _due(reader: Reader, family_id: Id | None, appointment_id: Id, measure: str, caregiver_id: Id) -> list[MeasureDue]:
    return [
        each
        for each in reader.find(MeasureDue, family_id=family_id, measure=measure, done_by=None)
        if each.caregiver_id in (None, caregiver_id) and each.appointment_id in (None, appointment_id)
    ]


def _in_draft(draft: Draft, measure: Measure, caregiver_id: Id) -> tuple[Id, Form] | None:
    return next(
        (
            (Id(form_id), form)
            for form_id, form in draft.forms.items()
            if (form.measure, form.caregiver_id) == (measure.id, caregiver_id)
        ),
        None,
    )


def _recorded(reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id) -> Administration | None:
    """What was recorded of a form at this visit before; the latest where it was corrected."""
    found = reader.find(
        Administration,
        family_id=appointment.family_id,
        visit_id=visit_drafts.visit_id_of(appointment.id),
        measure=measure.id,
        caregiver_id=caregiver_id,
    )
    return next(iter(in_force(found)), None)


def _to_fill_in(reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id) -> tuple[Id, Form]:
    """The form that an answer goes to: recorded half-answered, or the correction of a finished one, or new."""
    recorded = _recorded(reader, appointment, measure, caregiver_id)
    if recorded is None:
        new = derived(visit_drafts.visit_id_of(appointment.id), f"{measure.id}:{caregiver_id}")
        return new, Form(measure.id, measure.version, caregiver_id, {}, saw=(new,))
    form = _form_of(recorded, caregiver_id)
    if recorded.finished_at is None:
        return recorded.id, msgspec.structs.replace(form, saw=visit_drafts.seen(recorded, "answers"))
    return derived(recorded.id, "correction"), msgspec.structs.replace(form, over=(recorded.id,))


def _form_of(recorded: Administration, caregiver_id: Id) -> Form:
    answers = dict(recorded.answers)
    return Form(recorded.measure, recorded.version, caregiver_id, answers, recorded.total, recorded.finished_at)


def _filled_in(
    reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id, draft: Draft
) -> FilledIn | None:
    shown = _in_draft(draft, measure, caregiver_id)
    recorded = None if shown else _recorded(reader, appointment, measure, caregiver_id)
    if recorded:
        shown = recorded.id, _form_of(recorded, caregiver_id)
    if shown is None:
        return None
    form_id, form = shown
    result = score(measure, form.answers)
    return FilledIn(
        administration_id=form_id,
        answers=form.answers,
        missing=tuple(item.id for item in measure.items if item.id in result.missing),
        total=_total(result),
        band=result.bands.get(TOTAL, ""),
        safety=tuple(_prompts(reader, measure, form_id, form, result, draft)),
    )


def _prompts(
    reader: Reader, measure: Measure, form_id: Id, form: Form, result: Result, draft: Draft
) -> Iterator[SafetyPrompt]:
    for flag in result.flags:
        option = form.answers.get(flag.item or "")
        if flag.kind != "safety" or flag.item is None or option is None:
            continue
        known = reader.get(SafetyAnswer, _safety_id(form_id, flag.item))
        done = draft.done.get(form_id, {}).get(flag.item, known.done if known else "")
        chosen = measure.item[flag.item].options[option]
        yield SafetyPrompt(form_id, flag.item, flag.about, chosen.label or chosen.mark, done)


def _safety_id(form_id: Id, item: str) -> Id:
    return derived(form_id, f"safety:{item}")


def _total(result: Result) -> int | None:
    total = result.scores.get(TOTAL)
    return None if total is None else int(total)
