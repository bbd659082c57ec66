"""Where the measures lie."""

from pathlib import Path

MEASURES = Path(__file__).parents[3] / "resources" / "measures"
