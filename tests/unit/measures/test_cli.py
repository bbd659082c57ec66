"""`pi-desktop measures`, as somebody at a terminal meets it."""

import argparse
import io
import json
from pathlib import Path

import pytest

from pi_desktop.measures import cli
from tests.unit.measures.places import MEASURES


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["measures", *words])
    status: int = arguments.run(arguments)
    return status


def scored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: str, *words: str
) -> tuple[int, list[dict[str, object]], str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    status = run("score", *words)
    printed = capsys.readouterr()
    return status, [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_list_names_every_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 73
    assert "phq9\tD\tfree\tconfirmed\tPatient Health Questionnaire 9" in lines


def test_list_names_the_others_where_one_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("phq9.toml", "gad7.toml"):
        (tmp_path / name).write_bytes((MEASURES / name).read_bytes())
    text = (tmp_path / "gad7.toml").read_text("utf-8")
    (tmp_path / "gad7.toml").write_text(text.replace("range = [0, 21]", "range = [0, 22]"), "utf-8")
    assert run("--library", str(tmp_path), "list") == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("phq9\t")
    assert printed.err == "gad7.toml, score total, range: must be 0 to 21, which is what the items give.\n"


@pytest.mark.parametrize("measure", sorted(path.stem for path in MEASURES.glob("*.toml")))
def test_show_tells_every_measure_in_words(capsys: pytest.CaptureFixture[str], measure: str) -> None:
    assert run("show", measure) == 0
    out = capsys.readouterr().out
    assert ": None" not in out
    assert "Attribution: " in out


def test_show_says_ask_the_manual_where_nothing_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "pai") == 0
    out = capsys.readouterr().out
    assert "Ages in months: ask the manual" in out
    assert "Bands: ask the manual" in out
    assert "Reliable change: ask the manual" in out


def test_show_marks_what_was_recalled(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "hads") == 0
    assert "more than 4.42; Crawford and others 2001, United Kingdom norms, n = 1792 (to be confirmed)" in (
        capsys.readouterr().out
    )


def test_show_refuses_a_measure_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "phq10") == 1
    assert capsys.readouterr().err == 'There is no measure called "phq10".\n'


def test_check_says_that_a_file_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(MEASURES / "pbq.toml")) == 0
    assert capsys.readouterr().out == "pbq.toml: PBQ version 1, items: 25, scores: 5. In order.\n"


def test_check_says_where_and_why_a_file_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (MEASURES / "pbq.toml").read_text("utf-8").replace("items = [18, 24]", "items = [18, 26]")
    (tmp_path / "pbq.toml").write_text(text, "utf-8")
    assert run("check", str(tmp_path / "pbq.toml")) == 1
    assert capsys.readouterr().err == (
        "pbq.toml, score incipient_abuse, items: there is no item 26; the items are 1 to 25.\n"
    )


def test_check_refuses_two_files_with_one_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(MEASURES / "phq9.toml"), str(MEASURES / "phq9.toml")) == 1
    assert "both describe the measure" in capsys.readouterr().err


def test_score_answers_line_by_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    first = {"answers": {str(item): 1 for item in range(1, 10)}}
    second = {"answers": {"1": 0, "2": 3}}
    status, lines, _ = scored(monkeypatch, capsys, f"{json.dumps(first)}\n\n{json.dumps(second)}\n", "phq9")
    assert status == 0
    assert lines == [
        {
            "complete": True,
            "scores": {"total": 9},
            "bands": {"total": "mild"},
            "flags": [{"kind": "safety", "item": "9", "about": "Thoughts of being better off dead or of self-harm"}],
            "missing": [],
        },
        {
            "complete": False,
            "scores": {},
            "bands": {},
            "flags": [],
            "missing": ["3", "4", "5", "6", "7", "8", "9"],
        },
    ]


def test_score_takes_places_or_keyed_values(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"answers": {str(item): 0 for item in range(1, 26)}})
    _, [shown], _ = scored(monkeypatch, capsys, line, "pbq", "--as-shown")
    _, [keyed], _ = scored(monkeypatch, capsys, line, "pbq", "--as-keyed")
    assert (shown["scores"]["total"], keyed["scores"]["total"]) == (85, 0)  # type: ignore[index]


def test_score_takes_a_converted_score_with_its_places(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"answers": {str(item): 3 for item in range(1, 8)}})
    _, [answer], _ = scored(monkeypatch, capsys, line, "swemwbs", "--as-keyed")
    assert answer["scores"] == {"total": 19.25, "raw": 21}


def test_score_takes_the_form_from_the_line_or_the_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = '{"scores": {"total": 40}, "form": "2m"}\n{"scores": {"total": 40}}\n'
    _, answers, _ = scored(monkeypatch, capsys, lines, "asqse2", "--form", "12m")
    assert [answer["bands"] for answer in answers] == [
        {"total": "above the cut-off: refer"},
        {"total": "monitoring zone"},
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"answers": {"1": "x"}}', '"x" is not one of the answers'),
        ('{"answers": {"1": 9}}', "9 is not between 0, the first answer printed, and 3"),
        ('{"answers": {"1": 1, "1": 2}}', '"1" stands there twice'),
        ('{"answers": {"1": [1]}}', "item 1 is neither a number nor words"),
        ('{"answers": {"1": NaN}}', "item 1 is neither a number nor words"),
        ('{"answers": {"1": true}}', "True is not one of the answers"),
        ('{"answers": {"11": 1}}', "there is no such item; the items are 1 to 10"),
        ('{"answers": [0, 1]}', "the answers must be an object"),
        ('{"answer": {}}', "expected"),
        ('{"answers": {}, "scores": {}}', "expected"),
        ('{"answers": {}, "about": "Leo"}', '"about" is not something that is said here'),
        ('{"answers": {}, "form": 2}', '"form" must be the name of a form'),
        ('{"scores": {"total": 28}}', "28 is not between 0 and 27"),
        ('{"scores": {"sum": 8}}', "there is no such score; there are: total"),
        ('{"answers": {"1": 0}', "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("7" * 10_000, "this is not JSON"),
    ],
)
def test_score_refuses_a_line_with_its_number_and_the_reason_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    good = json.dumps({"answers": {str(item): 0 for item in range(1, 10)}})
    status, lines, complaint = scored(monkeypatch, capsys, f"{line}\n{good}\n", "phq9")
    assert status == 1
    assert reason in complaint
    assert complaint.startswith("line 1: ")
    assert not lines[0]["complete"]
    assert reason in str(lines[0]["refused"])
    assert lines[1]["scores"] == {"total": 0}
