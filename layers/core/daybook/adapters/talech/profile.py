"""Builds the `MerchantProfile` from talech's account, locations and menus.

talech's observed call has only the present Report End Time; the invented profile also has its start and earlier values.
If both have a value, the observed call is used.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from daybook.adapters.talech.extension_profile_shapes import LocationPart, ProfileReply
from daybook.adapters.talech.extensions import merchant_profile
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.http.paging import PAGE_ROWS, Page, page_at_offset, steady_rows
from daybook.adapters.talech.models import MenuItem, MenuReply, MerchantEntry, Store, StoreInfoReply
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import first_books
from daybook.domain.merchant.business_date import BusinessCalendar, DaySettings
from daybook.domain.merchant.profile import Category, Location, MerchantProfile, Tax, Tender
from daybook.domain.outside_ids import TalechMerchantId

STORE_INFO_PATH = "authentication/getAllMerchantStoreInfo"
MENU_PATH = "managemenu/menuitem/allmenuitems"


def read_profile(client: TalechClient) -> MerchantProfile:
    """The merchant's present profile.

    A location that is no longer in the account is inactive. A category that is only in the menu is added. Deleted
    categories stay, because old orders name them.

    Raises:
        RetriableError: talech failed.
        NeedsAttentionError: Daybook has lost the access, or cannot read a Report End Time or zone.
    """
    entries = client.read(STORE_INFO_PATH, {}, StoreInfoReply).merchant_store_details.merchant_details
    known = merchant_profile(client)
    entry_of = {entry.merchant_identification: entry for entry in entries}
    locations = tuple(_location(part, entry_of.get(part.merchant_identification), known) for part in known.locations)
    return MerchantProfile(
        merchant_id=first_books(TalechMerchantId(known.merchant.id)),
        name=known.merchant.name,
        plan=known.merchant.plan,
        country=known.merchant.country,
        is_demo=known.merchant.is_demo or any(entry.is_demo for entry in entries),
        locations=locations,
        categories=tuple(_categories(client, locations, known)),
        taxes=tuple(Tax(tax.id, tax.name, tax.kind, tax.rate) for tax in known.taxes),
        tenders=tuple(Tender(tender.id, tender.kind, tender.label or tender.id) for tender in known.tenders),
        card_types=known.card_types,
    )


def parse_close_hour(text: str) -> time:
    """Parse a Report End Time of talech: `04:00`, `04:00:00`, or just an hour (docs/talech.md 3.3, 9).

    Raises:
        ValueError: the text has none of these forms.
    """
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004  h, h:m or h:m:s
        raise ValueError(f"{text!r} is no time of day; expected HH:mm, HH:mm:ss or an hour")
    hour, minute, second = (int(part) for part in (*parts, "0", "0")[:3])
    if (hour, minute, second) == (24, 0, 0):
        return time(0)
    return time(hour, minute, second)


def _location(part: LocationPart, entry: MerchantEntry | None, known: ProfileReply) -> Location:
    store = _store(part, entry)
    address = store.address if store else None
    return Location(
        id=part.id,
        merchant_identification=part.merchant_identification,
        store_id=part.store_id,
        name=(store and store.store_name) or part.name,
        currency=(store and store.currency) or part.currency,
        country=(address and address.country) or known.merchant.country,
        locale=((store and store.locale) or part.locale).replace("_", "-"),
        industry=part.industry,
        calendar=_calendar(part, entry, store),
        active=part.active and store is not None,
    )


def _store(part: LocationPart, entry: MerchantEntry | None) -> Store | None:
    stores = entry.stores if entry else ()
    return next((store for store in stores if store.store_id == part.store_id), None)


def _calendar(part: LocationPart, entry: MerchantEntry | None, store: Store | None) -> BusinessCalendar:
    earlier = [(each.settings_from, each.report_end_time, each.timezone) for each in part.earlier_settings]
    close_hour = (store and store.business_close_hour) or part.report_end_time
    zone = (entry and entry.default_time_zone) or part.timezone
    present = (part.settings_from or date.min, close_hour, zone)
    return BusinessCalendar(tuple(_settings(part, *each) for each in sorted((*earlier, present))))


def _settings(part: LocationPart, since: date, close_hour: str, zone: str) -> DaySettings:
    try:
        return DaySettings(since, parse_close_hour(close_hour), ZoneInfo(zone).key)
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise NeedsAttentionError(
            HoldReason.SOURCE_INCONSISTENT,
            f"location {part.name} ({part.id}) has Report End Time {close_hour!r} and time zone {zone!r} in talech,"
            f" from which no business day follows: {error}. Correct them in talech Settings > Business Info.",
        ) from error


def _categories(client: TalechClient, locations: tuple[Location, ...], known: ProfileReply) -> Iterator[Category]:
    for part in known.categories:
        yield Category(part.id, part.location_id, part.name)
    listed = {(part.location_id, part.id) for part in known.categories}
    for location in locations:
        if location.active:
            for category_id, name in _menu_categories(client, location).items():
                if (location.id, category_id) not in listed:
                    yield Category(category_id, location.id, name)


def _menu_categories(client: TalechClient, location: Location) -> Mapping[str, str]:
    def read_page(position: str | None) -> Page[MenuItem]:
        offset = int(position or 0)
        body = {"storeid": location.store_id, "offset": offset, "maxRecords": PAGE_ROWS}
        reply, total = client.find(MENU_PATH, body, MenuReply, location=location.merchant_identification)
        return page_at_offset(offset, reply.items if reply else (), total)

    items = steady_rows(f"{MENU_PATH} of {location.id}", read_page)
    return {item.category_id: item.category_type or item.category_id for item in items if item.category_id}
