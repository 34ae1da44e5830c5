"""The fault that holds a day travels from QuickBooks' answer to the record, so that its words can be found."""

import pytest

from daybook.adapters.quickbooks.fault_bodies import Fault
from daybook.adapters.quickbooks.fault_table import REACTIONS
from daybook.adapters.quickbooks.faults import Refusal, deciding_code, raise_for_refusal
from daybook.domain.error_catalogue import entry_for_error
from daybook.domain.errors import NeedsAttentionError


def refused(*codes):
    faults = tuple(Fault(code, "vendor words", "vendor words") for code in codes)
    return Refusal("POST journalentry", 400, faults)


@pytest.mark.parametrize("code", [code for code, reaction in REACTIONS.items() if reaction.reason is not None])
def test_the_error_of_a_hold_carries_its_fault(code):
    with pytest.raises(NeedsAttentionError) as stop:
        raise_for_refusal(refused(code))

    assert stop.value.fault_code == code
    assert code in entry_for_error(stop.value).faults


def test_of_several_faults_the_one_that_decided_is_kept():
    """A dead connection goes before a closed period (quickbooks-online reference 3.2)."""
    assert deciding_code(refused(6200, 3100)) == 3100


def test_an_answer_without_a_fault_has_no_code():
    assert deciding_code(Refusal("POST journalentry", 401, ())) is None
