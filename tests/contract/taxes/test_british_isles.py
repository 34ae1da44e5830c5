"""Ireland and the United Kingdom: prices hold VAT, talech's figures come without it, and each rate has its own tax."""

import pytest

from contract.taxes.merchant import amounts_by_code, taxes_of
from contract.taxes.sales import IRELAND, UNITED_KINGDOM, ticket, tickets
from contract.traps.chart import CASH, COFFEE_SALES, FOOD_SALES, REFUNDS
from contract.traps.sales import MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, returned
from daybook.domain.posting.documents import DocumentKind
from simulators.talech.shop import refund

pytestmark = pytest.mark.loopback

INVOICE, RECEIPT = DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT
FORMS = pytest.mark.parametrize("kind", [INVOICE, RECEIPT])
# 9.99 on the tag is 8.12 and 1.87 at 23 %.
TOY = {"t_vat23": 187}


def toys(count, **more):
    return tickets(count, 812, TOY, tax_inclusive=True, unit_price_minor=999, **more)


def toy_back(order_id, at):
    """A toy of 9.99 comes back for cash."""
    back = returned("l1", net=812, tax=187, taxes=[{"tax_id": "t_vat23", "amount_minor": 187}])
    return refund("r1", order_id, at, tender="CASH", card_type=None, lines=[back])


@FORMS
def test_a_day_of_four_irish_rates_holds_the_tax_of_each(shop_in, kind):
    """Three toys; a repair for 22.70 (13.5 %), a meal for 10.90 (9 %), a child's coat for 12.50 (0 %)."""
    others = [
        ticket("repair", 2000, {"t_vat135": 270}, tax_inclusive=True, unit_price_minor=2270),
        ticket("meal", 1000, {"t_vat9": 90}, category="c2", tax_inclusive=True, unit_price_minor=1090),
        ticket("coat", 1250, {"t_vat0": 0}, tax_inclusive=True, unit_price_minor=1250),
    ]
    shop = shop_in("ie_plus")
    shop.open(kind, [*toys(3), *others], profile=IRELAND)
    shop.use_codes("No VAT", t_vat0="0.0% Z")

    document = shop.close(MONDAY)

    # 2997 + 2270 + 1090 + 1250; 23 % of 24.36 computes to 5.60, the tills took 3 x 1.87 = 5.61.
    assert shop.books(MONDAY) == {CASH: 7607, COFFEE_SALES: -5686, FOOD_SALES: -1000, "VAT Control": -921}
    assert taxes_of(document) == {
        "23% S": (561, 2436, 1),
        "13.5% R": (270, 2000, 0),
        "9% R": (90, 1000, 0),
        "0.0% Z": (0, 1250, 0),
    }


@FORMS
def test_a_british_day_of_standard_and_zero_rated_goods(shop_in, kind):
    """4.99 is 4.16 and 0.83; three are 2.49, and 20 % of 12.48 computes to 2.50."""
    cakes = tickets(3, 416, {"t_vat20": 83}, tax_inclusive=True, unit_price_minor=499)
    bread = ticket("bread", 300, {"t_vat0": 0}, category="c2", tax_inclusive=True, unit_price_minor=300)
    shop = shop_in("gb_plus")
    shop.open(kind, [*cakes, bread], profile=UNITED_KINGDOM)
    shop.use_codes("No VAT", t_vat0="0.0% Z")

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 1797, COFFEE_SALES: -1248, FOOD_SALES: -300, "VAT Control": -249}
    assert taxes_of(document) == {"20.0% S": (249, 1248, -1), "0.0% Z": (0, 300, 0)}


@FORMS
def test_goods_that_come_back_take_their_vat_and_its_base_along(shop_in, kind):
    """Four toys sold and one returned: 3 x 1.87 of tax on 3 x 8.12."""
    shop = shop_in("ie_plus")
    shop.open(kind, toys(4), [toy_back("o0", MONDAY_NOON)], profile=IRELAND)
    shop.use_codes("No VAT")

    document = shop.close(MONDAY)

    assert shop.books(MONDAY) == {CASH: 2997, COFFEE_SALES: -3248, REFUNDS: 812, "VAT Control": -561}
    assert taxes_of(document) == {"23% S": (561, 2436, 1)}


@pytest.mark.parametrize(
    ("kind", "entity", "total", "sign"), [(INVOICE, "RefundReceipt", 799, 1), (RECEIPT, "SalesReceipt", 0, -1)]
)
def test_a_day_below_zero_gives_the_vat_back(shop_in, kind, entity, total, sign):
    """A toy of Monday comes back on Tuesday, on which one book of 2.00 (0 %) is sold: 7.99 leaves the drawer."""
    book = ticket("book", 200, {"t_vat0": 0}, at=TUESDAY_NOON, category="c2", tax_inclusive=True, unit_price_minor=200)
    shop = shop_in("ie_plus")
    shop.open(kind, [*toys(1), book], [toy_back("o0", TUESDAY_NOON)], profile=IRELAND)
    shop.use_codes("No VAT", t_vat0="0.0% Z")

    document = shop.close(TUESDAY)

    assert [record.entity for record in shop.documents] == [entity]
    assert document["TotalAmt"] * 100 == total
    assert shop.books(TUESDAY) == {CASH: -799, REFUNDS: 812, FOOD_SALES: -200, "VAT Control": 187}
    # On the paper of a refund receipt money given back is positive.
    assert taxes_of(document) == {"23% S": (sign * 187, sign * 812, 0), "0.0% Z": (0, -sign * 200, 0)}
    assert {name: amounts_by_code(document)[name] for name in ("23% S", "0.0% Z")} == {
        "23% S": sign * 812,
        "0.0% Z": -sign * 200,
    }


def test_a_sale_and_its_return_on_another_day_leave_no_vat_behind(shop_in):
    """1.87 on 8.12 is sold on Monday and the same given back on Tuesday."""
    shop = shop_in("ie_plus")
    shop.open(INVOICE, toys(1), [toy_back("o0", TUESDAY_NOON)], profile=IRELAND)
    shop.use_codes("No VAT")

    shop.post(MONDAY)
    shop.post(TUESDAY)

    assert [record.entity for record in shop.documents] == ["Invoice", "RefundReceipt"]
    sold, back = (taxes_of(record.body)["23% S"] for record in shop.documents)
    assert sold == back == (187, 812, 0)
    assert shop.balance("VAT Control") == 0
