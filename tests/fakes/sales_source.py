"""A talech whose days a test writes down."""

from collections.abc import Mapping, Sequence
from datetime import date

from daybook.domain.day.orders import DayActivity
from daybook.domain.merchant.profile import Location, MerchantProfile


class FakeSalesSource:
    """Answers with what it was given; a day that nobody wrote down had no sales."""

    def __init__(self, profile: MerchantProfile, days: Mapping[tuple[str, date], DayActivity] | None = None) -> None:
        self.stored_profile = profile
        self.days = dict(days or {})
        self.error: Exception | None = None
        self.reads: list[tuple[str, date]] = []

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

    def _answer(self) -> None:
        if self.error is not None:
            raise self.error
