"""Who sells and how: the reference data of `merchant.json` (docs/talech.md 7.1)."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from talech_simulator.contract.codec import RECORD, Day, DecimalText


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """The talech account."""

    id: Annotated[str, Field(description="Identifier of the account, for example m_304267.")]
    name: Annotated[str, Field(description="Name of the business as its owner writes it.")]
    plan: Annotated[
        str, Field(description="talech plan: MOBILE, STARTER, STANDARD or PREMIUM; QuickBooks needs STANDARD.")
    ]
    country: Annotated[str, Field(description="ISO 3166 country code of two capitals, for example CA.")]
    plan_since: Annotated[Day | None, Field(description="First day of the plan.")] = None
    is_demo: Annotated[StrictBool, Field(description="A demo account; its sales must never be posted.")] = False
    apps_allowed: Annotated[StrictBool, Field(description="Whether the plan lets third-party apps in.")] = True


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSettings:
    """Business-day settings a location had before its present ones."""

    settings_from: Annotated[Day, Field(description="First business date under these settings.")]
    timezone: Annotated[str, Field(description="IANA zone in force then, for example America/Toronto.")]
    report_end_time: Annotated[str, Field(description="Report End Time in force then, HH:mm on the local clock.")]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One shop with its own register, clock and currency."""

    id: Annotated[
        str, Field(description="Identifier of the location: merchant_identification:store_id, for example 304267:1.")
    ]
    merchant_identification: Annotated[
        str, Field(description="Number that chooses this location on the wire; one per location.")
    ]
    name: Annotated[str, Field(description="Name of the shop, for example Queen St.")]
    timezone: Annotated[str, Field(description="IANA zone of the shop's clock, for example America/Toronto.")]
    currency: Annotated[str, Field(description="ISO 4217 code of three capitals, for example CAD.")]
    report_end_time: Annotated[
        str, Field(description="End of the business day on the local clock, HH:mm, for example 04:00.")
    ]
    store_id: Annotated[str, Field(description="Number of the store inside its account, nearly always 1.")] = "1"
    locale: Annotated[str, Field(description="Language and country of the shop, for example fr-CA.")] = "en-US"
    industry: Annotated[str, Field(description="RESTAURANT or RETAIL.")] = "RETAIL"
    settings_from: Annotated[
        Day | None, Field(description="First business date under this zone and Report End Time.")
    ] = None
    earlier_settings: Annotated[
        tuple[EarlierSettings, ...], Field(description="Zone and Report End Time before settings_from, oldest first.")
    ] = ()
    prices_include_tax: Annotated[StrictBool, Field(description="Whether prices on the menu include tax.")] = False
    cash_rounding_minor: Annotated[
        StrictInt, Field(description="Smallest step of a cash total in minor units; 0 for none.")
    ] = 0
    cash_drawer_enabled: Annotated[StrictBool, Field(description="Whether the shop counts its drawer by shift.")] = (
        False
    )
    active: Annotated[StrictBool, Field(description="False once the location has been removed from the account.")] = (
        True
    )


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A product category: what revenue is mapped by."""

    id: Annotated[
        str,
        Field(description="Identifier of the category, unique within its location; other locations may use it too."),
    ]
    location_id: Annotated[str, Field(description="The location whose menu holds it.")]
    name: Annotated[str, Field(description="Name on the menu, for example Coffee.")]
    parent_id: Annotated[str | None, Field(description="The category above this one, or null.")] = None
    deleted: Annotated[
        StrictBool, Field(description="True once the shop has deleted it; old orders still name it.")
    ] = False


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """A sales tax the shop collects."""

    id: Annotated[str, Field(description="Identifier of the tax, for example t_hst.")]
    name: Annotated[str, Field(description="Name on the receipt, for example HST.")]
    kind: Annotated[
        Literal["APPLIED", "INCLUSIVE", "FLAT"],
        Field(description="Added to the price, contained in it, or an amount per item."),
    ] = "APPLIED"
    rate: Annotated[
        DecimalText | None, Field(description='Rate as a decimal text, for example "0.13"; null for a flat tax.')
    ] = None
    flat_minor: Annotated[
        StrictInt | None, Field(description="Amount per item in minor units of a flat tax, else null.")
    ] = None


TenderKind = Literal["CASH", "CARD", "CHECK", "GIFT_CARD", "STORE_CREDIT", "HOUSE_ACCOUNT", "OTHER"]


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """A way to pay."""

    id: Annotated[str, Field(description="talech's code of the tender, for example CASH, CCRD or GCRD.")]
    kind: Annotated[TenderKind, Field(description="What the tender is to the books.")]
    label: Annotated[str | None, Field(description="The shop's own name for it, for example Delivery app.")] = None


@RECORD
@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantFile:
    """The whole of `merchant.json`."""

    merchant: Annotated[Merchant, Field(description="The account.")]
    locations: Annotated[tuple[Location, ...], Field(description="Its locations, at least one.")]
    categories: Annotated[tuple[Category, ...], Field(description="The categories of every location's menu.")]
    tenders: Annotated[tuple[Tender, ...], Field(description="The ways to pay the shop accepts.")]
    taxes: Annotated[tuple[Tax, ...], Field(description="The taxes it collects.")] = ()
    card_types: Annotated[
        tuple[str, ...], Field(description="Card types the shop knows, for example VISA and INTERAC.")
    ] = ()
