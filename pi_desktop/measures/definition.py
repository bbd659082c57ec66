"""What an instrument is.

Every value here is frozen and comes from one file under resources/measures. None, or an empty tuple, means
that the project does not know: the screen then says "ask the manual". Figures that were recalled and not yet
read in their source carry `confirmed=False`, and are shown as "to be confirmed".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pi_desktop.measures.ages import Age, age_between
from pi_desktop.measures.numbers import Number
from pi_desktop.measures.rules import Gate, MissingRule, MustAddUp, Prematurity, SafetyItem, Skip

Answer = int | float | Decimal | str | None
"""What somebody gave for one item: the place of the chosen option, a number, words, or None for
"I would rather not answer"."""

Direction = Literal["higher_better", "higher_worse"]
Rule = Literal["sum", "mean", "percent"]
Shown = Literal["free", "registration", "numbers_only", "ratings_only"]
Purpose = Literal["outcome", "screen", "assessment", "experience"]
BeforeAndAfter = Literal["yes", "not_yet", "no", "not_stated"]
Status = Literal["confirmed", "to_be_confirmed"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen.

    `mark` is what the practitioner types when copying a paper form; `value` is what the answer counts once
    the scoring key is applied, or None where it counts nothing ("not observed", "don't know").
    """

    label: str | None
    mark: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, rating or count. `text` is None where the wording is not ours to show."""

    id: str
    text: str | None
    kind: Literal["choice", "number", "text"]
    options: tuple[Option, ...] = ()
    least: Number | None = None
    most: Number | None = None
    decimals: bool = False
    required: bool = True
    reversed: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> tuple[Number, ...]:
        """What its answers count, in printed order; those that count nothing left out."""
        return tuple(option.value for option in self.options if option.value is not None)


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a score, both ends included. An open end is None."""

    label: str
    least: Number | None
    most: Number | None


@dataclass(frozen=True, slots=True)
class CutOff:
    """A score from which something is to be thought of, in the direction that the score worsens.

    Change is judged by the first of a score's cut-offs. `strictly`: only beyond it, not at it.
    """

    at: Number
    label: str
    source: str | None
    confirmed: bool
    strictly: bool = False


@dataclass(frozen=True, slots=True)
class Reliability:
    """The two figures that Jacobson and Truax (1991) need, and where they were measured."""

    sd: Decimal
    coefficient: Decimal
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The least change of a score that a publisher or NHS England counts as reliable."""

    least: Number
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One figure that the instrument gives: its total or one of its subscales.

    A figure that a rater or the publisher's manual makes is an item of its own, and the "sum" of that one item.
    `weights` multiplies an item, `recode` replaces an item's value before adding, `table` converts the sum.
    `whole` is the item that a "percent" is taken of.
    """

    id: str
    name: str
    rule: Rule
    items: tuple[str, ...]
    weights: Mapping[str, int] = field(default_factory=dict)
    recode: Mapping[int, Number] = field(default_factory=dict)
    table: Mapping[int, Number] = field(default_factory=dict)
    whole: str | None = None
    least: Number | None = None
    most: Number | None = None
    decimals: bool = False
    direction: Direction | None = None
    bands: tuple[Band, ...] = ()
    bands_source: str | None = None
    bands_confirmed: bool = False
    cutoffs: tuple[CutOff, ...] = ()
    reliability: Reliability | None = None
    reliable_change: ReliableChange | None = None
    codes: Mapping[str, str] = field(default_factory=dict)

    def counts(self, item: str, value: Number) -> Number:
        """What a keyed value adds to this score."""
        if isinstance(value, int):
            value = self.recode.get(value, value)
        return self.weights.get(item, 1) * value


@dataclass(frozen=True, slots=True)
class Form:
    """A version of the instrument for one age, one task or one moment.

    `items` is None where the form can only be entered as its total. `bands` and `cutoffs` replace those of the
    scores, and `texts` the wording of some items.
    """

    id: str
    name: str
    items: tuple[str, ...] | None
    youngest: Age | None = None
    oldest: Age | None = None
    bands: tuple[Band, ...] = ()
    bands_confirmed: bool = False
    cutoffs: tuple[CutOff, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Licence:
    """Who may show the wording where, and on what evidence."""

    shown: Shown
    attribution: str
    note: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """What a rater must have done, and how often it is to be renewed."""

    needed: str
    renew_months: int | None


@dataclass(frozen=True)
class Measure:
    """One instrument, whole.

    `copying` tells the practitioner what to mind when the answers of a paper form are typed by their marks.
    """

    id: str
    name: str
    abbreviation: str
    version: str
    status: Status
    table: str
    construct: str
    who_answers: str
    mode: str
    purpose: Purpose
    before_and_after: BeforeAndAfter
    licence: Licence
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    stages: tuple[str, ...] = ()
    stages_note: str | None = None
    youngest_months: int | None = None
    oldest_months: int | None = None
    minutes: int | None = None
    instruction: str | None = None
    copying: str | None = None
    training: Training | None = None
    reliability: str | None = None
    missing: MissingRule = field(default_factory=MissingRule)
    forms: tuple[Form, ...] = ()
    prematurity: Prematurity | None = None
    safety: tuple[SafetyItem, ...] = ()
    skips: tuple[Skip, ...] = ()
    gate: Gate | None = None
    must_add_up: tuple[MustAddUp, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    cautions: tuple[str, ...] = ()
    to_be_confirmed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    anonymous: bool = False

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """The items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def score(self) -> Mapping[str, Score]:
        """The scores by id."""
        return {score.id: score for score in self.scores}

    @cached_property
    def form(self) -> Mapping[str, Form]:
        """The forms by id."""
        return {form.id: form for form in self.forms}

    @property
    def charted(self) -> bool:
        """Whether scores may be drawn over time: a screen says yes or no once, and shows no progress."""
        return self.purpose != "screen"

    def form_for(self, born: date, on: date, due: date | None = None) -> Form | None:
        """The form whose age window holds a baby born on `born`, seen on `on`; None outside every window.

        A baby born early enough is counted from the due date, as the measure's prematurity rule says.
        """
        age = age_between(self._counted_from(born, on, due), on)
        for form in self.forms:
            if form.youngest and form.oldest and form.youngest <= age <= form.oldest:
                return form
        return None

    def _counted_from(self, born: date, on: date, due: date | None) -> date:
        rule = self.prematurity
        if rule is None or due is None or (due - born).days < 7 * rule.weeks_early:
            return born
        return due if age_between(born, on).months < rule.until_months else born
