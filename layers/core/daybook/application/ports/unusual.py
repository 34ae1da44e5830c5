"""Port of unusual days: what persons said of notices."""

from typing import Protocol

from daybook.application.ports.systems import HasClock, HasProofs, HasSyncLog
from daybook.domain.merchant.books import BooksId
from daybook.domain.unusual.answered import AnsweredNotices


class AnswerStore(Protocol):
    """Answers to notices, by merchant."""

    def answers(self, merchant_id: BooksId) -> AnsweredNotices:
        """The stored answers; none at first."""
        ...

    def save_answers(self, merchant_id: BooksId, answers: AnsweredNotices) -> None:
        """Store them."""
        ...


class UnusualSystems(HasClock, HasProofs, HasSyncLog, Protocol):
    """What unusual days are found in."""

    @property
    def answered(self) -> AnswerStore:
        """What persons said of notices."""
        ...
