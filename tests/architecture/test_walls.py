"""The walls between the parts of the program stand, and each of them is seen to break."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


@dataclass(frozen=True)
class Violation:
    """A line that must not stand in a module, and the contract that forbids it."""

    contract: str
    module: str
    line: str

    @property
    def path(self) -> str:
        """The file of the module, relative to the project's root."""
        return self.module.replace(".", "/") + ".py"


VIOLATIONS = [
    Violation("screens-on-top", "pi_desktop.bootstrap", "import ui"),
    Violation("one-way", "pi_desktop.records.planted", "import pi_desktop.store"),
    Violation("one-way", "pi_desktop.store.planted", "import pi_desktop.practice"),
    Violation("one-way", "pi_desktop.practice.planted", "import pi_desktop.sync"),
    Violation("one-way", "pi_desktop.sync.planted", "import pi_desktop.server"),
    Violation("one-way", "pi_desktop.newcomer", "NOT_ON_ANY_FLOOR = True"),
    Violation("no-qt-below-the-screens", "pi_desktop.practice.planted", "import PySide6.QtCore"),
    Violation("server-is-another-process", "pi_desktop.records.planted", "import pydantic"),
    Violation("server-is-another-process", "ui.planted", "import pydantic"),
    Violation("server-is-another-process", "pi_desktop.bootstrap", "import pi_desktop.server"),
    Violation("screens-see-values-only", "ui.planted", "import pi_desktop.store"),
    Violation("screens-see-values-only", "ui.planted", "import sqlalchemy"),
    Violation("screens-see-values-only", "ui.planted", "import sqlcipher3"),
    Violation("practice-does-no-io", "pi_desktop.practice.planted", "import httpx"),
]


def lint_imports(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter's command on the tree."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *options]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """A copy of the program's source, with the contracts, to be spoilt."""
    for package in ("pi_desktop", "ui"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_wall_stands() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda v: f"{v.contract}: {v.line} in {v.module}")
def test_a_planted_violation_breaks_its_wall(violation: Violation, copied_tree: Path) -> None:
    with (copied_tree / violation.path).open("a", encoding="utf-8") as module:
        module.write(f"\n{violation.line}\n")

    result = lint_imports(copied_tree, "--contract", violation.contract)

    assert result.returncode == 1
    assert "BROKEN" in result.stdout
    assert violation.module.rpartition(".")[2] in result.stdout


def test_no_wall_is_left_without_a_planted_violation() -> None:
    assert {contract["id"] for contract in CONTRACTS} == {violation.contract for violation in VIOLATIONS}
