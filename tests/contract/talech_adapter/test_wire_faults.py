"""What the wire may do to a day that is being read: the day is whole, or it is an error."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from simulators.talech.shop import QUEEN, sample
from simulators.talech.worked_example import DAY_D, ORDERS, REFUNDS

pytestmark = pytest.mark.loopback

D = date.fromisoformat(DAY_D)
DAY_CALLS = [
    "order/getorderhistory",
    "order/getorderbyid",
    "reports/receiptssummaryreport",
    "ext/v0/closings",
    "ext/v0/payments",
    "ext/v0/refunds",
    "ext/v0/drawer",
    "ext/v0/orderfinancials",
]
FAULTS = ["429", "500", "503", "truncated_json", "connection_reset", "html_error_body", "response_code_500"]


@pytest.fixture
def talech(talech_of):
    return talech_of(sample(ORDERS, REFUNDS), clock=datetime(2026, 3, 7, 9, 5, tzinfo=UTC))


@pytest.mark.parametrize("fault", [*FAULTS, "token_expired"])
def test_a_fault_that_passes_does_not_change_the_day(talech, fault):
    undisturbed = talech.sales_day(D)
    talech.fault(fault, times=2)

    assert talech.sales_day(D) == undisturbed


@pytest.mark.parametrize("path", DAY_CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_stays_is_an_error_and_never_a_day_without_sales(talech, fault, path):
    talech.fault(fault, path=path)

    with pytest.raises(RetriableError):
        talech.activity(D)


def test_a_first_page_that_comes_twice_counts_once(talech):
    undisturbed = talech.sales_day(D)
    talech.fault("duplicate_page")

    assert talech.sales_day(D) == undisturbed


def test_a_revoked_grant_holds_the_day_until_a_new_launch(talech):
    undisturbed = talech.sales_day(D)
    talech.fault("revoke_token")

    with pytest.raises(NeedsAttentionError) as raised:
        talech.activity(D)
    talech.grant_access()

    assert raised.value.reason == HoldReason.TALECH_ACCESS_LOST
    assert talech.sales_day(D) == undisturbed


def test_a_location_removed_from_the_account_is_named(talech):
    talech.fault("location_removed", location=QUEEN)

    with pytest.raises(NeedsAttentionError, match="304267") as raised:
        talech.activity(D)

    assert raised.value.reason == HoldReason.UNKNOWN_LOCATION
    assert talech.source.profile().active_locations == ()


def test_a_plan_that_was_downgraded_is_seen_in_the_profile(talech):
    talech.fault("plan_downgrade")

    with pytest.raises(NeedsAttentionError) as raised:
        talech.source.profile().check_may_post()

    assert raised.value.reason == HoldReason.PLAN_BELOW_STANDARD


def test_a_card_type_nobody_has_seen_is_kept(talech):
    talech.fault("unknown_card_type", location=QUEEN, date=DAY_D)

    assert "tender:CCRD:UNIONPAY" in talech.roles(D)
    assert talech.roles(D) == talech.truth(D)


def test_a_tip_changed_after_the_close_changes_the_days_content(talech):
    posted = talech.sales_day(D)
    talech.fault("changed_day", location=QUEEN, date=DAY_D)

    changed = talech.sales_day(D)

    assert changed.content_hash != posted.content_hash
    assert changed.tips_minor == posted.tips_minor + 100


@pytest.mark.parametrize("change", ["changed_day", "late_return", "reopened_order"])
def test_a_day_that_talech_changed_afterwards_is_read_as_talech_tells_it_now(talech, change):
    posted = talech.sales_day(D)
    talech.fault(change, location=QUEEN, date=DAY_D)

    assert talech.sales_day(D).content_hash != posted.content_hash
    assert talech.disagreements(D, QUEEN) == []


def test_a_deleted_category_keeps_its_name_for_old_orders(talech):
    talech.fault("deleted_category", merchant=talech.merchant_id, category_id="c2")

    assert {"c1", "c2"} == {category.id for category in talech.source.profile().categories}
    assert talech.roles(D) == talech.truth(D)
