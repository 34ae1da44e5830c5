"""The location-days of a business date that have ended, combined or per location as the merchant chose."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.location_day import LocationDay


def last_ended(profile: MerchantProfile, now: datetime) -> Mapping[str, date]:
    """The last business date that has ended, for each location."""
    return {place.id: place.calendar.last_closed(now) for place in profile.locations_ever}


def ended_days(
    connection: Connection, profile: MerchantProfile, on: date, ended: Mapping[str, date]
) -> Iterator[LocationDay]:
    """The location-days of a date in these books; `ended` is `last_ended`. A combined day ends with its last shop."""
    taken = {place: last for place, last in ended.items() if profile.takes(place, on)}
    if connection.choice_on(on).location_mode is LocationMode.COMBINED:
        if taken and on <= min(taken.values()):
            yield LocationDay(connection.merchant_id, on, ALL_LOCATIONS)
        return
    for place, last in sorted(taken.items()):
        if on <= last:
            yield LocationDay(connection.merchant_id, on, place)
