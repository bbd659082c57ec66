"""The torture can see: each of ten defects that it is there to find is planted, and found."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from time import monotonic

import pytest

from pi_desktop.server.torture.driver import torture
from tests.torture.planted import DEFECTS, Defect

MOST_SECONDS = 60


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_planted_defect_is_found_within_a_minute(defect: Defect) -> None:
    begun = monotonic()
    for seed in count(1):
        outcome = torture(replace(defect.plan, seed=seed), parts=defect.parts)
        found = {kind for kind in defect.harm if outcome.figures[kind]}
        if found:
            break
        assert monotonic() - begun < MOST_SECONDS, outcome.line()
    assert not outcome.faultless
    assert outcome.sentences
