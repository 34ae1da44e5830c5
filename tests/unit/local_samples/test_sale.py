"""The arithmetic of a sample order, on figures worked out by hand."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_builder.chance import seeded
from sample_builder.merchants.merchant import Location
from sample_builder.merchants.shop import Shop
from sample_builder.merchants.trading import TradingCalendar
from sample_builder.money import half_up, shares, to_step
from sample_builder.register.payment import Tender
from sample_builder.register.refund import part_of
from sample_builder.register.taxes import Tax
from sample_builder.register.tenders import CASH, TenderMix

NOON = datetime(2026, 3, 7, 17, tzinfo=UTC)
HST = Tax("t_hst", "HST", "APPLIED", Decimal("0.13"))
VAT = Tax("t_vat", "VAT", "INCLUSIVE", Decimal("0.23"))
GST = Tax("t_gst", "GST", "APPLIED", Decimal("0.05"))
QST = Tax("t_qst", "QST", "APPLIED", Decimal("0.09975"))
VISA = Tender("CCRD", "VISA")


@pytest.fixture
def shop():
    calendar = TradingCalendar(ZoneInfo("America/Toronto"), time(4), date(2026, 3, 1), date(2026, 3, 31))
    location = Location("9", "Queen St", "CAD", "en-CA", "RESTAURANT", calendar, ("Coffee",), cash_rounding_minor=5)
    return Shop(location, seeded("test"), TenderMix())


@pytest.fixture
def sale(shop):
    return shop.open_sale(date(2026, 3, 7), NOON, "DINE_IN")


def test_a_discounted_order_is_worked_out_as_in_the_reference(shop, sale):
    """Order O1 of docs/talech.md 7.8: 2 x 4.50 less 10 %, HST, 9.15 in cash."""
    sale.add_line("ITEM", "c1", "Latte", 450, quantity=2, taxes=(HST,))
    sale.discount_order("Staff 10%", Decimal(10))

    shop.pay_rest(sale, CASH, NOON)

    totals = sale.totals()
    assert (totals["gross_minor"], totals["discount_minor"], totals["tax_minor"]) == (900, 90, 105)
    assert totals["total_minor"] == 915


def test_a_taxable_service_charge_is_worked_out_as_in_the_reference(shop, sale):
    """Order O2 of docs/talech.md 7.8: 40.00 + 18 % with HST on both + 5.00 tip = 58.34."""
    sale.add_line("ITEM", "c1", "Dinner", 4000, taxes=(HST,))
    sale.add_service_charge("Large party", Decimal(18), "STAFF", HST)

    shop.pay_rest(sale, VISA, NOON, tip_minor=500)

    assert sale.totals()["tax_minor"] == 614
    assert sale.totals()["total_minor"] == 5834


def test_cash_is_rounded_down_as_in_the_reference(shop, sale):
    """Order O5 of docs/talech.md 7.8: 3.76 is paid with 3.75."""
    sale.add_line("ITEM", "c1", "Tea", 333, taxes=(HST,))

    shop.pay_rest(sale, CASH, NOON)

    assert sale.totals()["rounding_minor"] == -1
    assert sale.payments[0].amount_minor == 375


def test_a_split_rounds_only_what_is_paid_in_cash(shop, sale):
    sale.add_line("ITEM", "c1", "Tea", 333, taxes=(HST,))
    sale.pay(VISA, 103, NOON)

    shop.pay_rest(sale, CASH, NOON)

    assert [payment.amount_minor for payment in sale.payments] == [103, 275]
    assert sale.rounding_minor == 2


def test_two_taxes_are_each_rounded_on_their_own(sale):
    line = sale.add_line("ITEM", "c1", "Thé", 395, taxes=(GST, QST))

    assert [part.amount_minor for part in line.tax_parts] == [20, 39]


def test_a_price_with_tax_in_it_adds_up_to_what_is_shown(sale):
    """12.30 with 23 % VAT is 10.00 + 2.30; a 1.23 discount takes 1.00 and 0.23 off."""
    line = sale.add_line("ITEM", "c1", "Mug", 1230, taxes=(VAT,))
    sale.discount_line(line, "Price match", 123)

    assert (line.gross_minor, line.discount_minor, line.net_minor, line.tax_minor) == (1000, 100, 900, 207)


def test_an_order_that_is_not_paid_in_full_does_not_close(sale):
    sale.add_line("ITEM", "c1", "Latte", 450)

    with pytest.raises(ValueError, match="450 minor units are still due"):
        sale.close(NOON)


def test_a_closed_order_re_opens_and_is_paid_again(shop, sale):
    sale.add_line("ITEM", "c1", "Latte", 450)
    shop.pay_rest(sale, VISA, NOON)
    sale.reopen(NOON + timedelta(minutes=5), 450)

    shop.pay_rest(sale, CASH, NOON + timedelta(minutes=9))

    assert sale.status == "CLOSED"
    assert sale.due_minor == 0
    assert sale.to_json()["earlier_closings"] == [
        {"closed_at": "2026-03-07T17:00:00Z", "reopened_at": "2026-03-07T17:05:00Z"}
    ]


@given(price=st.integers(1, 100_000), cut=st.integers(0, 100), quantity=st.integers(1, 9))
def test_parts_given_back_one_by_one_add_up_to_the_line(price, cut, quantity):
    calendar = TradingCalendar(ZoneInfo("Europe/Dublin"), time(0), date(2026, 3, 1), date(2026, 3, 31))
    location = Location("9", "Cork", "EUR", "en-IE", "RETAIL", calendar, ())
    sale = Shop(location, seeded("test"), TenderMix()).open_sale(date(2026, 3, 7), NOON, "RETAIL")
    line = sale.add_line("ITEM", "c1", "Mug", price, quantity=quantity, taxes=(VAT,))
    sale.discount_order("Sale", Decimal(cut))

    parts = [part_of(line, Decimal(1)) for _ in range(quantity)]

    assert sum(part.net_minor for part in parts) == line.net_minor
    assert sum(part.tax_minor for part in parts) == line.tax_minor


@given(amount=st.integers(-(10**6), 10**6), weights=st.lists(st.integers(1, 10**4), min_size=1))
def test_shares_add_up_and_stray_by_less_than_one_unit(amount, weights):
    parts = shares(amount, weights)

    exact = [Decimal(amount) * weight / sum(weights) for weight in weights]
    assert sum(parts) == amount
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@pytest.mark.parametrize(("exact", "rounded"), [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("2.5", 3)])
def test_halves_are_rounded_away_from_zero(exact, rounded):
    assert half_up(Decimal(exact)) == rounded


@pytest.mark.parametrize(("amount", "coins"), [(102, 100), (103, 105), (-102, -100), (-103, -105)])
def test_cash_is_rounded_to_the_nearest_coin(amount, coins):
    assert to_step(amount, 5) == coins
