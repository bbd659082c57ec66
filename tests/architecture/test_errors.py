"""Every fault that a person may meet has a sentence for them."""

from __future__ import annotations

import importlib
import pkgutil

import pi_desktop
from pi_desktop.errors import DeskError


def every_error() -> set[type[DeskError]]:
    """Return all the kinds of fault that the program declares."""
    for module in pkgutil.walk_packages(pi_desktop.__path__, "pi_desktop."):
        if ".migrations." not in module.name:  # Alembic loads these itself, and only while it works
            importlib.import_module(module.name)
    found: set[type[DeskError]] = set()
    to_visit: list[type[DeskError]] = [DeskError]
    while to_visit:
        below = to_visit.pop().__subclasses__()
        to_visit += below
        found.update(kind for kind in below if kind.__module__.startswith("pi_desktop."))
    return found


def is_a_sentence(docstring: str | None) -> bool:
    """Whether the first paragraph is a sentence; a fact at either end may bring its own beginning or end."""
    first_paragraph = (docstring or "").split("\n\n", 1)[0].strip()
    return first_paragraph.endswith((".", "}")) and (first_paragraph[0].isupper() or first_paragraph[0] == "{")


def test_every_fault_has_a_sentence_for_the_person() -> None:
    errors = every_error()
    # Read from the class itself: an inherited docstring would be another fault's sentence.
    without = [kind.__qualname__ for kind in errors if not is_a_sentence(vars(kind).get("__doc__"))]
    assert errors
    assert without == []
