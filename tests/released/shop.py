"""The merchant whose days a release writes down: a shop with something in most figures of a day, in two countries."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from connected_merchant import MONDAY, QUEEN, day, profile
from daybook.domain.chart.accounts import AccountType
from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.company.connection import Company
from daybook.domain.day.invariants import control_figures
from daybook.domain.day.orders import ControlTotals, DayActivity, DrawerEvent, DrawerShift
from daybook.domain.day.summary import summarise
from daybook.domain.merchant.profile import Category, Tax, Tender
from factories import location, order, payment, refund
from fakes.quickbooks.ledger import COMPANY

KING = "304268:1"
COMBINED = replace(day(), location="all")
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
_TENDERS = (Tender("CASH", "CASH", "Cash"), Tender("CCRD", "CARD", "Card"), Tender("GCRD", "GIFT_CARD", "Gift card"))
_KINDS = {tender.id: tender.kind for tender in _TENDERS}
_CASH, _CARDS = "3", "4"


@dataclass(frozen=True)
class Country:
    """What differs from country to country: the company, talech's taxes, and QuickBooks' codes for them."""

    company: Company
    taxes: tuple[Tax, ...]
    codes: dict[str, MappedTaxCode]
    zone: str


CANADA = Country(
    replace(COMPANY, tracks_classes=False, tracks_locations=False),
    (Tax("gst", "GST", "APPLIED", "0.05"), Tax("qst", "QST", "APPLIED", "0.09975")),
    {
        "": MappedTaxCode("4"),
        "gst+qst": MappedTaxCode("7", (MappedTaxRate("gst", "11", "5"), MappedTaxRate("qst", "12", "9.975"))),
    },
    "America/Toronto",
)
IRELAND = Country(
    replace(CANADA.company, name="Café Grafton Ltd", country="IE", home_currency="EUR"),
    (Tax("vat", "VAT 13.5 %", "APPLIED", "0.135"),),
    {"": MappedTaxCode("10"), "vat": MappedTaxCode("9", (MappedTaxRate("vat", "5", "13.5"),))},
    "Europe/Dublin",
)
UNITED_STATES = Country(
    replace(CANADA.company, name="Bleecker Coffee LLC", country="US", home_currency="USD", automated_sales_tax=True),
    (Tax("state", "Sales tax", "APPLIED", "0.08875"),),
    {"": MappedTaxCode("NON"), "state": MappedTaxCode("c1", (MappedTaxRate("state", "r1", "8.875"),))},
    "America/New_York",
)


def shops(country):
    """talech's profile: two shops in the country."""
    company = country.company
    places = tuple(
        replace(location(place, currency=company.home_currency, zone=country.zone), country=company.country)
        for place in (QUEEN, KING)
    )
    categories = (Category("food", QUEEN, "Food"), Category("drinks", QUEEN, "Drinks"))
    return profile(
        country=company.country,
        locations=places,
        categories=categories,
        taxes=country.taxes,
        tenders=_TENDERS,
        card_types=("VISA",),
    )


def mapping(country, *, without=(), coded=False):
    """Every role of the shop on an account, but for those left out; with QuickBooks' tax codes where asked for."""
    accounts = {
        "revenue:food": "1",
        "revenue:drinks": "11",
        "discount": "12",
        "refund": "13",
        "service_charge": "14",
        "tip": "15",
        "gift_card": "16",
        "tender:CASH": _CASH,
        "tender:CCRD:VISA": _CARDS,
        "rounding": "17",
        "paid_out": "18",
        "over_short": "19",
        **{f"tax:{tax.id}": "2" for tax in country.taxes},
    }
    return AccountMapping(
        version=2,
        effective_from=datetime(2026, 1, 1, tzinfo=UTC).date(),
        accounts={role: account for role, account in accounts.items() if role not in without},
        suspense_account="99",
        labels={"revenue:food": "Food", "tax:gst": "GST"},
        account_names={"1": "POS Sales - Food", _CASH: "POS Cash", _CARDS: "POS Cards"},
        account_types={_CASH: AccountType.BANK, _CARDS: AccountType.OTHER_CURRENT_ASSET},
        tax_codes=country.codes if coded else {},
    )


def business(country, *, later=0, place=QUEEN):
    """A day of trade and talech's own report of it; `later` more minor units of cash sales without tax."""
    ids = tuple(tax.id for tax in country.taxes)
    each = {tax_id: 110 - 10 * number for number, tax_id in enumerate(ids)}
    tax, given_back = sum(each.values()), dict.fromkeys(ids, 10)
    lunch = order(
        closed_at=NOON,
        lines=[("food", 1000), ("drinks", 400)],
        discount=100,
        taxes=each,
        service_charges={"house": 50},
        tip=150,
        gift_sold=2000,
        payments=[payment(3350 + tax, "CCRD", "VISA", at=NOON, tip=150)],
        taxed=[("revenue:food", ids, 1000), ("revenue:drinks", (), 400), ("discount", ids, 100)],
    )
    bread = order(closed_at=NOON, lines=[("food", 503 + later)], rounding=-3, payments=[payment(500 + later, at=NOON)])
    cup = order(closed_at=NOON, lines=[("drinks", 300)], payments=[payment(300, "GCRD", at=NOON)])
    returned = refund(
        200 + 10 * len(ids), at=NOON, lines=[("food", 200)], taxes=given_back, taxed=[("refund:food", ids, 200)]
    )
    milk = DrawerEvent("e1", "PAY_OUT", -120, NOON)
    till = DrawerShift("s1", NOON + timedelta(hours=3), -5)
    return _reported(country, place, DayActivity((lunch, bread, cup), (returned,), (milk,), (till,)))


def given_back_only(country):
    """A day on which money only went back: an invoice becomes a refund receipt."""
    returned = refund(300, at=NOON, lines=[("food", 300)], tender="CASH", card=None)
    return _reported(country, QUEEN, DayActivity((), (returned,)))


def contradicting(country):
    """A day that does not tie to talech's own report."""
    told = business(country)
    return replace(told, control=ControlTotals({**told.control.fields, "tip": 100}))


def _reported(country, place, told):
    shop = shops(country).location(place)
    told = replace(told, orders=tuple(replace(each, location_id=place) for each in told.orders))
    figures = control_figures(summarise(shop, MONDAY, told, _KINDS))
    return replace(told, control=ControlTotals(dict(figures)))
