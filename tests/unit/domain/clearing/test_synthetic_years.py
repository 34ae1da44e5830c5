"""Matching, measured: a year of card sales, paid by a processor with delays, fees, holidays, chargebacks and gaps."""

from datetime import date

import pytest

from daybook_local.life.card_processor import CardProcessor
from unit.domain.clearing.years import score, takings

SEEDS = (1, 2, 3, 4, 5)
HOLIDAYS = frozenset(
    date.fromisoformat(f"2015-{day}") for day in ("01-01", "04-03", "05-18", "07-01", "09-07", "12-25")
)
CASES = {
    "a day later": {"delay": 1},
    "two days later": {"delay": 2},
    "three days later": {"delay": 3},
    "fees by the month": {"delay": 1, "monthly_fees": True},
}
HARD = {"delay": 2, "late": 0.10, "chargebacks": 0.05, "missing": 0.03}


def years(**case: object) -> list[CardProcessor]:
    return [CardProcessor(seed=seed, holidays=HOLIDAYS, **case) for seed in SEEDS]


@pytest.mark.parametrize("case", list(CASES))
def test_95_of_100_days_are_matched_right_and_sure_is_sure(case):
    """Measured: 96 to 99 % right, 80 to 90 % of the days sure, none of them wrong."""
    found = score(years(**CASES[case]), takings())

    assert found.right >= 0.95
    assert found.wrong <= 0.01
    assert found.sure >= 0.70
    assert found.wrong_in_sure <= 0.002


def test_a_processor_that_is_late_takes_back_and_forgets_leaves_more_to_a_person():
    """One payout in ten late, one in twenty with a chargeback, three in a hundred never entered."""
    found = score(years(**HARD), takings())

    assert found.right >= 0.94
    assert found.named >= 0.95
    assert found.wrong_in_sure <= 0.002
