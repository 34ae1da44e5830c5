"""What can be erased of a merchant, wherever it lies."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from daybook.domain.merchant.books import BooksId


class Kept(StrEnum):
    """What Daybook keeps of a merchant.

    Choices are the connection too, mappings, tokens and the mail address; documents are notes whose day each is.
    """

    CHOICES = "choices"
    DAYS = "days"
    PROOFS = "proofs"
    DOCUMENTS = "documents"


class MerchantRows(Protocol):
    """Everything that is stored of one set of books."""

    def count(self, books_id: BooksId, realm_id: str | None) -> Mapping[Kept, int]:
        """How many rows there are; of a company, those that belong to these books."""
        ...

    def erase(self, books_id: BooksId, realm_id: str | None) -> Mapping[Kept, int]:
        """Erase them and say how many there were; which books the merchant has is erased last of all.

        Raises:
            RetriableError: AWS did not take all of it; asking again goes on.
        """
        ...
