"""The store of accountants' grants and invitations."""

from collections.abc import Mapping
from typing import Protocol

from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.merchant.books import BooksId


class AccountantStore(Protocol):
    """Which accountants may see which books."""

    def accountants(self, merchant_id: BooksId) -> Accountants:
        """The accountants of these books; none at first."""
        ...

    def save_accountants(self, merchant_id: BooksId, accountants: Accountants) -> bool:
        """Store them as the version after the stored one; False if another request stored that version before."""
        ...

    def clients(self, address: str) -> Mapping[BooksId, ClientNote]:
        """The books that let an address in, by themselves or by its firm, with what the accountant keeps of each."""
        ...

    def clients_of_firm(self, firm_id: str) -> tuple[BooksId, ...]:
        """The books in which a firm has access, by their id."""
        ...

    def save_note(self, address: str, merchant_id: BooksId, note: ClientNote) -> bool:
        """Store what the accountant keeps of a client; False, and nothing stored, if the grant has ended."""
        ...


class HasAccountants(Protocol):
    """Knows which accountants may see which books."""

    @property
    def accountants(self) -> AccountantStore:
        """Grants and invitations."""
        ...
