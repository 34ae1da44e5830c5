"""Stores what people changed in a company, until a page or a day that needs it reads it again.

Several workers change the one row of a merchant, so each change is applied to the newest stored row.
"""

from collections.abc import Callable
from dataclasses import replace

from daybook.application.ports import CompanyWatch
from daybook.domain.company.changes import CompanyChanges
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId

_TRIES = 5


def changes_of(merchant_id: BooksId, realm_id: str, watch: CompanyWatch) -> CompanyChanges:
    """The stored changes of the company that the merchant is connected to; those of another company are left out."""
    known = watch.changes(merchant_id)
    return known if known.realm_id == realm_id else CompanyChanges(realm_id, version=known.version)


def update_changes(
    merchant_id: BooksId, realm_id: str, watch: CompanyWatch, change: Callable[[CompanyChanges], CompanyChanges]
) -> None:
    """Apply a change to the stored changes; if nothing differs, nothing is stored.

    Raises:
        RetriableError: other workers changed the row at every attempt; nothing was written.
    """
    for _ in range(_TRIES):
        before = changes_of(merchant_id, realm_id, watch)
        after = change(before)
        if after == before or watch.save_changes(merchant_id, replace(after, version=before.version + 1)):
            return
    raise RetriableError(f"merchant {merchant_id}: the changes of company {realm_id} changed {_TRIES} times meanwhile")
