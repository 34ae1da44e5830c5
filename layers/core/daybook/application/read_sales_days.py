"""Read a location-day from talech and refuse figures that contradict themselves or talech's own report."""

from daybook.application.ports import SalesSource
from daybook.domain.connection import Connection, UntiedPolicy
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.invariants import inconsistencies, untied_fields
from daybook.domain.merchant import Location, MerchantProfile
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sales import SalesDay
from daybook.domain.summary import summarise
from daybook.domain.sync import LocationDay


def read_sales_days(
    day: LocationDay, profile: MerchantProfile, connection: Connection, sales: SalesSource
) -> tuple[SalesDay, ...]:
    """The figures of the day: one location's, or every active location's when they are posted combined.

    Raises:
        NeedsAttentionError: the merchant may not post, a currency differs from the company's, or the figures do not
            tie and the merchant chose to hold such days. All disagreements of the day are in `details`.
        RetriableError: talech could not be read.
    """
    profile.check_may_post()
    locations = _locations(day, profile)
    _check_currency(locations, connection)
    kinds = {tender.id: tender.kind for tender in profile.tenders}
    days: list[SalesDay] = []
    contradictions: list[str] = []
    differences: list[str] = []
    for location in locations:
        activity = sales.day_activity(location, day.business_date)
        sales_day = summarise(location, day.business_date, activity, kinds)
        window = location.calendar.window(day.business_date)
        contradictions += [f"{location.name}: {finding}" for finding in inconsistencies(activity, window)]
        differences += [f"{location.name}: {field}" for field in untied_fields(sales_day, activity.control)]
        days.append(sales_day)
    if connection.untied_policy is UntiedPolicy.HOLD:
        _refuse(HoldReason.SOURCE_INCONSISTENT, "orders contradict themselves", day, contradictions)
        _refuse(HoldReason.NOT_TIED, "the orders do not add up to talech's own report", day, differences)
    return tuple(days)


def _locations(day: LocationDay, profile: MerchantProfile) -> tuple[Location, ...]:
    if day.location == ALL_LOCATIONS:
        return tuple(sorted(profile.active_locations, key=lambda location: location.id))
    return (profile.location(day.location),)


def _check_currency(locations: tuple[Location, ...], connection: Connection) -> None:
    home = connection.company.home_currency
    others = sorted({f"{loc.name} sells in {loc.currency}" for loc in locations if loc.currency != home})
    if others:
        raise NeedsAttentionError(
            HoldReason.CURRENCY_DIFFERS,
            f"{connection.company.name} keeps its books in {home}: connect a company in the shop's own currency",
            details=tuple(others),
        )


def _refuse(reason: HoldReason, what: str, day: LocationDay, details: list[str]) -> None:
    if details:
        raise NeedsAttentionError(reason, f"{day}: {what} ({len(details)} differences)", details=tuple(details))
