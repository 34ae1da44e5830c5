"""Days that nothing but faults happens to: every one of them ends in the right books, once, by itself.

The harness is that of `make chaos`; `test_second_events.py` adds second events to the faults.
"""

from chaos.days.__main__ import one_seed
from chaos.days.judging.verdict import ZERO_FIGURES


def test_first_postings_survive_every_fault():
    result = one_seed(12, 14, eventful=False)

    assert {name: result.figures[name] for name in ZERO_FIGURES} == dict.fromkeys(ZERO_FIGURES, 0), "\n".join(
        result.offences
    )
    assert result.figures["faults_injected"] > 8


def test_the_same_seed_tells_the_same_story():
    first, second = one_seed(5, 7), one_seed(5, 7)

    assert first.digest == second.digest
    assert first.figures == second.figures
