"""A measure in plain words, as a clinical lead reads it. What the project does not know is said, never guessed."""

from collections.abc import Iterator, Sequence

from pi_desktop.measures.definition import Band, Form, Item, Measure, Score
from pi_desktop.measures.meaning import reliable_change
from pi_desktop.measures.numbers import Number

ASK = "ask the manual"
TO_CONFIRM = " (to be confirmed)"

_SHOWN = {
    "free": "with its wording",
    "registration": "with its wording, once the team has registered",
    "numbers_only": "by the numbers of the paper form; its wording is not shown",
    "ratings_only": "as a trained rater's ratings",
}
_BEFORE_AND_AFTER = {"yes": "yes", "not_yet": "not yet", "no": "no", "not_stated": "not stated"}
_DIRECTION = {"higher_better": "higher is better", "higher_worse": "higher is worse", None: f"direction: {ASK}"}


def lines(measure: Measure) -> Iterator[str]:
    """The whole measure, line by line."""
    yield f"{measure.name} ({measure.abbreviation}), {measure.id} version {measure.version}"
    yield f"Status: {measure.status.replace('_', ' ')}"
    yield f"About: {measure.construct}. Answered by: {measure.who_answers}"
    yield f"Stages: {', '.join(measure.stages) or measure.stages_note or ASK}"
    yield f"Ages in months: {_ages(measure)}"
    yield f"Minutes: {measure.minutes or ASK}"
    yield f"Filled in {_SHOWN[measure.licence.shown]}"
    yield f"Rights: {measure.licence.note or ASK}"
    yield f"Attribution: {measure.licence.attribution}"
    yield f"Validated for before-and-after use: {_BEFORE_AND_AFTER[measure.before_and_after]}"
    if measure.purpose == "screen":
        yield "A screen: never charted as an outcome"
    if measure.training:
        yield f"The rater needs: {measure.training.needed}"
    if measure.copying:
        yield f"Copying from paper: {measure.copying}"
    yield f"Missing answers: {measure.missing.note or 'no score unless complete'}"
    yield f"Reliability: {measure.reliability or _figures(measure.scores) or ASK}"
    yield ""
    yield from _items(measure.items)
    yield ""
    for score in measure.scores:
        yield from _score(measure, score)
    if not measure.scores:
        yield "Scores: none; each answer is reported by itself"
    for form in measure.forms:
        yield f"Form {form.id}: {form.name}{_window(form)}; {_bands(form.bands, form.bands_confirmed)}"
    for safety in measure.safety:
        yield f"Always looked at: item {safety.item} ({safety.about})"
    yield from (f"Mind: {caution}" for caution in measure.cautions)
    yield from (f"To be confirmed: {matter}" for matter in measure.to_be_confirmed)
    yield from (f"Source: {source}" for source in measure.sources)


def _items(items: Sequence[Item]) -> Iterator[str]:
    bare = [item.id for item in items if item.text is None]
    for item in items:
        if item.text is not None:
            yield f"{item.id}. {item.text} [{_answers(item)}]{' (turned)' if item.reversed else ''}"
    if bare:
        yield f"Items {bare[0]} to {bare[-1]}: {len(bare)}, without their wording"
        turned = [item.id for item in items if item.reversed and item.text is None]
        if turned:
            yield f"Turned: {', '.join(turned)}"


def _answers(item: Item) -> str:
    if item.kind == "text":
        return "words"
    if item.kind == "number":
        return f"number, {_range(item.least, item.most)}"
    return ", ".join(
        f"{option.label or option.mark} = {'not counted' if option.value is None else option.value}"
        for option in item.options
    )


def _score(measure: Measure, score: Score) -> Iterator[str]:
    rule, span = _rule(measure, score), _range(score.least, score.most)
    yield f"{score.name} ({score.id}): {rule}, {span}, {_DIRECTION[score.direction]}"
    yield f"    Bands: {_bands(score.bands, score.bands_confirmed)}"
    for cutoff in score.cutoffs:
        yield f"    Cut-off {cutoff.at}: {cutoff.label}{'' if cutoff.confirmed else TO_CONFIRM}"
    threshold = reliable_change(score)
    if threshold is None:
        yield f"    Reliable change: {ASK}"
    else:
        more = "more than" if threshold.basis == "jacobson_truax" else "at least"
        note = "" if threshold.confirmed else TO_CONFIRM
        yield f"    Reliable change: {more} {round(threshold.least, 2)}; {threshold.source}{note}"


def _rule(measure: Measure, score: Score) -> str:
    words = {"sum": "sum", "mean": "mean", "percent": "per cent"}[score.rule]
    whole = f" of {score.whole}" if score.whole else ""
    return f"{words} of {_runs(tuple(measure.item), score.items)}{whole}{', converted by table' if score.table else ''}"


def _runs(all_items: Sequence[str], items: Sequence[str]) -> str:
    """The items by name, those that follow one another on the form as a run."""
    runs: list[list[str]] = []
    for name in items:
        if runs and all_items.index(name) == all_items.index(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _bands(bands: Sequence[Band], confirmed: bool) -> str:
    if not bands:
        return ASK
    words = "; ".join(f"{band.label} {_range(band.least, band.most)}" for band in bands)
    return words if confirmed else words + TO_CONFIRM


def _figures(scores: Sequence[Score]) -> str:
    return "; ".join(
        f"{score.name}: {score.reliability.coefficient}, spread {score.reliability.sd}"
        for score in scores
        if score.reliability
    )


def _ages(measure: Measure) -> str:
    if measure.youngest_months is None and measure.oldest_months is None:
        return ASK
    return _range(measure.youngest_months, measure.oldest_months)


def _window(form: Form) -> str:
    if form.youngest is None or form.oldest is None:
        return ""
    youngest, oldest = form.youngest, form.oldest
    return f", from {youngest.months} months {youngest.days} days to {oldest.months} months {oldest.days} days"


def _range(least: Number | None, most: Number | None) -> str:
    if least is None and most is None:
        return f"range: {ASK}"
    if most is None:
        return f"{least} or more"
    return f"up to {most}" if least is None else f"{least} to {most}" if least != most else str(least)
