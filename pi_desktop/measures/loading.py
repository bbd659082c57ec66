"""Makes a Measure of one file's table, and refuses what cannot be right, with the place and the reason."""

from collections.abc import Mapping
from typing import cast, get_args

from pi_desktop.measures.ages import Age
from pi_desktop.measures.definition import BeforeAndAfter, Form, Licence, Measure, Purpose, Shown, Status, Training
from pi_desktop.measures.loading_items import read_items
from pi_desktop.measures.loading_scores import read_bands, read_cutoffs, read_score
from pi_desktop.measures.numbers import within
from pi_desktop.measures.rules import Estimate, Gate, MissingRule, MustAddUp, Prematurity, SafetyItem, Skip
from pi_desktop.measures.section import Section

TABLES = ("A", "B", "C", "D", "E", "F", "8", "extra", "team")
STAGES = ("antenatal", "0-12m", "12-24m")
MODES = ("self_report", "interview", "observational", "goals", "checklist", "structured_rating")


def read_measure(table: Mapping[str, object], place: str) -> Measure:
    """The measure that a file describes.

    Raises DefinitionError with the place in the file and the reason.
    """
    section = Section(table, place)
    licence = _licence(section)
    items = read_items(section, licence)
    known = tuple(item.id for item in items)
    youngest, oldest = _ages(section)
    measure = Measure(
        id=section.text("id"),
        name=section.text("name"),
        abbreviation=section.text("abbreviation"),
        version=section.text("version"),
        status=cast(Status, section.one_of("status", get_args(Status))),
        table=section.one_of("table", TABLES),
        construct=section.text("construct"),
        who_answers=section.text("who_answers"),
        mode=section.one_of("mode", MODES),
        purpose=cast(Purpose, section.one_of("purpose", get_args(Purpose))),
        before_and_after=cast(
            BeforeAndAfter, section.one_of("before_and_after", get_args(BeforeAndAfter), "not_stated")
        ),
        licence=licence,
        items=items,
        scores=tuple(read_score(entry, items) for entry in section.sections("score")),
        stages=_stages(section),
        stages_note=section.text_or_none("stages_note"),
        youngest_months=youngest,
        oldest_months=oldest,
        minutes=section.whole_or_none("minutes"),
        instruction=section.text_or_none("instruction"),
        copying=section.text_or_none("copying"),
        training=_training(section),
        reliability=section.text_or_none("reliability"),
        missing=_missing(section, known),
        forms=tuple(_form(entry, known) for entry in section.sections("form")),
        prematurity=_prematurity(section),
        safety=tuple(_safety(entry, known) for entry in section.sections("safety")),
        skips=tuple(skip for entry in section.sections("skip") for skip in _skips(entry, known)),
        gate=_gate(section, known),
        must_add_up=tuple(_must_add_up(entry, known) for entry in section.sections("must_add_up")),
        codes=section.codes(),
        cautions=section.texts("cautions"),
        to_be_confirmed=section.texts("to_be_confirmed"),
        sources=section.texts("sources"),
        anonymous=section.yes("anonymous"),
    )
    section.close()
    _check_values(section, measure)
    if not items:
        raise section.refuse("item", "is missing: there is nothing to fill in")
    _refuse_twins(section, "score", tuple(score.id for score in measure.scores))
    _refuse_twins(section, "form", tuple(form.id for form in measure.forms))
    if measure.missing.up_to and any(score.table for score in measure.scores):
        raise section.refuse("missing", "an estimated sum cannot be looked up in a conversion table")
    if measure.status == "confirmed" and not measure.sources:
        raise section.refuse("status", "cannot be confirmed without a source")
    return measure


def _licence(section: Section) -> Licence:
    licence = section.section("licence")
    if licence is None:
        raise section.refuse("licence", "is missing")
    found = Licence(
        shown=cast(Shown, licence.one_of("shown", get_args(Shown))),
        attribution=licence.text("attribution"),
        note=licence.text_or_none("note"),
        evidence=licence.texts("evidence"),
    )
    licence.close()
    if found.shown in ("free", "registration") and not found.evidence:
        raise licence.refuse("evidence", "is missing: without it the wording may not be shown")
    return found


def _ages(section: Section) -> tuple[int | None, int | None]:
    ages = section.section("ages_months")
    if ages is None:
        return None, None
    youngest, oldest = ages.whole_or_none("from"), ages.whole_or_none("to")
    ages.close()
    if youngest is not None and oldest is not None and youngest > oldest:
        raise section.refuse("ages_months", "end before they begin")
    return youngest, oldest


def _stages(section: Section) -> tuple[str, ...]:
    stages = section.texts("stages")
    for stage in stages:
        if stage not in STAGES:
            raise section.refuse("stages", f'"{stage}" is not known; it must be one of {", ".join(STAGES)}')
    return stages


def _training(section: Section) -> Training | None:
    training = section.section("training")
    if training is None:
        return None
    found = Training(needed=training.text("needed"), renew_months=training.whole_or_none("renew_months"))
    training.close()
    return found


def _missing(section: Section, known: tuple[str, ...]) -> MissingRule:
    rule = section.section("missing")
    if rule is None:
        return MissingRule()
    found = MissingRule(
        up_to=rule.whole("up_to", 0),
        how=cast(Estimate, rule.one_of("how", get_args(Estimate), "prorated")),
        never=rule.items("never", known),
        note=rule.text_or_none("note"),
        source=rule.text_or_none("source"),
    )
    rule.close()
    if found.up_to and found.source is None:
        raise rule.refuse("source", "is missing: a score from an incomplete form needs its publisher's leave")
    if not 0 <= found.up_to < max(len(known), 1):
        raise rule.refuse("up_to", f"{found.up_to} unanswered items of {len(known)} cannot be allowed")
    return found


def _form(entry: Section, known: tuple[str, ...]) -> Form:
    found = Form(
        id=entry.text("id"),
        name=entry.text("name"),
        items=entry.items("items", known) if entry.has("items") else None,
        youngest=_age(entry, "youngest"),
        oldest=_age(entry, "oldest"),
        bands=read_bands(entry),
        bands_confirmed=entry.yes("bands_confirmed"),
        cutoffs=read_cutoffs(entry),
        texts=entry.text_map("texts"),
    )
    entry.close()
    for name in found.texts:
        if name not in known:
            raise entry.refuse("texts", f"there is no item {name}")
    return found


def _age(entry: Section, key: str) -> Age | None:
    age = entry.section(key)
    if age is None:
        return None
    found = Age(months=age.whole("months"), days=age.whole("days", 0))
    age.close()
    return found


def _prematurity(section: Section) -> Prematurity | None:
    rule = section.section("prematurity")
    if rule is None:
        return None
    found = Prematurity(rule.whole("weeks_early"), rule.whole("until_months"), rule.yes("confirmed"))
    rule.close()
    return found


def _safety(entry: Section, known: tuple[str, ...]) -> SafetyItem:
    found = SafetyItem(
        item=entry.item("item", known),
        about=entry.text("about"),
        least=entry.number_or_none("from"),
        most=entry.number_or_none("to"),
    )
    entry.close()
    if found.least is None and found.most is None:
        raise entry.refuse("from", "is missing: say which answers are to be looked at")
    return found


def _skips(entry: Section, known: tuple[str, ...]) -> list[Skip]:
    items, whens = entry.items("items", known), entry.items("when", known)
    equals, value = entry.number("equals"), entry.number("counts")
    entry.close()
    if len(items) != len(whens) or not items:
        raise entry.refuse("when", f"names {len(whens)} items for {len(items)} that are skipped")
    return [Skip(item, when, equals, value) for item, when in zip(items, whens, strict=True)]


def _gate(section: Section, known: tuple[str, ...]) -> Gate | None:
    gate = section.section("gate")
    if gate is None:
        return None
    found = Gate(gate.item("item", known), gate.number("equals"), gate.number("score"))
    gate.close()
    return found


def _check_values(section: Section, measure: Measure) -> None:
    """A rule that waits for a value its item never takes would silently never apply."""
    for skip in measure.skips:
        for name, value in ((skip.when, skip.equals), (skip.item, skip.value)):
            if value not in measure.item[name].values:
                raise section.refuse(f"skip {skip.item}", f"item {name} never counts {value}")
    gate = measure.gate
    if gate is not None and gate.equals not in measure.item[gate.item].values:
        raise section.refuse("gate", f"item {gate.item} never counts {gate.equals}")
    for safety in measure.safety:
        if not any(within(value, safety.least, safety.most) for value in measure.item[safety.item].values):
            raise section.refuse(f"safety {safety.item}", "no answer would ever be looked at")


def _must_add_up(entry: Section, known: tuple[str, ...]) -> MustAddUp:
    found = MustAddUp(entry.items("items", known), entry.whole("total"))
    entry.close()
    return found


def _refuse_twins(section: Section, key: str, names: tuple[str, ...]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise section.refuse(key, f'"{name}" stands there twice')
