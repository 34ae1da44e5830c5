"""The merchant behind a sample: its locations, categories, taxes and tenders (docs/talech.md 7.1)."""

from dataclasses import dataclass
from typing import Any

from sample_builder.merchants.trading import TradingCalendar
from sample_builder.register.taxes import Tax

CARD_TYPES = ("VISA", "MASTERCARD", "AMEX", "DISCOVER", "DINERS", "INTERAC", "OTHER", "UNKNOWN")
_SETTINGS_FROM = "2026-01-05"
_TENDERS = (
    ("CASH", "CASH"),
    ("CCRD", "CARD"),
    ("DCRD", "CARD"),
    ("CHECK", "CHECK"),
    ("GCRD", "GIFT_CARD"),
    ("STCR", "STORE_CREDIT"),
    ("HACC", "HOUSE_ACCOUNT"),
)


@dataclass(frozen=True, slots=True)
class Location:
    """One shop. `categories` names them as the menu shows them; ids are the location's own."""

    identification: str
    name: str
    currency: str
    locale: str
    industry: str
    calendar: TradingCalendar
    categories: tuple[str, ...]
    prices_include_tax: bool = False
    cash_rounding_minor: int = 0
    deleted_categories: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The location's key: a store id alone is not unique (docs/talech.md 3.3)."""
        return f"{self.identification}:1"

    def category_id(self, name: str) -> str:
        """The id of one of the location's categories."""
        return f"c{self.identification}-{self.categories.index(name) + 1}"

    def to_json(self) -> dict[str, Any]:
        """The location of docs/talech.md 7.1."""
        return {
            "id": self.id,
            "merchant_identification": self.identification,
            "store_id": "1",
            "name": self.name,
            "timezone": self.calendar.zone.key,
            "currency": self.currency,
            "locale": self.locale,
            "industry": self.industry,
            "report_end_time": self.calendar.report_end.strftime("%H:%M"),
            "settings_from": _SETTINGS_FROM,
            "prices_include_tax": self.prices_include_tax,
            "cash_rounding_minor": self.cash_rounding_minor,
            "cash_drawer_enabled": True,
            "active": True,
        }

    def categories_json(self) -> list[dict[str, Any]]:
        """The location's categories of docs/talech.md 7.1."""
        return [
            {
                "id": self.category_id(name),
                "location_id": self.id,
                "name": name,
                "parent_id": None,
                "deleted": name in self.deleted_categories,
            }
            for name in self.categories
        ]


@dataclass(frozen=True, slots=True)
class Merchant:
    """A sample merchant; all of them are invented."""

    id: str
    name: str
    country: str
    other_tender: str
    locations: tuple[Location, ...]
    taxes: tuple[Tax, ...]

    def to_json(self) -> dict[str, Any]:
        """`merchant.json`, whole."""
        tenders: list[dict[str, str]] = [{"id": code, "kind": kind} for code, kind in _TENDERS]
        tenders.append({"id": "OTHER", "kind": "OTHER", "label": self.other_tender})
        return {
            "merchant": {
                "id": self.id,
                "name": self.name,
                "plan": "STANDARD",
                "plan_since": _SETTINGS_FROM,
                "country": self.country,
                "is_demo": False,
                "apps_allowed": True,
            },
            "locations": [location.to_json() for location in self.locations],
            "categories": [row for location in self.locations for row in location.categories_json()],
            "taxes": [tax.to_json() for tax in self.taxes],
            "tenders": tenders,
            "card_types": list(CARD_TYPES),
        }
