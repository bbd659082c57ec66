"""The file as it was when files began, as a list of statements: `python -m tests.unit.store.baseline` writes it anew.

That is right until the first release only. From then on a change of the tables is a step in
pi_desktop/store/migrations/versions, and the baseline stays as it is.
"""

from __future__ import annotations

from pathlib import Path

from pi_desktop.store.schema import statements

BASELINE = Path(__file__).with_name("baseline_0001.sql")
_BETWEEN = "\n\n"


def baseline() -> list[str]:
    """The statements that made a file of version 0001."""
    return BASELINE.read_text("utf-8").strip().split(_BETWEEN)


if __name__ == "__main__":
    made = [statement.strip().replace(_BETWEEN, "\n") for statement in statements()]
    BASELINE.write_text(_BETWEEN.join(made) + "\n", "utf-8")
