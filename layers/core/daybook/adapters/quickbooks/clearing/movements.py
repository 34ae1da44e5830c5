"""Implements the port `BooksMovements`: what moved on accounts of one company, by report, or by queries without it."""

from collections.abc import Sequence
from datetime import date

from daybook.adapters.quickbooks.clearing.general_ledger import COLUMNS, LedgerReport, read_general_ledger
from daybook.adapters.quickbooks.clearing.queried_documents import MOVING, SOLD, queried
from daybook.adapters.quickbooks.http.answers import Answer
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.faults import raise_for_refusal
from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.clearing.books_reading import BooksReading
from daybook.domain.clearing.payouts import BooksDocument

_NO_REPORTS = 5020
_INCOME = frozenset({AccountType.INCOME, AccountType.OTHER_INCOME})
# As the report calls them in English; a kind in another language is taken for a deposit.
_NO_DEPOSITS = frozenset({"journal entry", "sales receipt", "refund", "payment", "transfer", "invoice"})


class QuickBooksMovements:
    """One company, with one merchant's grant; it only reads."""

    def __init__(self, client: QuickBooksClient) -> None:
        self._client = client

    def between(self, first: date, last: date, accounts: Sequence[Account], every: Sequence[Account]) -> BooksReading:
        """Documents that moved `accounts`; `every` account of the chart names those on the other side.

        One metered read. One more for deposits, if one reached a bank from several accounts. Four more, if the
        company refuses reports, and six where income is asked for; then what the accounts held before is not known.

        Raises:
            BooksUnreadableError: the answer is cut, in several currencies, or contradicts itself.
            NeedsAttentionError: QuickBooks no longer lets us in.
            RetriableError: QuickBooks did not answer.
        """
        report = self._report(first, last, accounts)
        if report is None:
            kinds = (*MOVING, *SOLD) if any(account.type in _INCOME for account in accounts) else MOVING
            documents = queried(self._client, kinds, first, last, every)
            return BooksReading(first, last, documents, {}, 1 + len(kinds), by_report=False)
        documents, reads = report.documents, 1
        if any(_comes_from_several(document, accounts) for document in documents):
            whole = {each.id: each for each in queried(self._client, ("Deposit",), first, last, every)}
            documents = tuple(whole.get(document.id, document) for document in documents)
            reads += 1
        return BooksReading(first, last, documents, report.openings, reads, by_report=True)

    def _report(self, first: date, last: date, accounts: Sequence[Account]) -> LedgerReport | None:
        answer = self._client.read(
            "reports/GeneralLedger",
            start_date=first.isoformat(),
            end_date=last.isoformat(),
            account=",".join(account.id for account in accounts),
            accounting_method="Accrual",
            columns=COLUMNS,
        )
        if isinstance(answer, Answer):
            return read_general_ledger(answer.body, accounts)
        if _NO_REPORTS not in answer.codes:
            raise_for_refusal(answer)
        return None


def _comes_from_several(document: BooksDocument, accounts: Sequence[Account]) -> bool:
    """Whether a deposit reached a bank from accounts of which the report names none."""
    if document.kind.lower() in _NO_DEPOSITS:
        return False
    kinds = {account.id: account.type for account in accounts}
    banked = any(minor > 0 and kinds.get(account) == AccountType.BANK for account, minor in document.amounts.items())
    return banked and sum(document.amounts.values()) > 0 and not document.opposite
