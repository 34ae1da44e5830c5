"""A talech whose days a test writes down."""

from collections.abc import Mapping, Sequence
from datetime import date

from daybook.domain.day.orders import ControlTotals, DayActivity, SampledTenders
from daybook.domain.merchant.profile import Location, MerchantProfile


class FakeSalesSource:
    """Answers with what it was given; a day that nobody wrote down had no sales."""

    def __init__(self, profile: MerchantProfile, days: Mapping[tuple[str, date], DayActivity] | None = None) -> None:
        self.stored_profile = profile
        self.days = dict(days or {})
        self.error: Exception | None = None
        self.reads: list[tuple[str, date]] = []
        self.samples: list[tuple[date, date]] = []

    def profile(self) -> MerchantProfile:
        self._answer()
        return self.stored_profile

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        self._answer()
        self.reads.append((location.id, business_date))
        return self.days.get((location.id, business_date), DayActivity())

    def day_marks(self, location: Location, dates: Sequence[date]) -> Mapping[date, str]:
        self._answer()
        return {on: self.days.get((location.id, on), DayActivity()).mark for on in dates}

    def day_totals(self, location: Location, dates: Sequence[date]) -> Mapping[date, ControlTotals]:
        self._answer()
        days = {on: self.days.get((location.id, on), DayActivity()) for on in dates}
        return {on: _totals(day) for on, day in days.items()}

    def sampled_tenders(self, locations: Sequence[Location], first: date, last: date) -> SampledTenders:
        self._answer()
        self.samples.append((first, last))
        places = {place.id for place in locations}
        days = [day for (place, on), day in self.days.items() if place in places and first <= on <= last]
        orders = [order for day in days for order in day.orders]
        payments = [each for order in orders for each in order.payments]
        return SampledTenders(frozenset((each.tender_id, each.card_type) for each in payments), len(orders))

    def _answer(self) -> None:
        if self.error is not None:
            raise self.error


def _totals(day: DayActivity) -> ControlTotals:
    """A report with the fields that a real one always has, from what the test wrote down."""
    gross = sum(order.totals.gross_minor for order in day.orders)
    fields = {
        "grossRevenue": gross,
        "netRevenue": sum(order.totals.net_minor for order in day.orders),
        "reportedTax": sum(order.totals.tax_minor for order in day.orders),
        "totalCollected": sum(payment.total_minor for order in day.orders for payment in order.payments),
    }
    return ControlTotals(fields)
