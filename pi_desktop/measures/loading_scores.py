"""Reads the scores of a measure's file, and checks each against what its items can give."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import cast, get_args

from pi_desktop.measures.definition import Band, CutOff, Direction, Item, Reliability, ReliableChange, Rule, Score
from pi_desktop.measures.numbers import Number, within
from pi_desktop.measures.section import Section


def read_score(entry: Section, items: tuple[Item, ...]) -> Score:
    """One total or subscale.

    Raises DefinitionError where it names an item that is not there, where its range is not the one that its
    items give, and where a band or a conversion lies outside the range.
    """
    known = tuple(item.id for item in items)
    rule = cast(Rule, entry.one_of("rule", get_args(Rule)))
    named = entry.items("items", known)
    table = _by_whole_number(entry, "table")
    least, most = entry.pair("range")
    decimals = entry.yes("decimals", otherwise=rule in ("mean", "percent") or bool(table))
    score = Score(
        id=entry.text("id"),
        name=entry.text("name"),
        rule=rule,
        items=named,
        weights=_weights(entry),
        recode=_by_whole_number(entry, "recode"),
        table=table,
        whole=entry.item_or_none("of", known),
        least=least,
        most=most,
        decimals=decimals,
        direction=_direction(entry),
        bands=read_bands(entry, least, most, decimals),
        bands_source=entry.text_or_none("bands_source"),
        bands_confirmed=entry.yes("bands_confirmed"),
        cutoffs=read_cutoffs(entry),
        reliability=_reliability(entry),
        reliable_change=_reliable_change(entry),
        codes=entry.codes(),
    )
    entry.close()
    _check_rule(entry, score)
    _check_range(entry, score, items)
    return score


def read_bands(
    entry: Section, least: Number | None = None, most: Number | None = None, decimals: bool = False
) -> tuple[Band, ...]:
    """The bands from the lowest up, none reaching into the next or out of the range."""
    bands = tuple(_band(band) for band in entry.sections("bands"))
    for band, after in pairwise(bands):
        if band.most is None or after.least is None:
            raise entry.refuse("bands", f'"{band.label}" and "{after.label}" have no limit between them')
        if after.least < band.most or (after.least == band.most and not decimals):
            raise entry.refuse("bands", f'"{after.label}" begins before "{band.label}" has ended')
    for band in bands:
        for limit in (band.least, band.most):
            if limit is not None and not within(limit, least, most):
                raise entry.refuse("bands", f'"{band.label}" names {limit}, outside the range')
    return bands


def read_cutoffs(entry: Section) -> tuple[CutOff, ...]:
    return tuple(_cutoff(cutoff) for cutoff in entry.sections("cutoffs"))


def _band(entry: Section) -> Band:
    band = Band(entry.text("label"), entry.number_or_none("from"), entry.number_or_none("to"))
    entry.close()
    if band.least is None and band.most is None:
        raise entry.refuse("from", "is missing")
    return band


def _cutoff(entry: Section) -> CutOff:
    cutoff = CutOff(
        at=entry.number("at"),
        label=entry.text("label"),
        source=entry.text_or_none("source"),
        confirmed=entry.yes("confirmed"),
        strictly=entry.yes("strictly"),
    )
    entry.close()
    return cutoff


def _reliability(entry: Section) -> Reliability | None:
    figures = entry.section("reliability")
    if figures is None:
        return None
    found = Reliability(
        sd=figures.decimal("sd"),
        coefficient=figures.decimal("coefficient"),
        source=figures.text("source"),
        confirmed=figures.yes("confirmed"),
    )
    figures.close()
    if found.sd <= 0 or not 0 < found.coefficient < 1:
        raise figures.refuse("coefficient", "must lie between 0 and 1, beside a spread above 0")
    return found


def _reliable_change(entry: Section) -> ReliableChange | None:
    change = entry.section("reliable_change")
    if change is None:
        return None
    found = ReliableChange(change.number("least"), change.text("source"), change.yes("confirmed"))
    change.close()
    if found.least <= 0:
        raise change.refuse("least", "must be above 0")
    return found


def _check_rule(entry: Section, score: Score) -> None:
    if not score.items:
        raise entry.refuse("items", "are missing")
    if (score.rule == "percent") != (score.whole is not None):
        raise entry.refuse("of", "names what a percentage is taken of, and stands with no other rule")
    for cutoff in score.cutoffs:
        if not within(cutoff.at, score.least, score.most):
            raise entry.refuse("cutoffs", f"{cutoff.at} lies outside the range")
    for name in score.weights:
        if name not in score.items:
            raise entry.refuse("weights", f"item {name} is not one of the items added up")


def _check_range(entry: Section, score: Score, items: tuple[Item, ...]) -> None:
    if score.rule not in ("sum", "mean"):
        return
    by_id = {item.id: item for item in items}
    lows, highs = [], []
    for name in score.items:
        span = _span(entry, by_id[name], score)
        if span is None:
            return
        lows.append(span[0])
        highs.append(span[1])
    if score.table:
        _check_table(entry, score, int(sum(lows)), int(sum(highs)))
        return
    given = (sum(lows), sum(highs)) if score.rule == "sum" else (min(lows), max(highs))
    if (score.least, score.most) != given:
        raise entry.refuse("range", f"must be {given[0]} to {given[1]}, which is what the items give")


def _span(entry: Section, item: Item, score: Score) -> tuple[Number, Number] | None:
    if item.kind == "number":
        if item.least is None or item.most is None:
            return None
        return score.counts(item.id, item.least), score.counts(item.id, item.most)
    counted = [score.counts(item.id, value) for value in item.values]
    if not counted:
        raise entry.refuse("items", f"item {item.id} has no answer that counts")
    if score.recode and not set(item.values) <= set(score.recode):
        raise entry.refuse("recode", f"does not say what every answer of item {item.id} becomes")
    return min(counted), max(counted)


def _check_table(entry: Section, score: Score, low: int, high: int) -> None:
    if sorted(score.table) != list(range(low, high + 1)):
        raise entry.refuse("table", f"must convert every sum from {low} to {high}, and no other")
    converted = [score.table[raw] for raw in sorted(score.table)]
    if converted != sorted(converted):
        raise entry.refuse("table", "must not turn a higher sum into a lower score")
    if (score.least, score.most) != (min(converted), max(converted)):
        raise entry.refuse("range", f"must be {min(converted)} to {max(converted)}, the ends of the table")


def _direction(entry: Section) -> Direction | None:
    if not entry.has("direction"):
        return None
    return cast(Direction, entry.one_of("direction", get_args(Direction)))


def _weights(entry: Section) -> Mapping[str, int]:
    weights: dict[str, int] = {}
    for name, value in entry.number_map("weights").items():
        if isinstance(value, Decimal):
            raise entry.refuse("weights", f"{value} is not a whole number")
        weights[name] = value
    return weights


def _by_whole_number(entry: Section, key: str) -> Mapping[int, Number]:
    numbers: dict[int, Number] = {}
    for name, value in entry.number_map(key).items():
        if not name.removeprefix("-").isdecimal():
            raise entry.refuse(key, f'"{name}" is not a whole number')
        numbers[int(name)] = value
    return numbers
