"""Notices in a list, or the error that a test asks for."""

from collections.abc import Iterable

from daybook.domain.company.changes import ChangeNotice


class FakeChangeQueue:
    """What was sent, in order."""

    def __init__(self) -> None:
        self.sent: list[ChangeNotice] = []
        self.error: Exception | None = None

    def send(self, notices: Iterable[ChangeNotice]) -> None:
        if self.error is not None:
            raise self.error
        self.sent += notices
