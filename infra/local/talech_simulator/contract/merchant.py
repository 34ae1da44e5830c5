"""Who sells and how: the reference data of `merchant.json` (docs/talech.md 7.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """The talech account."""

    id: Annotated[str, "Identifier of the account, for example m_304267."]
    name: Annotated[str, "Name of the business as its owner writes it."]
    plan: Annotated[str, "talech plan: MOBILE, STARTER, STANDARD or PREMIUM; QuickBooks needs STANDARD."]
    country: Annotated[str, "ISO 3166 country code of two capitals, for example CA."]
    plan_since: Annotated[date | None, "First day of the plan."] = None
    is_demo: Annotated[bool, "A demo account; its sales must never be posted."] = False
    apps_allowed: Annotated[bool, "Whether the plan lets third-party apps in."] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSettings:
    """Business-day settings a location had before its present ones."""

    settings_from: Annotated[date, "First business date under these settings."]
    timezone: Annotated[str, "IANA zone in force then, for example America/Toronto."]
    report_end_time: Annotated[str, "Report End Time in force then, HH:mm on the local clock."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One shop with its own register, clock and currency."""

    id: Annotated[str, "Identifier of the location: merchant_identification:store_id, for example 304267:1."]
    merchant_identification: Annotated[str, "Number that chooses this location on the wire; one per location."]
    name: Annotated[str, "Name of the shop, for example Queen St."]
    timezone: Annotated[str, "IANA zone of the shop's clock, for example America/Toronto."]
    currency: Annotated[str, "ISO 4217 code of three capitals, for example CAD."]
    report_end_time: Annotated[str, "End of the business day on the local clock, HH:mm, for example 04:00."]
    store_id: Annotated[str, "Number of the store inside its account, nearly always 1."] = "1"
    locale: Annotated[str, "Language and country of the shop, for example fr-CA."] = "en-US"
    industry: Annotated[str, "RESTAURANT or RETAIL."] = "RETAIL"
    settings_from: Annotated[date | None, "First business date under this zone and Report End Time."] = None
    earlier_settings: Annotated[
        tuple[EarlierSettings, ...], "Zone and Report End Time before settings_from, oldest first."
    ] = ()
    prices_include_tax: Annotated[bool, "Whether prices on the menu include tax."] = False
    cash_rounding_minor: Annotated[int, "Smallest step of a cash total in minor units; 0 for none."] = 0
    cash_drawer_enabled: Annotated[bool, "Whether the shop counts its drawer by shift."] = False
    active: Annotated[bool, "False once the location has been removed from the account."] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A product category: what revenue is mapped by."""

    id: Annotated[str, "Identifier of the category, unique within its location; other locations may use it too."]
    location_id: Annotated[str, "The location whose menu holds it."]
    name: Annotated[str, "Name on the menu, for example Coffee."]
    parent_id: Annotated[str | None, "The category above this one, or null."] = None
    deleted: Annotated[bool, "True once the shop has deleted it; old orders still name it."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """A sales tax the shop collects."""

    id: Annotated[str, "Identifier of the tax, for example t_hst."]
    name: Annotated[str, "Name on the receipt, for example HST."]
    kind: Annotated[
        Literal["APPLIED", "INCLUSIVE", "FLAT"], "Added to the price, contained in it, or an amount per item."
    ] = "APPLIED"
    rate: Annotated[Decimal | None, 'Rate as a decimal text, for example "0.13"; null for a flat tax.'] = None
    flat_minor: Annotated[int | None, "Amount per item in minor units of a flat tax, else null."] = None


TenderKind = Literal["CASH", "CARD", "CHECK", "GIFT_CARD", "STORE_CREDIT", "HOUSE_ACCOUNT", "OTHER"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """A way to pay."""

    id: Annotated[str, "talech's code of the tender, for example CASH, CCRD or GCRD."]
    kind: Annotated[TenderKind, "What the tender is to the books."]
    label: Annotated[str | None, "The shop's own name for it, for example Delivery app."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantFile:
    """The whole of `merchant.json`."""

    merchant: Annotated[Merchant, "The account."]
    locations: Annotated[tuple[Location, ...], "Its locations, at least one."]
    categories: Annotated[tuple[Category, ...], "The categories of every location's menu."]
    tenders: Annotated[tuple[Tender, ...], "The ways to pay the shop accepts."]
    taxes: Annotated[tuple[Tax, ...], "The taxes it collects."] = ()
    card_types: Annotated[tuple[str, ...], "Card types the shop knows, for example VISA and INTERAC."] = ()
