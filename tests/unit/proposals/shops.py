"""Sample merchants, seed charts and single accounts for the claims about proposed mappings."""

import json
from pathlib import Path

from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.merchant.profile import Category, MerchantProfile, Tax, Tender
from factories import location
from quickbooks_simulator import VARIANTS

SAMPLES = Path(__file__).parents[3] / "infra/local/daybook_local/samples"
SAMPLE_NAMES = ("cafe-ca", "restaurant-us", "retail-ie")

INCOME = ("Income", "SalesOfProductIncome")
OTHER_SALES = ("Income", "OtherPrimaryIncome")
SERVICE = ("Income", "ServiceFeeIncome")
CONTRA = ("Income", "DiscountsRefundsGiven")
LIABILITY = ("Other Current Liability", "OtherCurrentLiabilities")
DEFERRED = ("Other Current Liability", "DeferredRevenue")
GRATUITY = ("Other Current Liability", "Gratuity")
ASSET = ("Other Current Asset", "OtherCurrentAssets")
CHECKING = ("Bank", "Checking")
ON_HAND = ("Bank", "CashOnHand")
EXPENSE = ("Expense", "OtherBusinessExpenses")
OTHER_EXPENSE = ("Other Expense", "OtherMiscellaneousExpense")
OTHER_INCOME = ("Other Income", "OtherMiscellaneousIncome")
RECEIVABLE = ("Accounts Receivable", "AccountsReceivable")


def shop(*, categories=("Beverages", "Coffee"), taxes=(), country="CA", label="Uber Eats", cards=("VISA", "INTERAC")):
    """A profile whose categories are `c1`, `c2`, …, all of one location."""
    return MerchantProfile(
        merchant_id="m_1",
        name="Example Cafe",
        plan="STANDARD",
        country=country,
        is_demo=False,
        locations=(location(),),
        categories=tuple(Category(f"c{n}", "304267:1", name) for n, name in enumerate(categories, start=1)),
        taxes=tuple(taxes) or (tax("HST", "0.13"),),
        tenders=(
            Tender("CASH", "CASH", "CASH"),
            Tender("CCRD", "CARD", "CCRD"),
            Tender("DCRD", "CARD", "DCRD"),
            Tender("CHECK", "CHECK", "CHECK"),
            Tender("OTHER", "OTHER", label),
        ),
        card_types=cards,
    )


def tax(name, rate, tax_id="t1"):
    return Tax(tax_id, name, "APPLIED" if rate else "FLAT", rate)


def account(name, kind, *, active=True, account_id=None):
    return Account(account_id or f"id-{name}", name, *kind, active)


def chart(*accounts):
    return ChartOfAccounts(accounts)


def seed_chart(variant):
    """The chart of a new company of the QuickBooks simulator."""
    seeds = VARIANTS[variant].chart
    return chart(*(Account(str(n), seed.name, seed.account_type, seed.subtype) for n, seed in enumerate(seeds, 1)))


def sample_profile(name):
    """A sample merchant as their folder describes it."""
    document = json.loads((SAMPLES / name / "merchant.json").read_text("utf-8"))
    return MerchantProfile(
        merchant_id=document["merchant"]["id"],
        name=document["merchant"]["name"],
        plan=document["merchant"]["plan"],
        country=document["merchant"]["country"],
        is_demo=False,
        locations=(),
        categories=tuple(Category(c["id"], c["location_id"], c["name"]) for c in document["categories"]),
        taxes=tuple(Tax(t["id"], t["name"], t["kind"], t["rate"]) for t in document["taxes"]),
        tenders=tuple(Tender(t["id"], t["kind"], t.get("label") or t["id"]) for t in document["tenders"]),
        card_types=tuple(document["card_types"]),
    )
