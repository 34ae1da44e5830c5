"""What a match costs: its distance from the usual rate, and a little for each batch and each day more."""

import pytest

from daybook.domain.clearing.alignment import cost_of
from daybook.domain.clearing.runs import Run


@pytest.mark.parametrize(
    ("batches", "rate", "days", "cost"),
    [
        (1, 0.025, 1, 0),
        (1, 0.025, 0, 0),
        (1, 0.025, 2, 0.1),
        (1, 0.025, 3, 0.2),
        (2, 0.025, 1, 0.15),
        (3, 0.025, 1, 0.3),
        (1, 0.031, 1, 1),
        (1, 0.013, 1, 2),
        (2, 0.031, 3, 1.35),
    ],
)
def test_rate_batches_and_days_add_up(batches, rate, days, cost):
    assert cost_of(Run(4, 4 + batches, rate, days, is_exact=False), 0.025) == pytest.approx(cost)
