"""No window, however it slides, sees more calls than QuickBooks allows (docs/quickbooks.md 2.8)."""

import pytest

from daybook.adapters.aws.vendors.call_budget import DynamoCallBudget
from fakes.quickbooks.call_budget import FakeCallBudget
from unit.aws.builders import REALM


@pytest.fixture(params=["fake", "aws"])
def budget(request, clock):
    if request.param == "fake":
        return FakeCallBudget(clock)
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoCallBudget(aws.dynamodb, table("SessionTable"), clock)


def most_in_a_window(instants, seconds):
    return max(sum(1 for other in instants if start <= other < start + seconds) for start in instants)


def test_the_first_call_goes_at_once(budget):
    assert budget.spend(REALM) == 0


def test_companies_do_not_wait_for_each_other(budget):
    budget.spend(REALM)

    assert budget.spend("another company") == 0


def test_calls_that_are_apart_never_wait(budget, clock):
    waits = []
    for _ in range(20):
        waits.append(budget.spend(REALM))
        clock.advance(seconds=0.25)

    assert waits == [0] * 20


@pytest.mark.parametrize("start", [0, 59.95])
def test_a_burst_is_spread_to_ten_a_second(budget, clock, start):
    clock.advance(seconds=start)

    sent = [clock.now().timestamp() + budget.spend(REALM) for _ in range(40)]

    assert most_in_a_window(sent, 1.0) <= 10
    assert max(sent) - min(sent) < 40 / 8


def test_a_company_gets_five_hundred_calls_a_minute(budget, clock):
    sent = [clock.now().timestamp() + budget.spend(REALM) for _ in range(520)]

    assert most_in_a_window(sent, 60) <= 500


def test_a_company_gets_forty_batches_a_minute_beside_its_calls(budget, clock):
    sent = [clock.now().timestamp() + budget.spend(REALM, batch=True) for _ in range(50)]

    assert most_in_a_window(sent, 60) <= 40
    assert max(sent) - min(sent) < 80
    assert budget.spend(REALM) == 0
