"""`make bench`: how fast the program is, as one JSON object of medians, each beside a floor from the same run.

`--scale 0.01` is for a quick look: the figures of a real team are those of scale 1.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser

from tests.benchmarks import startup, store

MEASURES = {"startup": startup.measure, "store": store.measure}
"""What is measured, by name: a function of the scale that gives its figures."""


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--only", choices=MEASURES, help="measure one part")
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else list(MEASURES)
    print(json.dumps({name: MEASURES[name](chosen.scale) for name in names}, indent=2))


if __name__ == "__main__":
    main()
