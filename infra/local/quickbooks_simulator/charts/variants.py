"""The company files the simulator can make, one variant per country and plan that matters."""

from dataclasses import dataclass
from datetime import datetime

from quickbooks_simulator.charts import payment_methods
from quickbooks_simulator.charts.british_isles import BRITISH_ISLES
from quickbooks_simulator.charts.canada import CANADA_ENGLISH, CANADA_FRENCH
from quickbooks_simulator.charts.chart import SeedAccount
from quickbooks_simulator.charts.taxes import CANADA, IRELAND, UNITED_KINGDOM, SeedTaxes, seed_taxes
from quickbooks_simulator.charts.taxes import UNITED_STATES as UNITED_STATES_TAXES
from quickbooks_simulator.charts.united_states import UNITED_STATES
from quickbooks_simulator.company.company_file import Company, Switches
from quickbooks_simulator.company.preferences import new_preferences
from quickbooks_simulator.lists.account_types import CLASSIFICATIONS
from quickbooks_simulator.validation.currencies import currency_reference
from quickbooks_simulator.wire import Body

_PLUS = "QuickBooks Online Plus"
_SIMPLE_START = "QuickBooks Online Simple Start"
_ADVANCED = "QuickBooks Online Advanced"
_TERMS = {"Due on receipt": 0, "Net 15": 15, "Net 30": 30}
_FIRST_REALM = 9130_3570_0000_0001


@dataclass(frozen=True, slots=True)
class Variant:
    """Where a company is, how it pays, and what its plan can do."""

    country: str
    currency: str
    language: str
    offering: str
    chart: tuple[SeedAccount, ...]
    taxes: SeedTaxes
    address: Body
    tracking: bool = True


_SAN_FRANCISCO = {
    "Line1": "500 Third St",
    "City": "San Francisco",
    "CountrySubDivisionCode": "CA",
    "PostalCode": "94107",
    "Country": "USA",
}
_TORONTO = {
    "Line1": "12 Harbour St",
    "City": "Toronto",
    "CountrySubDivisionCode": "ON",
    "PostalCode": "M5J 2L7",
    "Country": "CAN",
}
_MONTREAL = {
    "Line1": "40 rue Saint-Paul",
    "City": "Montréal",
    "CountrySubDivisionCode": "QC",
    "PostalCode": "H2Y 1G8",
    "Country": "CAN",
}
_DUBLIN = {"Line1": "3 Dame St", "City": "Dublin", "PostalCode": "D02 X285", "Country": "IRL"}
_LONDON = {"Line1": "9 Borough High St", "City": "London", "PostalCode": "SE1 9SG", "Country": "GBR"}

VARIANTS: dict[str, Variant] = {
    "us_simple_start": Variant(
        "US", "USD", "en", _SIMPLE_START, UNITED_STATES, UNITED_STATES_TAXES, _SAN_FRANCISCO, tracking=False
    ),
    "us_plus": Variant("US", "USD", "en", _PLUS, UNITED_STATES, UNITED_STATES_TAXES, _SAN_FRANCISCO),
    "ca_plus": Variant("CA", "CAD", "en", _PLUS, CANADA_ENGLISH, CANADA, _TORONTO),
    "ca_advanced": Variant("CA", "CAD", "en", _ADVANCED, CANADA_ENGLISH, CANADA, _TORONTO),
    "ca_plus_fr": Variant("CA", "CAD", "fr", _PLUS, CANADA_FRENCH, CANADA, _MONTREAL),
    "ie_plus": Variant("IE", "EUR", "en", _PLUS, BRITISH_ISLES, IRELAND, _DUBLIN),
    "gb_plus": Variant("GB", "GBP", "en", _PLUS, BRITISH_ISLES, UNITED_KINGDOM, _LONDON),
}


def new_realm(taken: set[str]) -> str:
    """A company id of sixteen digits that is not in use."""
    number = _FIRST_REALM
    while str(number) in taken:
        number += 1
    return str(number)


def new_company(
    variant_name: str, *, name: str, realm: str, now: datetime, home_currency: str | None = None
) -> Company:
    """A company file with its chart, taxes and payment methods, and no transactions.

    Raises:
        ValueError: the variant is not one of `VARIANTS`, or the realm is not a text of digits.
    """
    if variant_name not in VARIANTS:
        raise ValueError(f"unknown company variant {variant_name!r}, known are {sorted(VARIANTS)}")
    if not realm.isdecimal():
        raise ValueError(f"a realm id has digits only, not {realm!r}")
    variant = VARIANTS[variant_name]
    currency = home_currency or variant.currency
    company = Company(
        realm=realm,
        name=name,
        variant=variant_name,
        country=variant.country,
        language=variant.language,
        currency=currency,
        offering=variant.offering,
        address=variant.address,
        preferences=new_preferences(
            name=name, currency=currency, tracking=variant.tracking, is_us=variant.country == "US"
        ),
        switches=_switches(variant),
    )
    _seed(company, variant, now)
    return company


def _switches(variant: Variant) -> Switches:
    """What the plan decides: tracking, and the usage limits that only Advanced is free of."""
    if variant.offering == _ADVANCED:
        return Switches(most_accounts=None, most_classes_and_locations=None)
    return Switches(plan_tracks_locations=variant.tracking)


def _seed(company: Company, variant: Variant, now: datetime) -> None:
    for account in variant.chart:
        company.insert("Account", _account_body(account, company.currency), now)
    seed_taxes(company, variant.taxes, now)
    methods = payment_methods.FRENCH if company.language == "fr" else payment_methods.ENGLISH
    for name, kind in methods.items():
        company.insert("PaymentMethod", {"Name": name, "Type": kind, "Active": True}, now)
    for term, days in _TERMS.items():
        company.insert("Term", {"Name": term, "Active": True, "Type": "STANDARD", "DueDays": days}, now)
    for settings in ("CompanyInfo", "Preferences"):
        company.insert(settings, {}, now, identifier="1")


def _account_body(account: SeedAccount, currency: str) -> Body:
    return {
        "Name": account.name,
        "SubAccount": False,
        "FullyQualifiedName": account.name,
        "Active": True,
        "Classification": CLASSIFICATIONS[account.account_type],
        "AccountType": account.account_type,
        "AccountSubType": account.subtype,
        "CurrencyRef": currency_reference(currency),
    }
