"""How a measure may be filled in, and a team's own licensed wording laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pi_desktop.measures.definition import Item, Measure
from pi_desktop.measures.errors import DefinitionError
from pi_desktop.measures.section import Section

Filling = Literal["wording", "numbers", "ratings", "off"]
"""With its wording on screen; by the numbers of a paper form; as a trained rater's ratings; not at all."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of one measure in one language, for which the team holds the licence named here.

    It stays on the team's own server. `labels` and `item_labels` name the answers in printed order.
    """

    measure: str
    version: str
    language: str
    licence: str
    attribution: str
    instruction: str | None
    labels: tuple[str, ...]
    texts: Mapping[str, str]
    item_labels: Mapping[str, tuple[str, ...]]


def filling(measure: Measure, *, registered: bool = False, wording: Wording | None = None) -> Filling:
    """How the team may fill this measure in: what its licence allows, with what the team itself has."""
    shown = measure.licence.shown
    if shown == "ratings_only":
        return "ratings"
    if wording is not None and wording.measure == measure.id:
        return "wording"
    if shown == "registration":
        return "wording" if registered else "off"
    return "wording" if shown == "free" else "numbers"


def read_wording(table: Mapping[str, object], place: str) -> Wording:
    """A team's own wording file. Raises DefinitionError with the place and the reason."""
    section = Section(table, place)
    item_labels: dict[str, tuple[str, ...]] = {}
    for entry in section.sections("answers"):
        item_labels[entry.text("item")] = entry.texts("labels")
        entry.close()
    wording = Wording(
        measure=section.text("measure"),
        version=section.text("version"),
        language=section.text("language"),
        licence=section.text("licence"),
        attribution=section.text("attribution"),
        instruction=section.text_or_none("instruction"),
        labels=section.texts("labels"),
        texts=section.text_map("items"),
        item_labels=item_labels,
    )
    section.close()
    return wording


def worded(measure: Measure, wording: Wording) -> Measure:
    """The measure with the team's wording in it. Nothing that is scored changes.

    Raises DefinitionError where the wording was made for another measure or version, or does not fit its items.
    """
    place = f"wording of {measure.abbreviation} in {wording.language}"
    if (wording.measure, wording.version) != (measure.id, measure.version):
        reason = f"was made for {wording.measure} version {wording.version}, not {measure.id} {measure.version}"
        raise DefinitionError(place, reason)
    for name in (*wording.texts, *wording.item_labels):
        if name not in measure.item:
            raise DefinitionError(place, f"there is no item {name}")
    licence = replace(measure.licence, attribution=wording.attribution, note=wording.licence)
    items = tuple(_worded(item, wording, place) for item in measure.items)
    instruction = wording.instruction or measure.instruction
    return replace(measure, licence=licence, items=items, instruction=instruction)


def _worded(item: Item, wording: Wording, place: str) -> Item:
    labels = wording.item_labels.get(item.id) or (wording.labels if item.kind == "choice" else ())
    if labels and len(labels) != len(item.options):
        raise DefinitionError(place, f"item {item.id} has {len(item.options)} answers, not {len(labels)}")
    options = tuple(replace(option, label=label) for option, label in zip(item.options, labels, strict=False))
    return replace(item, text=wording.texts.get(item.id, item.text), options=options or item.options)
