"""A QuickBooks company in memory: it replays a request id, keeps its documents, and fails when a test says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import count
from typing import Any

from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.company.connection import Company
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.books_calls import BooksCall, Found
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.posting.sales_forms import Document
from daybook.domain.proposals.taxes import TaxCodeCandidate
from fakes.quickbooks.ledger_arranged import Arranged
from fakes.quickbooks.ledger_books import RECEIVABLE, FakeBooks, no_clock
from fakes.quickbooks.ledger_look_ups import look_up
from fakes.quickbooks.ledger_rows import in_deposit, touched
from fakes.quickbooks.ledger_sends import FakePreparedCall, FakeSends, check_references, prepared

COMPANY = Company(
    realm_id="9341453000000001",
    name="Queen Street Coffee Inc.",
    country="CA",
    home_currency="CAD",
    tracks_classes=True,
    tracks_locations=True,
    book_close_date=None,
    subscription="PLUS",
)

__all__ = ["COMPANY", "RECEIVABLE", "FakeLedger"]


class FakeLedger(Arranged):
    """One company, with the right to write: `Ledger` and `DocumentWriter`.

    `books` is what it holds; `calls` names everything that was asked of it: the action of a call that was sent, the
    method of a read or of a list that was written.
    """

    def __init__(
        self,
        company: Company = COMPANY,
        accounts: Sequence[Account] = (),
        now: Callable[[], datetime | None] = no_clock,
    ) -> None:
        self.stored_company = company
        self.accounts = list(accounts)
        self.codes: tuple[TaxCodeCandidate, ...] = ()
        self.items_point_at: dict[str, str] = {}
        self.items_keep_history = False
        self.books = FakeBooks(now=now)
        self.calls: list[str] = []
        self.sends = FakeSends(self.books, self.calls)
        self._preparation_errors: list[Exception] = []
        self._unseen_writes = 0

    # What a test reads

    @property
    def documents(self) -> Mapping[str, Document]:
        """Every live document by id, payments aside."""
        return {document_id: stored.content for document_id, stored in self.books.documents.items()}

    @property
    def entries(self) -> Mapping[str, JournalEntry]:
        """The journal entries among them."""
        return {key: content for key, content in self.documents.items() if isinstance(content, JournalEntry)}

    @property
    def effect(self) -> Mapping[str, int]:
        """What the books hold by account, debits positive; an invoice that is not paid shows on `RECEIVABLE`."""
        return self.books.effect

    # The port `DocumentWriter`

    def prepare(self, call: BooksCall, references: CompanyReferences) -> FakePreparedCall:
        ready = prepared(call, references, self.sends)
        if self._preparation_errors:
            raise self._preparation_errors.pop(0)
        return ready

    # The port `Ledger`

    def company(self) -> Company:
        self._called("company")
        closed_through = self.books.closed_through or self.stored_company.book_close_date
        return replace(self.stored_company, book_close_date=closed_through)

    def chart_of_accounts(self) -> ChartOfAccounts:
        self._called("chart_of_accounts")
        return ChartOfAccounts(tuple(self.accounts))

    def tax_codes(self) -> tuple[TaxCodeCandidate, ...]:
        self._called("tax_codes")
        return self.codes

    def accounts_of_items(self, item_ids: Sequence[str]) -> Mapping[str, str]:
        self._called("accounts_of_items")
        return {item: account for item, account in self.items_point_at.items() if item in item_ids}

    def accounts_behind(self, document: PostedDocument) -> Mapping[str, str]:
        self._called("accounts_behind")
        is_form = document.kind is not DocumentKind.JOURNAL_ENTRY
        return dict(self.items_point_at) if is_form and not self.items_keep_history else {}

    def look_up(self, call: BooksCall, marker: str, references: CompanyReferences) -> Found:
        if call.document is not None:
            check_references(call.document, references)
        self._called("look_up")
        return look_up(self._queried, call, marker)

    def find(self, kind: DocumentKind, doc_number: str) -> PostedDocument | None:
        self._called("find")
        ids = self._queried.numbered(kind, doc_number)
        if len(ids) > 1:
            raise NeedsAttentionError(
                HoldReason.TOUCHED_IN_QUICKBOOKS, f"several carry {doc_number}", details=(f"ids {', '.join(ids)}",)
            )
        return _without_hashes(self._queried.posted(ids[0])) if ids else None

    def as_it_is(self, document: PostedDocument) -> PostedDocument | None:
        self._called("as_it_is")
        return _without_hashes(self.books.posted(document.id)) if document.id in self.books.documents else None

    def locks_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        self._called("locks_of")
        return next((lock for document in documents if (lock := self._lock_of(document)) is not None), None)

    def edits_of(self, documents: Sequence[PostedDocument]) -> NeedsAttentionError | None:
        self._called("edits_of")
        return next((edit for document in documents if (edit := self._edit_of(document)) is not None), None)

    def version_of(self, document: PostedDocument | PostedPart) -> str | None:
        self._called("version_of")
        found = self.books.documents.get(document.id) or self.books.payments.get(document.id)
        return None if found is None else str(found.version)

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        self._called("create_accounts")
        return tuple(self._account(new) for new in accounts)

    def reactivate_account(self, account_id: str) -> Account | None:
        self._called("reactivate_account")
        found = next((account for account in self.accounts if account.id == account_id), None)
        if found is None or found.active:
            return found
        if ChartOfAccounts(tuple(self.accounts)).by_path(found.path) is not None:
            return None
        back = replace(found, active=True)
        self.accounts = [back if account.id == account_id else account for account in self.accounts]
        return back

    def complete_references(self, needs: ReferenceNeeds, known: CompanyReferences) -> CompanyReferences:
        self._called("complete_references")
        return replace(
            known,
            customer_id="customer" if needs.customer else known.customer_id,
            items={**known.items, **{account: f"item of {account}" for account in needs.items}},
            payment_methods={**known.payment_methods, **{key: f"method {key}" for key in needs.payment_methods}},
        )

    def payload(self, document: Document, references: CompanyReferences) -> dict[str, Any]:
        check_references(document, references)
        return asdict(document)

    @property
    def _queried(self) -> FakeBooks:
        """The books as queries see them."""
        return self.sends.books_before(self._unseen_writes)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        self.sends.raise_next()

    def _lock_of(self, posted: PostedDocument) -> NeedsAttentionError | None:
        stored = self.books.documents.get(posted.id)
        if stored is None:
            return None
        versions = {part.id: part.sync_token for part in self.books.parts(posted.id)}
        locked = [each for each in (posted.id, *versions) if each in self.books.in_deposit]
        if locked:
            return in_deposit(locked[0])
        edited = [part.id for part in posted.parts if versions.get(part.id, part.sync_token) != part.sync_token]
        if stored.content_version > int(posted.sync_token) or edited:
            return touched(edited[0] if edited else posted.id)
        return None

    def _edit_of(self, posted: PostedDocument) -> NeedsAttentionError | None:
        stored = self.books.documents.get(posted.id)
        if stored is None or stored.content_version > int(posted.sync_token):
            return touched(posted.id)
        versions = {part.id: part.sync_token for part in self.books.parts(posted.id)}
        edited = [part.id for part in posted.parts if versions.get(part.id) != part.sync_token]
        return touched(edited[0]) if edited else None

    def _account(self, new: NewAccount) -> Account:
        found = ChartOfAccounts(tuple(self.accounts)).by_path(new.path)
        if found is None:
            full_name = new.path if new.parent else ""
            known = {account.id for account in self.accounts}
            made_id = next(str(number) for number in count(len(self.accounts) + 1) if str(number) not in known)
            found = Account(made_id, new.name, new.type, new.sub_type, full_name=full_name, number=new.number)
            self.accounts.append(found)
        return found


def _without_hashes(found: PostedDocument) -> PostedDocument:
    return replace(found, parts=tuple(replace(part, body_hash="") for part in found.parts))
