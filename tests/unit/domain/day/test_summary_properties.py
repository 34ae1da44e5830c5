"""What holds for any day that talech could send."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.orders import DayActivity
from daybook.domain.day.summary import summarise
from daybook.domain.posting.balanced_lines import build_posting, day_amounts
from daybook.domain.posting.documents import journal_entry
from factories import TENDER_KINDS, location
from strategies import DAY, activities, orders

UNMAPPED = AccountMapping(1, date(2020, 1, 1), accounts={}, suspense_account="suspense")


def by_role(day):
    totals = Counter()
    for amount in day_amounts(day):
        totals[str(amount.role)] += amount.amount_minor
    return Counter({role: minor for role, minor in totals.items() if minor})


@given(activities)
def test_any_day_balances(activity):
    """The amounts of a day sum to zero, so its journal entry can always be built."""
    day = summarise(location(), DAY, activity, TENDER_KINDS)

    amounts = list(day_amounts(day))

    assert sum(amount.amount_minor for amount in amounts) == 0
    if amounts:
        entry = journal_entry(build_posting([day], UNMAPPED), doc_number="TL-1", private_note="")
        assert entry.debit_minor == entry.credit_minor


@given(activities, st.randoms(use_true_random=False))
def test_the_order_of_orders_and_payments_does_not_matter(activity, random):
    day = summarise(location(), DAY, activity, TENDER_KINDS)
    shuffled = {}
    for name in ("orders", "refunds", "drawer_events", "drawer_shifts"):
        items = list(getattr(activity, name))
        random.shuffle(items)
        shuffled[name] = tuple(items)
    shuffled["orders"] = tuple(replace(o, payments=o.payments[::-1]) for o in shuffled["orders"])

    again = summarise(location(), DAY, replace(activity, **shuffled), TENDER_KINDS)

    assert again == day
    assert again.content_hash == day.content_hash


@given(activities, st.integers(min_value=0, max_value=6), st.integers(min_value=0, max_value=3))
def test_batches_of_a_day_add_up_to_the_day(activity, cut_orders, cut_refunds):
    """Read in two batches, split anywhere, the figures per role are those of the whole."""
    whole = summarise(location(), DAY, activity, TENDER_KINDS)
    first = DayActivity(activity.orders[:cut_orders], activity.refunds[:cut_refunds], activity.drawer_events)
    second = DayActivity(
        activity.orders[cut_orders:], activity.refunds[cut_refunds:], drawer_shifts=activity.drawer_shifts
    )

    parts = [by_role(summarise(location(), DAY, part, TENDER_KINDS)) for part in (first, second)]

    added = Counter(parts[0])
    added.update(parts[1])
    assert Counter({role: minor for role, minor in added.items() if minor}) == by_role(whole)


@given(st.lists(orders(), max_size=6))
def test_every_minor_unit_of_every_payment_lands_on_exactly_one_business_date(made):
    """Over the days around a 23-hour day, what the tenders took adds up to what was paid, once."""
    paid = sum(p.total_minor for order in made if not order.training for p in order.payments)
    dates = [DAY + timedelta(days=n) for n in range(-6, 7)]

    days = [summarise(location(), on, DayActivity(tuple(made)), TENDER_KINDS) for on in dates]

    assert sum(tender.taken_minor for day in days for tender in day.tenders) == paid


@given(st.lists(orders().filter(lambda order: order.closed_at is not None), max_size=6))
def test_customer_deposits_run_back_to_zero_once_every_order_is_closed(made):
    """Money held for open orders is owed to nobody when they are closed and paid."""
    dates = [DAY + timedelta(days=n) for n in range(-8, 7)]

    days = [summarise(location(), on, DayActivity(tuple(made)), TENDER_KINDS) for on in dates]

    assert sum(day.deposits_taken_minor - day.deposits_released_minor for day in days) == 0
