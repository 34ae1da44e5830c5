"""A merchant's profile as ConnectionTable keeps it: the last one read from talech."""

from datetime import date, time
from typing import Literal, Self

from daybook.contracts.contract import BooksIdentifier, Contract, Identifier
from daybook.domain.books import BooksId
from daybook.domain.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant import Category, Location, MerchantProfile, Tax, Tender


class StoredDaySettings(Contract):
    """Report End Time and zone from a business date on."""

    effective_from: date
    report_end_time: time
    zone: str


class StoredLocation(Contract):
    """One shop and the history of its business day, oldest settings first."""

    id: Identifier
    merchant_identification: str
    store_id: str
    name: str
    currency: str
    country: str
    locale: str
    industry: str
    day_settings: tuple[StoredDaySettings, ...]
    active: bool

    @classmethod
    def of(cls, location: Location) -> Self:
        """The stored form."""
        return cls(
            id=location.id,
            merchant_identification=location.merchant_identification,
            store_id=location.store_id,
            name=location.name,
            currency=location.currency,
            country=location.country,
            locale=location.locale,
            industry=location.industry,
            day_settings=tuple(
                StoredDaySettings(effective_from=s.effective_from, report_end_time=s.report_end_time, zone=s.zone)
                for s in location.calendar.history
            ),
            active=location.active,
        )

    def to_domain(self) -> Location:
        """The domain's form."""
        history = tuple(DaySettings(s.effective_from, s.report_end_time, s.zone) for s in self.day_settings)
        return Location(
            id=self.id,
            merchant_identification=self.merchant_identification,
            store_id=self.store_id,
            name=self.name,
            currency=self.currency,
            country=self.country,
            locale=self.locale,
            industry=self.industry,
            calendar=BusinessCalendar(history),
            active=self.active,
        )


class StoredCategory(Contract):
    """A product category of one location."""

    id: str
    location_id: str
    name: str


class StoredTax(Contract):
    """A tax; `rate` is the decimal text of talech, absent for a flat tax."""

    id: str
    name: str
    kind: str
    rate: str | None = None


class StoredTender(Contract):
    """A way to pay."""

    id: str
    kind: str
    label: str


class StoredProfile(Contract):
    """The merchant, their locations, categories, taxes and tenders."""

    schema_version: Literal[1] = 1
    merchant_id: BooksIdentifier
    name: str
    plan: str
    country: str
    is_demo: bool
    locations: tuple[StoredLocation, ...]
    categories: tuple[StoredCategory, ...]
    taxes: tuple[StoredTax, ...]
    tenders: tuple[StoredTender, ...]
    card_types: tuple[str, ...]
    apps_allowed: bool = True

    @classmethod
    def of(cls, profile: MerchantProfile) -> Self:
        """The stored form."""
        return cls(
            merchant_id=profile.merchant_id,
            name=profile.name,
            plan=profile.plan,
            country=profile.country,
            is_demo=profile.is_demo,
            locations=tuple(StoredLocation.of(location) for location in profile.locations),
            categories=tuple(
                StoredCategory(id=c.id, location_id=c.location_id, name=c.name) for c in profile.categories
            ),
            taxes=tuple(StoredTax(id=tax.id, name=tax.name, kind=tax.kind, rate=tax.rate) for tax in profile.taxes),
            tenders=tuple(StoredTender(id=t.id, kind=t.kind, label=t.label) for t in profile.tenders),
            card_types=profile.card_types,
            apps_allowed=profile.apps_allowed,
        )

    def to_domain(self) -> MerchantProfile:
        """The domain's form."""
        return MerchantProfile(
            merchant_id=BooksId(self.merchant_id),
            name=self.name,
            plan=self.plan,
            country=self.country,
            is_demo=self.is_demo,
            locations=tuple(location.to_domain() for location in self.locations),
            categories=tuple(Category(c.id, c.location_id, c.name) for c in self.categories),
            taxes=tuple(Tax(tax.id, tax.name, tax.kind, tax.rate) for tax in self.taxes),
            tenders=tuple(Tender(t.id, t.kind, t.label) for t in self.tenders),
            card_types=self.card_types,
            apps_allowed=self.apps_allowed,
        )
