"""A QuickBooks company in memory: it replays a request id, keeps its entries, and fails when a test says so."""

from collections.abc import Sequence
from dataclasses import replace

from daybook.domain.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.connection import Company
from daybook.domain.documents import DocumentKind, JournalEntry
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import PostedDocument

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


class FakeLedger:
    """One company. `entries` are what its books hold, by document id."""

    def __init__(self, company: Company = COMPANY, accounts: Sequence[Account] = ()) -> None:
        self.stored_company = company
        self.accounts = list(accounts)
        self.entries: dict[str, JournalEntry] = {}
        self.calls: list[str] = []
        self._answers: dict[str, PostedDocument | NeedsAttentionError] = {}
        self._documents: dict[str, PostedDocument] = {}
        self._errors: list[Exception] = []
        self._lose_next_answer = False

    def fail_next(self, error: Exception) -> None:
        """The next call raises this and does nothing."""
        self._errors.append(error)

    def lose_next_answer(self) -> None:
        """The next entry is stored, but its answer never arrives."""
        self._lose_next_answer = True

    def company(self) -> Company:
        self._called("company")
        return self.stored_company

    def chart_of_accounts(self) -> ChartOfAccounts:
        self._called("chart_of_accounts")
        return ChartOfAccounts(tuple(self.accounts))

    def create_accounts(self, accounts: Sequence[NewAccount]) -> tuple[Account, ...]:
        self._called("create_accounts")
        return tuple(self._account(new) for new in accounts)

    def post_journal_entry(self, entry: JournalEntry, request_id: str) -> PostedDocument:
        if isinstance(refusal := self._answers.get(request_id), NeedsAttentionError):
            raise refusal
        try:
            self._called("post_journal_entry")
        except NeedsAttentionError as error:
            # QuickBooks replays the answer to a request id, a refusal as well (quickbooks-online reference 2.3); a
            # dead grant is refused before the request id is looked at.
            if error.reason is not HoldReason.NEEDS_RECONNECT:
                self._answers[request_id] = error
            raise
        answer = self._answers.get(request_id) or self._stored(entry, request_id)
        if self._lose_next_answer:
            self._lose_next_answer = False
            raise RetriableError("QuickBooks did not answer in time")
        assert isinstance(answer, PostedDocument)
        return answer

    def find_journal_entry(self, doc_number: str) -> PostedDocument | None:
        self._called("find_journal_entry")
        return next((d for d in self._documents.values() if d.doc_number == doc_number), None)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self._errors:
            raise self._errors.pop(0)

    def _stored(self, entry: JournalEntry, request_id: str) -> PostedDocument:
        document_id = str(len(self.entries) + 100)
        document = PostedDocument(
            DocumentKind.JOURNAL_ENTRY, document_id, "0", entry.doc_number, entry.debit_minor, f"1-{request_id[:8]}"
        )
        self.entries[document_id] = entry
        self._answers[request_id] = self._documents[document_id] = document
        return replace(document)

    def _account(self, new: NewAccount) -> Account:
        found = ChartOfAccounts(tuple(self.accounts)).by_name(new.name)
        if found is None:
            found = Account(str(len(self.accounts) + 1), new.name, new.type, new.sub_type)
            self.accounts.append(found)
        return found
