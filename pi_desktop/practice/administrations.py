"""Filling in questionnaires at a visit: answer by answer, and what was done about answers that ask for attention."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from pi_desktop.ids import Id, derived
from pi_desktop.measures.definition import Measure
from pi_desktop.measures.scoring import Result, score
from pi_desktop.practice import visit_drafts
from pi_desktop.practice.chains import in_force
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
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


class Done(msgspec.Struct, frozen=True):
    """What was done about an answer, and what stood of it when that was begun: its own id where nothing did."""

    words: str
    saw: tuple[str, ...]


class Draft(visit_drafts.Draft, frozen=True):
    """Forms by administration id, and what was done about answers by administration and item."""

    forms: dict[str, Form] = msgspec.field(default_factory=dict)
    done: dict[str, dict[str, Done]] = msgspec.field(default_factory=dict)


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
    form_id, form = _to_fill_in(uow, appointment, measure, caregiver_id, draft)
    answers = {**form.answers, item: option}
    result = score(measure, answers)
    form = msgspec.structs.replace(
        form,
        answers=answers,
        total=total_of(result),
        finished_at=(form.finished_at or uow.clock.now()) if result.complete else None,
    )
    kept = msgspec.structs.replace(draft, forms={**draft.forms, form_id: form})
    visit_drafts.keep(uow, appointment_id, SECTION, kept)


def say_what_was_done(uow: UnitOfWork, *, appointment_id: Id, administration_id: Id, item: str, done: str) -> None:
    """Keeps what was done about an answer that asks for attention. Raises Refused where that cannot be kept."""
    if done.strip():
        RECORD_TYPES["safety_answer"].check({"done": done})
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    mine = draft.done.get(administration_id, {})
    saw = mine[item].saw if item in mine else _seen_of_safety(uow, safety_id(administration_id, item))
    mine = {**mine, item: Done(done, saw)}
    kept = msgspec.structs.replace(draft, done={**draft.done, administration_id: mine})
    visit_drafts.keep(uow, appointment_id, SECTION, kept)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> None:
    """Makes administrations of the forms, half-answered ones too, and records of what was done."""
    for form_id, form in draft.forms.items():
        _settle_form(uow, visit, Id(form_id), form)
    for form_id, done in draft.done.items():
        for item, said in done.items():
            _settle_safety(uow, visit, Id(form_id), item, said)


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
        for due in due_for(uow, visit.family_id, visit.appointment_id, form.measure, form.caregiver_id):
            uow.edit(due, done_by=form_id)


def _settle_safety(uow: UnitOfWork, visit: Visit, form_id: Id, item: str, said: Done) -> None:
    answer_id = safety_id(form_id, item)
    known = uow.get(SafetyAnswer, answer_id)
    if known and said.words.strip():
        uow.edit(visit_drafts.as_seen(known, "done", said.saw), done=said.words)
    elif said.words.strip():
        uow.make(
            SafetyAnswer,
            id=answer_id,
            family_id=visit.family_id,
            administration_id=form_id,
            item=item,
            done=said.words,
        )


def _seen_of_safety(reader: Reader, answer_id: Id) -> tuple[str, ...]:
    known = reader.get(SafetyAnswer, answer_id)
    return visit_drafts.seen(known, "done") if known else (answer_id,)


def due_for(
    reader: Reader, family_id: Id | None, appointment_id: Id, measure: str, caregiver_id: Id
) -> list[MeasureDue]:
    return [
        each
        for each in reader.find(MeasureDue, family_id=family_id, measure=measure, done_by=None)
        if each.caregiver_id in (None, caregiver_id) and each.appointment_id in (None, appointment_id)
    ]


def form_at(
    reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id, draft: Draft
) -> tuple[Id, Form] | None:
    """A form as it stands at this visit: being filled in, or recorded, the latest where it was corrected."""
    for form_id, form in draft.forms.items():
        if (form.measure, form.caregiver_id) == (measure.id, caregiver_id):
            return Id(form_id), form
    recorded = _recorded(reader, appointment, measure, caregiver_id)
    return (recorded.id, _form_of(recorded, caregiver_id)) if recorded else None


def _recorded(reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id) -> Administration | None:
    found = reader.find(
        Administration,
        family_id=appointment.family_id,
        visit_id=visit_drafts.visit_id_of(appointment.id),
        measure=measure.id,
        caregiver_id=caregiver_id,
    )
    return next(iter(in_force(found)), None)


def _to_fill_in(
    reader: Reader, appointment: Appointment, measure: Measure, caregiver_id: Id, draft: Draft
) -> tuple[Id, Form]:
    """The form that an answer goes to: the one begun, or the correction of a finished one, or a new one."""
    stands = form_at(reader, appointment, measure, caregiver_id, draft)
    if stands is None:
        new = derived(visit_drafts.visit_id_of(appointment.id), f"{measure.id}:{caregiver_id}")
        return new, Form(measure.id, measure.version, caregiver_id, {}, saw=(new,))
    form_id, form = stands
    recorded = None if form_id in draft.forms else reader.get(Administration, form_id)
    if recorded is None:
        return stands
    if recorded.finished_at is None:
        return form_id, msgspec.structs.replace(form, saw=visit_drafts.seen(recorded, "answers"))
    correction = derived(form_id, "correction")
    return correction, msgspec.structs.replace(form, over=(form_id,), saw=(correction,))


def _form_of(recorded: Administration, caregiver_id: Id) -> Form:
    answers = dict(recorded.answers)
    return Form(recorded.measure, recorded.version, caregiver_id, answers, recorded.total, recorded.finished_at)


def safety_id(form_id: Id, item: str) -> Id:
    return derived(form_id, f"safety:{item}")


def total_of(result: Result) -> int | None:
    total = result.scores.get(TOTAL)
    return None if total is None else int(total)
