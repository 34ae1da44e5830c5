"""Whatever can stop a day or a visit has one entry, with words in both languages (docs/quickbooks.md 3.3)."""

from collections import Counter

import pytest

from daybook.adapters.quickbooks.http.fault_table import REACTIONS, Decision
from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import (
    UnknownErrorError,
    entry,
    entry_for,
    entry_for_condition,
    entry_for_refusal,
    error_catalogue,
)
from daybook.domain.errors import Condition, HoldReason, Refusal
from daybook.domain.sync.holds import RULES, Who

HELD_BY_A_FAULT = [(code, reaction.reason) for code, reaction in REACTIONS.items() if reaction.reason is not None]
WHO_ACTS = {
    Who.MERCHANT: {Actor.MERCHANT},
    Who.ACCOUNTANT: {Actor.ACCOUNTANT},
    Who.DAYBOOK: {Actor.OPERATOR, Actor.DEVELOPER},
    Who.NOBODY: {Actor.NOBODY},
}


def keys_in_use():
    return Counter(key for found in error_catalogue() for key in found.keys)


def of_fault(code):
    (found,) = [each for each in error_catalogue() if code in each.faults]
    return found


@pytest.mark.parametrize("reason", HoldReason)
def test_every_hold_reason_has_one_entry(reason):
    assert keys_in_use()[f"hold:{reason}"] == 1
    assert reason in entry_for(reason).holds


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_one_entry(refusal):
    assert keys_in_use()[f"refusal:{refusal}"] == 1
    assert refusal in entry_for_refusal(refusal).refusals


@pytest.mark.parametrize("condition", Condition)
def test_every_other_condition_has_one_entry(condition):
    assert keys_in_use()[f"condition:{condition}"] == 1
    assert condition in entry_for_condition(condition).conditions


@pytest.mark.parametrize("code", REACTIONS)
def test_every_fault_code_that_the_adapter_reacts_to_has_one_entry(code):
    assert keys_in_use()[f"quickbooks:{code}"] == 1


@pytest.mark.parametrize(("code", "reason"), HELD_BY_A_FAULT)
def test_a_fault_that_holds_a_day_leads_to_its_own_entry(code, reason):
    assert code in entry_for(reason, code).faults


@pytest.mark.parametrize("reason", HoldReason)
def test_the_one_who_acts_is_the_one_who_settles_the_hold(reason):
    assert entry_for(reason).who in WHO_ACTS[RULES[reason].who]


@pytest.mark.parametrize("code", [code for code, reaction in REACTIONS.items() if reaction.decision is Decision.BUG])
def test_a_fault_of_ours_never_sends_a_merchant_to_work(code):
    """2020 alone may be a setting of the company instead (docs/quickbooks.md 3.3)."""
    expected = Actor.ACCOUNTANT if code == 2020 else Actor.DEVELOPER

    assert of_fault(code).who is expected


@pytest.mark.parametrize("code", [code for code, reaction in REACTIONS.items() if reaction.decision is Decision.RETRY])
def test_what_passes_by_itself_asks_nothing_of_anybody(code):
    assert of_fault(code).who is Actor.NOBODY


@pytest.mark.parametrize("code", ["DB-1000", "DB-9999", "db-1001", ""])
def test_a_code_that_was_never_given_is_refused(code):
    with pytest.raises(UnknownErrorError, match="no error has the code"):
        entry(code)
