"""The fault that holds a day travels from QuickBooks' answer to the record, so that its words can be found."""

import pytest

from daybook.adapters.quickbooks.http.fault_bodies import Fault
from daybook.adapters.quickbooks.http.fault_table import REACTIONS, Decision
from daybook.adapters.quickbooks.http.faults import Refusal, classify, deciding_code, grant_ended, raise_for_refusal
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.errors import NeedsAttentionError


def refused(*codes):
    faults = tuple(Fault(code, "vendor words", "vendor words") for code in codes)
    return Refusal("POST journalentry", 400, faults)


def held_for(refusal):
    """What holds a day: a refusal alone, or a doubt about the grant that has lasted."""
    if classify(refusal).decision is Decision.RECONNECT:
        return grant_ended(refusal)
    with pytest.raises(NeedsAttentionError) as stop:
        raise_for_refusal(refusal)
    return stop.value


@pytest.mark.parametrize("code", [code for code, reaction in REACTIONS.items() if reaction.reason is not None])
def test_the_error_of_a_hold_carries_its_fault(code):
    stop = held_for(refused(code))

    assert stop.fault_code == code
    assert code in entry_for_error(stop).faults


def test_of_several_faults_the_one_that_decided_is_kept():
    """A dead connection goes before a closed period (docs/quickbooks.md 3.2)."""
    assert deciding_code(refused(6200, 3100)) == 3100


def test_an_answer_without_a_fault_has_no_code():
    assert deciding_code(Refusal("POST journalentry", 401, ())) is None


@pytest.mark.parametrize("code", [120, 2010, 3100, 3200, 6000])
def test_the_code_of_an_answer_that_nobody_stands_behind_is_not_told(code):
    """With 500 and above a code says nothing: neither a merchant nor a developer is sent to work for it."""
    assert deciding_code(Refusal("POST journalentry", 500, (Fault(code, "vendor words"),))) is None
