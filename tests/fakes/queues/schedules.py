"""Schedules that never fire; tests look at what is scheduled."""

from daybook.application.ports import Closing


class FakeSchedules:
    """`closings` holds what each merchant has."""

    def __init__(self) -> None:
        self.closings: dict[str, frozenset[Closing]] = {}

    def reconcile(self, merchant_id: str, closings: frozenset[Closing]) -> None:
        self.closings[merchant_id] = closings
