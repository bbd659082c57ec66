"""What the project's files are, and what they must not say."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("pi_desktop", "ui", "resources")
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "installer",
    "pi_desktop",
    "pyproject.toml",
    "resources",
    "tests",
    "ui",
}
# Put together here, so that this file does not name them itself.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    ]
]


def project_files() -> list[Path]:
    """Every file that belongs to the project, relative to its root: what git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listing.split("\0") if name and (ROOT / name).is_file()]


def files_that_say(words: list[str], files: list[Path]) -> list[str]:
    """The files that hold one of the words, in any case."""
    found = []
    for file in files:
        text = (ROOT / file).read_bytes().lower()
        found += [f"{file}: {word}" for word in words if word.encode() in text]
    return found


def test_the_top_level_holds_nothing_but_what_it_is_meant_to() -> None:
    assert {file.parts[0] for file in project_files()} <= TOP_LEVEL


def test_no_file_names_a_package_registry() -> None:
    assert files_that_say(REGISTRY_HOSTS, project_files()) == []


def test_the_product_does_not_reach_outside_its_own_tree() -> None:
    product = [file for file in project_files() if file.parts[0] in PRODUCT]
    assert product
    assert files_that_say(["../shared"], product) == []


def test_every_dependency_is_pinned_and_hashed() -> None:
    lines = (ROOT / "installer/requirements.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("    --hash=sha256:")]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
