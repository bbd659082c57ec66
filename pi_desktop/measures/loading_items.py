"""Reads the items of a measure's file: the questions, what can be answered, and which way each is printed."""

from dataclasses import replace

from pi_desktop.measures.definition import Item, Licence, Option
from pi_desktop.measures.section import Section


def read_items(section: Section, licence: Licence) -> tuple[Item, ...]:
    """The items in the order of the form."""
    scale = read_options(section)
    backwards = section.ids("reversed")
    items: list[Item] = []
    for entry in section.sections("item"):
        items.extend(_items(entry, scale, licence))
    known = [item.id for item in items]
    for name in known:
        if known.count(name) > 1:
            raise section.refuse("item", f"{name} stands there twice")
    for name in backwards:
        if name not in known:
            raise section.refuse("reversed", f"there is no item {name}")
    turned = reverse(scale)
    return tuple(_reversed(section, item, scale, turned) if item.id in backwards else item for item in items)


def read_options(section: Section) -> tuple[Option, ...]:
    """The answers in printed order: `scale = [0, 3]` for bare numbers, or `options` with their labels."""
    if section.has("scale"):
        least, most = section.pair("scale")
        if not isinstance(least, int) or not isinstance(most, int) or most - least > 20:
            raise section.refuse("scale", "must be two whole numbers, at most 20 apart")
        return tuple(Option(None, str(value), value) for value in range(least, most + 1))
    return tuple(_option(entry) for entry in section.sections("options"))


def reverse(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The same answers in the same printed order, counting the other way. Twice over, it changes nothing."""
    values = [option.value for option in options if option.value is not None]
    return tuple(option if option.value is None else replace(option, value=values.pop()) for option in options)


def _option(entry: Section) -> Option:
    counts = entry.yes("counts", otherwise=True)
    value = entry.number("value") if counts else entry.number_or_none("value")
    if not counts and value is not None:
        raise entry.refuse("value", "stands beside counts = false")
    label = entry.text_or_none("label")
    mark = entry.text_or_none("mark") or ("" if value is None else str(value))
    entry.close()
    return Option(label, mark, value)


def _items(entry: Section, scale: tuple[Option, ...], licence: Licence) -> list[Item]:
    kind = entry.one_of("kind", ("choice", "number", "text"), "choice")
    least, most = entry.pair("range")
    options = (read_options(entry) or scale) if kind == "choice" else ()
    names = entry.ids("ids") if entry.has("ids") else (entry.text("id"),)
    text = entry.text_or_none("text")
    codes = entry.codes()
    required = entry.yes("required", otherwise=kind != "text")
    decimals = entry.yes("decimals")
    entry.close()
    if not names:
        raise entry.refuse("ids", "is missing")
    if kind == "choice" and not options:
        raise entry.refuse("options", "are missing: the file says nowhere what can be answered")
    if kind == "choice" and text is not None and licence.shown == "numbers_only":
        raise entry.refuse("text", "must not stand here: this measure's wording is not ours to show")
    return [
        Item(
            id=name,
            text=text,
            kind="number" if kind == "number" else "text" if kind == "text" else "choice",
            options=options,
            least=least,
            most=most,
            decimals=decimals,
            required=required,
            codes=codes,
        )
        for name in names
    ]


def _reversed(section: Section, item: Item, scale: tuple[Option, ...], turned: tuple[Option, ...]) -> Item:
    if item.kind != "choice":
        raise section.refuse("reversed", f"item {item.id} is not a choice, and has nothing to reverse")
    options = turned if item.options is scale else reverse(item.options)
    return replace(item, options=options, reversed=True)
