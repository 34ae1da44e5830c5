"""Accountants' grants and invitations, in memory."""

from daybook.domain.accountant.access import Accountants
from daybook.domain.merchant.books import BooksId


class FakeAccountantStore:
    """By books; `faster` are changes of other requests, each made just before the next write."""

    def __init__(self) -> None:
        self._stored: dict[str, Accountants] = {}
        self.faster: list[Accountants] = []

    def accountants(self, merchant_id: str) -> Accountants:
        return self._stored.get(merchant_id, Accountants())

    def save_accountants(self, merchant_id: str, accountants: Accountants) -> bool:
        if self.faster:
            self._stored[merchant_id] = self.faster.pop(0)
        if merchant_id in self._stored and self._stored[merchant_id].version >= accountants.version:
            return False
        self._stored[merchant_id] = accountants
        return True

    def clients(self, address: str) -> tuple[BooksId, ...]:
        return tuple(BooksId(books) for books, each in sorted(self._stored.items()) if each.grant(address))
