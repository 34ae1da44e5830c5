"""Rows of merchants as numbers."""

from collections.abc import Mapping

from daybook.application.ports import Kept


class FakeMerchantRows:
    """How many rows there are of each set of books."""

    def __init__(self, counts: Mapping[str, Mapping[Kept, int]]) -> None:
        self.counts = dict(counts)

    def count(self, books_id: str, realm_id: str | None) -> Mapping[Kept, int]:
        del realm_id
        return self.counts.get(books_id, {})

    def erase(self, books_id: str, realm_id: str | None) -> Mapping[Kept, int]:
        del realm_id
        return self.counts.pop(books_id, {})
