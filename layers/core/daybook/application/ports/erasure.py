"""The port for counting and erasing a merchant's rows in all tables."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from daybook.domain.merchant.books import BooksId


class Kept(StrEnum):
    """The number of rows that Daybook stores about a merchant, by kind.

    Choices include connection, mappings, tokens and mail address; documents are rows that name the day of a document.
    """

    CHOICES = "choices"
    DAYS = "days"
    PROOFS = "proofs"
    DOCUMENTS = "documents"


class MerchantRows(Protocol):
    """All stored rows of one set of books."""

    def count(self, books_id: BooksId, realm_id: str | None) -> Mapping[Kept, int]:
        """Count the rows; of a company's rows those that belong to these books."""

    def erase(self, books_id: BooksId, realm_id: str | None) -> Mapping[Kept, int]:
        """Erase the rows and count them; the list of the merchant's books is erased last.

        Raises:
            RetriableError: AWS did not erase all rows; the next call continues.
        """
