"""`pi-desktop measures`: the library from the command line, to check a file or an answer by hand."""

import argparse
import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pi_desktop.measures.answers import Given
from pi_desktop.measures.definition import Answer, Measure
from pi_desktop.measures.errors import DefinitionError, LineError, MeasureError, TwinMeasureError
from pi_desktop.measures.library import Library, read_file
from pi_desktop.measures.scoring import Result, accept, score
from pi_desktop.measures.showing import lines

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "measures"
_DONE, _REFUSED = 0, 1


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `measures` to the program's commands. The chosen command is in `run`, and gives the exit status."""
    parser = commands.add_parser("measures", help="the library of measures: list, show, check, score")
    parser.add_argument("--library", type=Path, default=RESOURCES, help="another folder of measure files")
    parser.set_defaults(run=_run)
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", help="every measure: id, table, rights, status, name")
    listing.set_defaults(action=_list)

    showing = actions.add_parser("show", help="one measure in plain words")
    showing.add_argument("id")
    showing.set_defaults(action=_show)

    checking = actions.add_parser("check", help="whether measure files can be used, and if not, where and why")
    checking.add_argument("files", type=Path, nargs="+", metavar="FILE")
    checking.set_defaults(action=_check)

    scoring = actions.add_parser("score", help="score JSON lines from standard input")
    scoring.add_argument("id")
    scoring.add_argument("--form", help="which of the measure's forms was filled in")
    how = scoring.add_mutually_exclusive_group()
    how.add_argument(
        "--as-shown",
        dest="given",
        action="store_const",
        const="as_shown",
        default="as_shown",
        help="answers are places in the printed order; 0 is the first answer printed (the default)",
    )
    how.add_argument(
        "--as-keyed",
        dest="given",
        action="store_const",
        const="as_keyed",
        help="answers are what each counts, with reversed items already turned",
    )
    scoring.set_defaults(action=_score)


def _run(arguments: argparse.Namespace) -> int:
    """Do what was asked. The exit status is 0, or 1 where something was refused, with the reason on stderr."""
    try:
        status: int = arguments.action(arguments)
    except MeasureError as fault:
        return _refuse(fault)
    return status


def _list(arguments: argparse.Namespace) -> int:
    status = _DONE
    library = Library.load(arguments.library)
    for name in library.ids:
        try:
            measure = library.get(name)
        except DefinitionError as fault:
            status = _refuse(fault)
            continue
        words = (measure.id, measure.table, measure.licence.shown, measure.status, measure.name)
        sys.stdout.write("\t".join(words) + "\n")
    return status


def _show(arguments: argparse.Namespace) -> int:
    measure = Library.load(arguments.library).get(arguments.id)
    sys.stdout.writelines(f"{line}\n" for line in lines(measure))
    return _DONE


def _check(arguments: argparse.Namespace) -> int:
    status = _DONE
    seen: dict[str, str] = {}
    for path in arguments.files:
        try:
            measure = read_file(path)
            if measure.id in seen:
                raise TwinMeasureError(measure.id, seen[measure.id], path.name)
        except MeasureError as fault:
            status = _refuse(fault)
            continue
        seen[measure.id] = path.name
        counts = f"items: {len(measure.items)}, scores: {len(measure.scores)}"
        sys.stdout.write(f"{path.name}: {measure.abbreviation} version {measure.version}, {counts}. In order.\n")
    return status


def _score(arguments: argparse.Namespace) -> int:
    measure = Library.load(arguments.library).get(arguments.id)
    status = _DONE
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            answer = _as_json(_scored(measure, line, arguments.given, arguments.form))
        except MeasureError as fault:
            status = _REFUSED
            sys.stderr.write(f"line {number}: {fault.sentence}\n")
            answer = _as_json(Result(False, {}, {}, (), ())) | {"refused": fault.sentence}
        sys.stdout.write(json.dumps(answer, default=float) + "\n")
    return status


def _scored(measure: Measure, line: str, given: Given, form: str | None) -> Result:
    try:
        entry = json.loads(line, parse_float=Decimal, object_pairs_hook=_without_twins)
    except (ValueError, RecursionError) as fault:
        raise LineError(f"this is not JSON: {fault}") from fault
    if not isinstance(entry, dict) or len(entry.keys() & {"answers", "scores"}) != 1:
        raise LineError('expected {"answers": {…}} or {"scores": {…}}')
    unknown = entry.keys() - {"answers", "scores", "form"}
    if unknown:
        raise LineError(f'"{sorted(unknown)[0]}" is not something that is said here')
    form = entry.get("form", form)
    if form is not None and not isinstance(form, str):
        raise LineError('"form" must be the name of a form')
    if "scores" in entry:
        return accept(measure, _answers(entry["scores"]), form)
    return score(measure, _answers(entry["answers"]), given, form)


def _answers(value: object) -> Mapping[str, Answer]:
    if not isinstance(value, dict):
        raise LineError("the answers must be an object, item by item")
    for name, answer in value.items():
        if answer is not None and not isinstance(answer, int | Decimal | str):
            raise LineError(f"item {name} is neither a number nor words")
    return value


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are all different: of two answers to one item, neither can be trusted."""
    entry = dict(pairs)
    if len(entry) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise LineError(f'"{twin}" stands there twice')
    return entry


def _as_json(result: Result) -> dict[str, object]:
    return {
        "complete": result.complete,
        "scores": result.scores,
        "bands": result.bands,
        "flags": [{"kind": flag.kind, "item": flag.item, "about": flag.about} for flag in result.flags],
        "missing": result.missing,
    }


def _refuse(fault: MeasureError) -> int:
    sys.stderr.write(f"{fault.sentence}\n")
    return _REFUSED
