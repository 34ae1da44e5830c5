"""The merchant and their locations as talech lists them (docs/talech.md 7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId, BooksMove, books_ever, books_on, talech_merchant_of
from daybook.domain.merchant.business_date import BusinessCalendar
from daybook.domain.outside_ids import TalechMerchantId

# Used in place of a location id: all locations of the day in one document.
ALL_LOCATIONS = "all"
PLANS_WITH_APPS = frozenset({"STANDARD", "PREMIUM"})


@dataclass(frozen=True, slots=True)
class Location:
    """One shop, with its own business day and currency. `id` is `merchant_identification:store_id`."""

    id: str
    merchant_identification: str
    store_id: str
    name: str
    currency: str
    country: str
    locale: str
    industry: str
    calendar: BusinessCalendar
    active: bool = True


@dataclass(frozen=True, slots=True)
class Category:
    """A product category of one location's menu; the same name or id in two locations is two categories."""

    id: str
    location_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax of the merchant; `rate` is the decimal text talech sends, None for a flat tax."""

    id: str
    name: str
    kind: str
    rate: str | None


@dataclass(frozen=True, slots=True)
class Tender:
    """A way to pay; `kind` is a `TenderKind`, or a word of talech that Daybook does not know."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class MerchantProfile:
    """Everything that a mapping and a schedule need to know about the merchant, for one set of books.

    `locations` are all locations in talech; `moves` say which books each of them posts to, and from which date.
    """

    merchant_id: BooksId
    name: str
    plan: str
    country: str
    is_demo: bool
    locations: tuple[Location, ...]
    categories: tuple[Category, ...]
    taxes: tuple[Tax, ...]
    tenders: tuple[Tender, ...]
    card_types: tuple[str, ...]
    apps_allowed: bool = True
    moves: tuple[BooksMove, ...] = ()

    def for_books(self, books_id: BooksId, moves: Iterable[BooksMove]) -> Self:
        """The same merchant for one set of books, without categories of shops that never post there."""
        seen = replace(self, merchant_id=books_id, moves=tuple(moves))
        ever = {location.id for location in seen.locations_ever}
        kept = tuple(category for category in seen.categories if category.location_id in ever)
        return replace(seen, categories=kept) if moves else seen

    @property
    def may_use_apps(self) -> bool:
        """Whether the talech plan allows third-party apps: Standard or above."""
        return self.apps_allowed and self.plan.upper() in PLANS_WITH_APPS

    @property
    def open_locations(self) -> tuple[Location, ...]:
        """Every location that talech lists as active, of all books."""
        return tuple(location for location in self.locations if location.active)

    @property
    def active_locations(self) -> tuple[Location, ...]:
        """The locations that post to these books by their newest move; if all left, those that ever posted there.

        For a business date use `locations_on`.
        """
        return self.locations_on(date.max) or self.locations_ever

    @property
    def locations_ever(self) -> tuple[Location, ...]:
        """The active locations that post to these books on any business date."""
        return tuple(
            location
            for location in self.open_locations
            if self.merchant_id in books_ever(location.id, self.merchant_id, self.moves)
        )

    def locations_on(self, business_date: date) -> tuple[Location, ...]:
        """The active locations that post to these books on a business date."""
        return tuple(location for location in self.open_locations if self.takes(location.id, business_date))

    def takes(self, location_id: str, business_date: date) -> bool:
        """Whether a location posts to these books on a business date."""
        return books_on(location_id, business_date, self.merchant_id, self.moves) == self.merchant_id

    @property
    def talech_merchant(self) -> TalechMerchantId:
        """The id of the merchant in talech."""
        return talech_merchant_of(self.merchant_id)

    def location(self, location_id: str) -> Location:
        """The location with this id.

        Raises:
            NeedsAttentionError: talech no longer lists it.
        """
        for location in self.locations:
            if location.id == location_id:
                return location
        raise NeedsAttentionError(
            HoldReason.UNKNOWN_LOCATION,
            f"talech lists no location {location_id!r} for merchant {self.merchant_id}: "
            "bring it back in talech, or release the day without it",
        )

    def check_may_post(self) -> None:
        """Refuse a merchant whose sales must not be posted.

        Raises:
            NeedsAttentionError: the plan is below Standard, or it is a demo merchant (docs/talech.md 6.24).
        """
        if self.is_demo:
            raise NeedsAttentionError(
                HoldReason.DEMO_MERCHANT,
                f"merchant {self.merchant_id} is a talech demo merchant; its sales are not real",
            )
        if not self.may_use_apps:
            raise NeedsAttentionError(
                HoldReason.PLAN_BELOW_STANDARD,
                f"talech allows no third-party apps for merchant {self.merchant_id} on plan {self.plan!r}: they need "
                "Standard or above, and apps switched on in talech's settings",
            )
