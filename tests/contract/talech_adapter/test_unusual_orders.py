"""Orders and refunds that are easy to put on the wrong day or in the wrong amount (docs/talech.md 6)."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.merchant.business_date import dates_between
from simulators.talech.shop import QUEEN, line, merchant_file, order, payment, refund, sample
from talech_simulator import Quirks

pytestmark = pytest.mark.loopback

SETTLED = datetime(2026, 12, 1, tzinfo=UTC)
PLAIN = Quirks(noise_share=0.0, artefact_share=0.0, difference_share=0.0)
MONDAY, TUESDAY, WEDNESDAY = "2026-03-09T16:00:00Z", "2026-03-10T16:00:00Z", "2026-03-11T16:00:00Z"
VISA = {"tender": "CCRD", "card_type": "VISA"}


def coffee(order_id, at, **more):
    """A coffee of 1.00 and 0.13 tax, paid in cash and closed at one instant."""
    cash = [payment(f"p-{order_id}", 113, at)]
    return order(order_id, at, at, lines=[line("l1", 100, 13)], payments=cash, **more)


def dinner(order_id, opened_at, closed_at, payments, **more):
    """Food for 50.00 and 6.50 tax."""
    return order(
        order_id, opened_at, closed_at, lines=[line("l1", 5000, 650, category="c2")], payments=payments, **more
    )


OPEN_PARTLY_PAID = [dinner("o1", MONDAY, None, [payment("p1", 2000, MONDAY, **VISA)], status="PARTIALLY_PAID")]
DEPOSIT_THEN_REST = [
    dinner("o1", MONDAY, WEDNESDAY, [payment("p1", 2000, MONDAY, **VISA), payment("p2", 3650, WEDNESDAY)])
]
THREE_TENDERS_THREE_DAYS = [
    dinner(
        "o1",
        MONDAY,
        WEDNESDAY,
        [
            payment("p1", 2000, MONDAY, **VISA),
            payment("p2", 1650, TUESDAY, tender="GCRD"),
            payment("p3", 1000, WEDNESDAY, **VISA, tip_minor=700),
            payment("p4", 1000, WEDNESDAY, **VISA),
        ],
    )
]
ALL_ON_THE_HOUSE = [
    order(
        "o1",
        TUESDAY,
        TUESDAY,
        lines=[line("l1", 5000, discount_minor=5000)],
        discounts=[{"id": "d1", "amount_minor": 5000, "is_comp": True}],
        payments=[],
    )
]
PAYMENTS_THAT_CAME_TO_NOTHING = [
    dinner(
        "o1",
        TUESDAY,
        TUESDAY,
        [
            payment("p1", 5650, TUESDAY, **VISA, status="DECLINED"),
            payment("p2", 5650, TUESDAY, **VISA, status="VOIDED"),
            payment("p3", 5650, TUESDAY),
        ],
    )
]
TRAINING = [coffee("o1", TUESDAY, training=True), coffee("o2", TUESDAY)]
VOIDED = [
    order(
        "o1",
        TUESDAY,
        None,
        lines=[line("l1", 100, 13)],
        payments=[payment("p1", 113, TUESDAY, status="VOIDED")],
        status="VOIDED",
        totals={"tip_minor": 0},
    )
]
HOUSE_ACCOUNT = [
    dinner("o1", TUESDAY, TUESDAY, [payment("p1", 5650, TUESDAY, tender="HACC")]),
    order(
        "o2",
        WEDNESDAY,
        WEDNESDAY,
        lines=[line("l1", 5650, category=None, kind="HOUSE_ACCOUNT_PAYMENT")],
        payments=[payment("p2", 5650, WEDNESDAY)],
    ),
]
GIFT_CARD_SOLD_AND_SPENT_AT_ONCE = [
    order(
        "o1",
        TUESDAY,
        TUESDAY,
        lines=[line("l1", 2500, category=None, kind="GIFT_CARD_SALE"), line("l2", 100, 13)],
        payments=[payment("p1", 2500, TUESDAY), payment("p2", 113, TUESDAY, tender="GCRD")],
    )
]


@pytest.mark.parametrize(
    ("orders", "refunds"),
    [
        pytest.param(OPEN_PARTLY_PAID, (), id="an order that stays open holds its payment as a deposit"),
        pytest.param(DEPOSIT_THEN_REST, (), id="deposit on Monday and close on Wednesday"),
        pytest.param(THREE_TENDERS_THREE_DAYS, (), id="several tenders on several days and one of them twice"),
        pytest.param(ALL_ON_THE_HOUSE, (), id="a comp to zero without any payment"),
        pytest.param(PAYMENTS_THAT_CAME_TO_NOTHING, (), id="declined and voided cards"),
        pytest.param(TRAINING, (), id="training beside a real sale"),
        pytest.param(VOIDED, (), id="a voided order"),
        pytest.param(HOUSE_ACCOUNT, (), id="a house account charged and paid"),
        pytest.param(GIFT_CARD_SOLD_AND_SPENT_AT_ONCE, (), id="a gift card sold and spent in one order"),
        pytest.param(
            DEPOSIT_THEN_REST,
            [
                refund(
                    "r1",
                    "o1",
                    "2026-03-12T16:00:00Z",
                    lines=[{"line_id": "l1", "net_minor": 5000, "tax_minor": 650}],
                    destination="STORE_CREDIT",
                )
            ],
            id="a return as store credit on a later day",
        ),
        pytest.param(
            DEPOSIT_THEN_REST,
            [
                refund("r1", "o1", WEDNESDAY, lines=[{"line_id": "l1", "net_minor": 0, "tax_minor": 650}]),
                refund("r2", "o1", WEDNESDAY, lines=[], kind="AMOUNT", total_minor=500, destination="CASH"),
                refund("r3", "o1", WEDNESDAY, lines=[], kind="AMOUNT", total_minor=900, status="FAILED"),
            ],
            id="tax alone and a plain amount given back and one refund that failed",
        ),
    ],
)
def test_every_day_around_it_equals_the_truth_ledger(talech_of, orders, refunds):
    talech = talech_of(sample(orders, refunds), clock=SETTLED, quirks=PLAIN)

    days = dates_between(date(2026, 3, 8), date(2026, 3, 13))

    assert {str(day): found for day in days if (found := talech.disagreements(day, QUEEN))} == {}


def test_an_order_reopened_after_it_was_posted_moves_to_the_day_it_closes_again(talech_of):
    """Monday's sale is given back on Tuesday to be paid again, and closes on Wednesday with another tender."""
    again = dinner(
        "o1",
        MONDAY,
        WEDNESDAY,
        [payment("p1", 5650, MONDAY, **VISA), payment("p2", 5650, WEDNESDAY)],
        earlier_closings=[{"closed_at": MONDAY, "reopened_at": TUESDAY}],
        totals={},
    )
    given_back = refund("r1", "o1", TUESDAY, kind="PAYMENT_REFUND_REOPEN", payment_id="p1", total_minor=5650)
    talech = talech_of(sample([again], [given_back]), clock=datetime(2026, 3, 10, 9, tzinfo=UTC), quirks=PLAIN)

    as_first_posted = talech.roles(date(2026, 3, 9))
    talech.simulator.clock.set(SETTLED)

    assert as_first_posted == {"tender:CCRD:VISA": 5650, "revenue:c2": -5000, "tax:t_hst": -650}
    assert talech.roles(date(2026, 3, 9)) == {"tender:CCRD:VISA": 5650, "customer_deposits": -5650}
    assert talech.roles(date(2026, 3, 10)) == {"tender:CCRD:VISA": -5650, "customer_deposits": 5650}
    assert talech.roles(date(2026, 3, 11)) == {"tender:CASH": 5650, "revenue:c2": -5000, "tax:t_hst": -650}
    assert talech.disagreements(date(2026, 3, 11), QUEEN) == []


def test_an_order_that_closes_without_a_payment_of_its_day_is_found(talech_of):
    """It was paid on Monday, and closed on Wednesday when an item was taken off it: only the closings name it then."""
    reduced = dinner("o1", MONDAY, WEDNESDAY, [payment("p1", 5650, MONDAY)])
    talech = talech_of(sample([reduced]), clock=SETTLED, quirks=PLAIN)

    roles = talech.roles(date(2026, 3, 11))

    assert roles == {"customer_deposits": 5650, "revenue:c2": -5000, "tax:t_hst": -650}
    assert talech.disagreements(date(2026, 3, 11), QUEEN) == []


def test_an_order_an_offline_register_sends_at_noon_changes_the_day_before(talech_of):
    late = coffee("o1", MONDAY, uploaded_at=TUESDAY)
    talech = talech_of(sample([late]), clock=datetime(2026, 3, 10, 9, tzinfo=UTC), quirks=PLAIN)

    at_close = talech.sales_day(date(2026, 3, 9))
    talech.simulator.clock.set(SETTLED)

    assert at_close.is_empty
    assert talech.sales_day(date(2026, 3, 9)).gross_minor == 100


def test_gst_and_pst_of_one_line_are_given_back_each_to_its_own_account(talech_of):
    two_taxes = [line("l1", 1000, taxes={"t_hst": 50, "t_city": 71})]
    sold = order("o1", MONDAY, MONDAY, lines=two_taxes, payments=[payment("p1", 1121, MONDAY)])
    half = refund("r1", "o1", TUESDAY, lines=[{"line_id": "l1", "net_minor": 500, "tax_minor": 60, "quantity": "0.5"}])
    talech = talech_of(sample([sold], [half]), clock=SETTLED, quirks=PLAIN)

    roles = talech.roles(date(2026, 3, 10))

    assert roles == {"tender:CCRD:VISA": -560, "refund:c1": 500, "tax:t_hst": 25, "tax:t_city": 35}


def test_a_header_above_its_lines_is_shown_as_an_adjustment(talech_of):
    talech = talech_of(sample([coffee("o1", TUESDAY)]), clock=SETTLED, quirks=Quirks(difference_share=1.0))

    roles = talech.roles(date(2026, 3, 10))

    assert roles["adjustment"] == -50
    assert roles == talech.truth(date(2026, 3, 10))


def test_the_two_readings_of_an_hour_in_autumn_fall_on_their_own_days(talech_of):
    """Toronto, 2026-11-01: 01:45 comes twice and Report End Time 01:30 too; the first reading ends Saturday."""
    orders = [
        coffee("before", "2026-11-01T05:29:59Z"),  # 01:29:59, first time
        coffee("boundary", "2026-11-01T05:30:00Z"),  # 01:30:00, first time
        coffee("again", "2026-11-01T06:15:00Z"),  # 01:15, second time
        coffee("late", "2026-11-01T06:45:00Z"),  # 01:45, second time
    ]
    talech = talech_of(sample(orders, profile=merchant_file(report_end_time="01:30")), clock=SETTLED)
    saturday, sunday = date(2026, 10, 31), date(2026, 11, 1)

    assert [each.id for each in talech.activity(saturday).orders] == ["before"]
    assert [each.id for each in talech.activity(sunday).orders] == ["again", "boundary", "late"]
    assert talech.disagreements(saturday, QUEEN) == talech.disagreements(sunday, QUEEN) == []


def test_a_new_report_end_time_and_zone_leave_no_order_out_and_none_twice(talech_of):
    """The shop moves from Winnipeg, closing at 22:00, to Toronto, closing at 04:00."""
    before = {"settings_from": "2026-01-01", "timezone": "America/Winnipeg", "report_end_time": "22:00"}
    profile = merchant_file(settings_from="2026-03-10", earlier_settings=[before])
    orders = [
        coffee(f"o{day}{hour:02}", f"2026-03-{day:02}T{hour:02}:30:00Z") for day in (9, 10, 11) for hour in range(24)
    ]
    talech = talech_of(sample(orders, profile=profile), clock=SETTLED, quirks=PLAIN)

    days = list(dates_between(date(2026, 3, 7), date(2026, 3, 13)))

    assert {str(day): found for day in days if (found := talech.disagreements(day, QUEEN))} == {}
    assert sum(talech.sales_day(day).orders_closed for day in days) == len(orders)
