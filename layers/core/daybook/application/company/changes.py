"""What changed in a company is remembered, read anew by whoever needs it, and then forgotten; nothing is read for it.

A row per merchant, changed by several workers: each change is made to what is stored by then.
"""

from collections.abc import Callable
from dataclasses import replace

from daybook.application.ports import CompanyWatch
from daybook.domain.company.changes import CompanyChanges
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksId

_TRIES = 5


def changes_of(merchant_id: BooksId, realm_id: str, watch: CompanyWatch) -> CompanyChanges:
    """What changed in the company that the merchant is connected to; another company's changes tell nothing of it."""
    known = watch.changes(merchant_id)
    return known if known.realm_id == realm_id else CompanyChanges(realm_id, version=known.version)


def change_changes(
    merchant_id: BooksId, realm_id: str, watch: CompanyWatch, change: Callable[[CompanyChanges], CompanyChanges]
) -> None:
    """Store a change of what is remembered; one that changes nothing is not stored.

    Raises:
        RetriableError: other workers kept changing it at the same moment; nothing was written.
    """
    for _ in range(_TRIES):
        before = changes_of(merchant_id, realm_id, watch)
        after = change(before)
        if after == before or watch.save_changes(merchant_id, replace(after, version=before.version + 1)):
            return
    raise RetriableError(f"merchant {merchant_id}: the changes of company {realm_id} changed {_TRIES} times meanwhile")
