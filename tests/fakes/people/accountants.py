"""Accountants' grants and invitations, in memory."""

from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.merchant.books import BooksId


class FakeAccountantStore:
    """By books; `faster` are changes of other requests, each made just before the next write."""

    def __init__(self) -> None:
        self._stored: dict[str, Accountants] = {}
        self._notes: dict[tuple[str, str], ClientNote] = {}
        self.faster: list[Accountants] = []

    def accountants(self, merchant_id: str) -> Accountants:
        return self._stored.get(merchant_id, Accountants())

    def save_accountants(self, merchant_id: str, accountants: Accountants) -> bool:
        if self.faster:
            self._stored[merchant_id] = self.faster.pop(0)
        if merchant_id in self._stored and self._stored[merchant_id].version >= accountants.version:
            return False
        self._stored[merchant_id] = accountants
        ended = [key for key in self._notes if key[1] == merchant_id and key[0] not in accountants.addresses]
        for key in ended:
            del self._notes[key]
        return True

    def clients(self, address: str) -> dict[BooksId, ClientNote]:
        mine = (books for books, each in sorted(self._stored.items()) if address in each.addresses)
        return {BooksId(books): self._notes.get((address, books), ClientNote()) for books in mine}

    def clients_of_firm(self, firm_id: str) -> tuple[BooksId, ...]:
        return tuple(BooksId(books) for books, each in sorted(self._stored.items()) if each.firm(firm_id))

    def save_note(self, address: str, merchant_id: str, note: ClientNote) -> bool:
        if merchant_id not in self.clients(address):
            return False
        self._notes[address, merchant_id] = note
        return True
