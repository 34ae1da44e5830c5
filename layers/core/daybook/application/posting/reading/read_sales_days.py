"""Read a location-day from talech, and say whether its figures contradict themselves or talech's own report."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from daybook.application.ports import SalesSource
from daybook.domain.chart.store_categories import ambiguous_ids
from daybook.domain.company.connection import Connection, UntiedPolicy
from daybook.domain.day.adjustments import DEFAULT_LIMIT, AdjustmentLimit, differences_above
from daybook.domain.day.invariants import inconsistencies, untied_fields
from daybook.domain.day.orders import ControlTotals
from daybook.domain.day.sales import SalesDay
from daybook.domain.day.summary import summarise
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.fingerprint import fingerprint, is_of
from daybook.domain.merchant.profile import ALL_LOCATIONS, Location, MerchantProfile
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.sync.releases import NOTHING_RELEASED, Releases, unless_released


@dataclass(frozen=True)
class SalesReading:
    """The figures of a location-day, and talech's own report for each location.

    `ambiguous_ids` are the category ids that the merchant's stores use for different categories. `stop` is why a
    person must look at the figures before they are posted. `marks` are talech's, of each location.
    """

    days: tuple[SalesDay, ...]
    controls: Mapping[str, ControlTotals]
    problems: tuple[str, ...] = ()
    ambiguous_ids: frozenset[str] = frozenset()
    stop: NeedsAttentionError | None = None
    marks: tuple[str, ...] = ()

    @cached_property
    def content_hash(self) -> str:
        """Identifies the figures, to compare posted figures with talech's present ones.

        A location without sales does not count, so a new shop changes no earlier day.
        """
        return fingerprint([day.content_hash for day in self.days if not day.is_empty])

    def has_hash(self, stored: str) -> bool:
        """Whether a stored hash, of this or an earlier release, identifies these figures.

        Raises:
            RetriableError: a later release stored it.
        """
        return is_of(stored, self.content_hash, lambda: self.unversioned_hash)

    @cached_property
    def unversioned_hash(self) -> str:
        """The hash of the same figures that an earlier release, without versions, stored."""
        return hashlib.sha256("".join(day.unversioned_hash for day in self.days).encode()).hexdigest()


def read_sales_days(
    day: LocationDay,
    profile: MerchantProfile,
    connection: Connection | None,
    sales: SalesSource,
    *,
    released: Releases = NOTHING_RELEASED,
    known_hash: str = "",
) -> SalesReading:
    """Read the figures of the day: of one location, or of every active location if they are posted combined.

    A day that does not tie, or whose orders differ from their lines by more than the merchant's limit, has a `stop`
    with all disagreements of the day in its details; unless the merchant's policy is to post and flag, or a person
    released just this difference. Figures that are in the books as they are (`known_hash`) are not stopped again.
    Before the merchant has a connection no currency is compared.

    Raises:
        NeedsAttentionError: the merchant may not post, or a currency differs from the company's.
        RetriableError: talech could not be read.
    """
    locations = locations_to_read(day, profile, connection)
    limit = DEFAULT_LIMIT if connection is None else connection.adjustment_limit
    reading, found = _read(day, locations, profile, sales, limit)
    flags = connection is not None and connection.untied_policy is UntiedPolicy.POST_AND_FLAG
    if flags or reading.has_hash(known_hash):
        return reading
    return replace(reading, stop=found.stop(day, released))


def locations_to_read(
    day: LocationDay, profile: MerchantProfile, connection: Connection | None
) -> tuple[Location, ...]:
    """The locations of the day, whose figures may be posted.

    Raises:
        NeedsAttentionError: the merchant may not post, or a currency differs from the company's.
    """
    profile.check_may_post()
    locations = locations_of(day, profile)
    if connection is not None:
        _check_currency(locations, connection)
    return locations


def locations_of(day: LocationDay, profile: MerchantProfile) -> tuple[Location, ...]:
    """The location of the day, or for a combined day every active location that posts to these books.

    Raises:
        NeedsAttentionError: talech no longer lists it, or it was moved to other books after the day was planned.
    """
    if day.location == ALL_LOCATIONS:
        return tuple(sorted(profile.locations_on(day.business_date), key=lambda location: location.id))
    if not profile.takes(day.location, day.business_date):
        raise NeedsAttentionError(
            HoldReason.OTHER_BOOKS,
            f"{day}: the location was moved, and this day goes into the books of another company",
        )
    return (profile.location(day.location),)


@dataclass(frozen=True, slots=True)
class _Disagreements:
    """The disagreements in talech's data of a day, in the order in which a person is asked about them."""

    contradictions: list[str] = field(default_factory=list)
    untied: list[str] = field(default_factory=list)
    above_limit: list[str] = field(default_factory=list)

    def stop(self, day: LocationDay, released: Releases) -> NeedsAttentionError | None:
        for reason, what, details in (
            (HoldReason.SOURCE_INCONSISTENT, "orders contradict themselves", self.contradictions),
            (HoldReason.NOT_TIED, "the orders do not add up to talech's own report", self.untied),
            (
                HoldReason.ADJUSTMENT_ABOVE_LIMIT,
                "orders differ from their lines by more than allowed",
                self.above_limit,
            ),
        ):
            if details and (stop := unless_released(_refusal(reason, what, day, details), released)):
                return stop
        return None


def _read(
    day: LocationDay,
    locations: tuple[Location, ...],
    profile: MerchantProfile,
    sales: SalesSource,
    limit: AdjustmentLimit,
) -> tuple[SalesReading, _Disagreements]:
    kinds = {tender.id: tender.kind for tender in profile.tenders}
    days: list[SalesDay] = []
    controls: dict[str, ControlTotals] = {}
    marks: list[str] = []
    found = _Disagreements()
    for location in locations:
        activity = sales.day_activity(location, day.business_date)
        sales_day = summarise(location, day.business_date, activity, kinds)
        window = location.calendar.window(day.business_date)
        found.contradictions.extend(f"{location.name}: {finding}" for finding in inconsistencies(activity, window))
        found.untied.extend(f"{location.name}: {each}" for each in untied_fields(sales_day, activity.control))
        found.above_limit.extend(map(str, differences_above(limit, location.name, sales_day, activity.orders, window)))
        days.append(sales_day)
        controls[location.id] = activity.control
        marks.append(activity.mark)
    apart = ambiguous_ids(profile.categories)
    problems = (*found.contradictions, *found.untied, *found.above_limit)
    return SalesReading(tuple(days), controls, problems, apart, marks=tuple(marks)), found


def _check_currency(locations: tuple[Location, ...], connection: Connection) -> None:
    home = connection.company.home_currency
    others = sorted({f"{loc.name} sells in {loc.currency}" for loc in locations if loc.currency != home})
    if others:
        raise NeedsAttentionError(
            HoldReason.CURRENCY_DIFFERS,
            f"{connection.company.name} keeps its books in {home}: connect a company in the shop's own currency",
            details=tuple(others),
        )


def _refusal(reason: HoldReason, what: str, day: LocationDay, details: list[str]) -> NeedsAttentionError:
    return NeedsAttentionError(reason, f"{day}: {what} ({len(details)} differences)", details=tuple(details))
