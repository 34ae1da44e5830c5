"""The merchant that is loaded: who they are, where they sell, and when their business days end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from talech_simulator import BusinessCalendar, instant_at, load_folder
from talech_simulator.contract import Location, SampleMerchant, Tax


class NothingHappenedError(ValueError):
    """A folder without a single event or shop: there are no business dates to post."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """Business dates, both included."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        """Every date, oldest first."""
        for days in range(len(self)):
            yield self.first + timedelta(days=days)

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def chunks(self, longest: int) -> Iterator["DateRange"]:
        """The range in pieces of at most `longest` dates, oldest first."""
        for start in range(0, len(self), longest):
            first = self.first + timedelta(days=start)
            yield DateRange(first, min(self.last, first + timedelta(days=longest - 1)))


class LoadedSample:
    """A sample-merchant folder in order, with the calendar of each location that is active."""

    def __init__(self, folder: Path) -> None:
        """Read the folder.

        Raises:
            BrokenFolderError: it breaks the contract, with file, line and field of each problem.
            NothingHappenedError: no location is active.
        """
        self.folder = folder
        self._merchant: SampleMerchant = load_folder(folder)
        profile = self._merchant.profile
        self.merchant_id = profile.merchant.id
        self.name = profile.merchant.name
        self.country = profile.merchant.country
        self.locations: tuple[Location, ...] = tuple(each for each in profile.locations if each.active)
        if not self.locations:
            raise NothingHappenedError(
                f"{folder}: every location of merchant.json is inactive: there is nothing to post"
            )
        self.currency = self.locations[0].currency
        self.taxes: tuple[Tax, ...] = profile.taxes
        self._calendars = {each.id: BusinessCalendar(each) for each in self.locations}

    @property
    def language(self) -> str:
        """The language the merchant reads: that of the first location."""
        return "fr" if self.locations[0].locale.startswith("fr") else "en"

    @property
    def location_ids(self) -> list[str]:
        """The active locations, in the order of the folder."""
        return [each.id for each in self.locations]

    @property
    def tax_sets(self) -> frozenset[frozenset[str]]:
        """The taxes that anything sold or taken back bears together, by id; what bears none is left out."""
        orders = self._merchant.orders
        borne = [line.taxes for order in orders for line in order.lines]
        borne += [charge.taxes for order in orders for charge in order.service_charges]
        borne += [line.taxes for refund in self._merchant.refunds for line in refund.lines]
        return frozenset(frozenset(tax.tax_id for tax in taxes) for taxes in borne if taxes)

    def dates(self, first: date | None = None, last: date | None = None) -> DateRange:
        """From the first business date on which anything happened to the last, or cut to the dates given.

        Raises:
            NothingHappenedError: there is no event, and no dates were given in its place.
            ValueError: the range would end before it starts.
        """
        if first is None or last is None:
            happened = sorted(self._business_dates())
            if not happened:
                raise NothingHappenedError(f"{self.folder}: nothing happened there; name the dates: --from and --to")
            first, last = first or happened[0], last or happened[-1]
        if last < first:
            raise ValueError(f"the range ends on {last}, before it starts on {first}")
        return DateRange(first, last)

    def ends(self, business_date: date) -> list[datetime]:
        """The instants at which the business date is over in one location after the other, earliest first."""
        return sorted({calendar.day(business_date).end for calendar in self._calendars.values()})

    def skipped_closings(self, business_date: date, delay: timedelta) -> list[str]:
        """Locations whose clock never shows `delay` after the end of the date: it lies inside the spring gap.

        EventBridge Scheduler does not fire for a time that no clock shows.
        """
        return [each.id for each in self.locations if not self._shows_closing(each, business_date, delay)]

    def _shows_closing(self, location: Location, business_date: date, delay: timedelta) -> bool:
        calendar = self._calendars[location.id]
        zone = calendar.zone_on(business_date)
        end_time = time.fromisoformat(location.report_end_time)
        ends_on = calendar.day(business_date).end.astimezone(zone).date()
        reading = datetime.combine(ends_on, end_time) + delay
        return instant_at(reading, zone).astimezone(zone).replace(tzinfo=None) == reading

    def _business_dates(self) -> set[date]:
        return {
            self._calendars[location_id].day_of(instant).date
            for location_id, instant in self._events()
            if location_id in self._calendars
        }

    def _events(self) -> Iterator[tuple[str, datetime]]:
        """Everything that moves money or opens an order; a later edit of an order is not a sale."""
        merchant = self._merchant
        for order in merchant.orders:
            for instant in (order.opened_at, order.closed_at):
                if instant is not None:
                    yield order.location_id, instant
            for payment in order.payments:
                yield order.location_id, payment.taken_at
        for refund in merchant.refunds:
            yield refund.location_id, refund.at
        for event in merchant.drawer_events:
            yield event.location_id, event.at
        for shift in merchant.drawer_shifts:
            if shift.closed_at is not None:
                yield shift.location_id, shift.closed_at
