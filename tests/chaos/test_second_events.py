"""Days under faults and second events: they all end in the right books, or in a hold that is true."""

from chaos.days.__main__ import one_seed
from chaos.days.judging.verdict import ZERO_FIGURES


def test_days_under_faults_end_in_the_right_books():
    result = one_seed(11, 21)

    assert {name: result.figures[name] for name in ZERO_FIGURES} == dict.fromkeys(ZERO_FIGURES, 0), "\n".join(
        result.offences
    )
    assert result.figures["faults_injected"] > 30
    assert result.figures["second_events"] > 15
