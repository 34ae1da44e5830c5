"""What a test arranges at a fake company: troubles of calls, settings, and what persons do there."""

from dataclasses import replace
from datetime import date

from daybook.domain.company.connection import Company
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.sales_forms import Document
from fakes.quickbooks.ledger_books import FakeBooks
from fakes.quickbooks.ledger_payments import PaymentFailure
from fakes.quickbooks.ledger_sends import FakeSends


class Arranged:
    """A company that a test can put into any state."""

    stored_company: Company
    books: FakeBooks
    sends: FakeSends
    _preparation_errors: list[Exception]
    _unseen_writes: int

    def fail_next(self, error: Exception) -> None:
        """The next send, read or list raises this and does nothing; preparing a call does not count."""
        self.sends.errors.append(error)

    def close_before_next_send(self, last_day: date, *details: str) -> None:
        """The next send meets books that were closed a moment ago; they take the one after it."""
        self.stored_company = replace(self.stored_company, book_close_date=last_day)
        self.fail_next(NeedsAttentionError(HoldReason.CLOSED_PERIOD, f"closed through {last_day}", details=details))

    def fail_next_preparation(self, error: Exception) -> None:
        """The next call cannot be prepared: no token, no budget."""
        self._preparation_errors.append(error)

    def lose_next_answer(self, *, after: int = 0) -> None:
        """The next send is carried out, but its answer never arrives; `after` so many others. A batch is one send."""
        self.sends.answers_before_loss = after

    def land_late(self) -> None:
        """The answer to the next send never arrives, and it is carried out when the test says `land`."""
        self.sends.lands_late = True

    def land(self) -> None:
        """What was sent late is carried out now, if a repeat has not been."""
        self.sends.land()

    def forget_request_ids(self) -> None:
        """From now on no answer is remembered, those of before included."""
        self.sends.forget()

    def check_numbers(self, *, sales_forms: bool = True, entries: bool = False) -> None:
        """Which documents may not carry a number that is used: settings of the company."""
        self.books.checks_sales_numbers, self.books.checks_entry_numbers = sales_forms, entries

    def lag_queries(self, writes: int = 1) -> None:
        """`look_up` and `find` do not see the newest writes, whatever comes; 0 ends it."""
        self._unseen_writes = writes

    def move_invoices_with_payments(self) -> None:
        """From now on each payment that is written moves the version of its invoice."""
        self.books.payments_move_invoices = True

    def recompute_tax(self, off_minor: int = 1) -> None:
        """QuickBooks puts its own tax on the next form that has any."""
        self.books.recomputes_tax_by = off_minor

    def fail_payments(self, error: Exception, *, keep: int = 0) -> None:
        """Of the next batch of payments the first `keep` are written, the others refused."""
        self.sends.payment_failure = PaymentFailure(keep, error)

    def touch(self, document_id: str) -> None:
        """A person saves a document or a payment in QuickBooks, its figures as they are."""
        self.books.touch(document_id)

    def edit(self, document_id: str, document: Document) -> None:
        """A person gives a document other figures, or another number."""
        self.books.documents[document_id].change(document)

    def take_away(self, document_id: str) -> None:
        """A person deletes a document or a payment."""
        self.books.take_away(document_id)

    def enter(self, document: Document) -> str:
        """A person enters a document by hand, or copies one of ours; its id."""
        return self.books.enter(document)

    def close_books(self, last_day: date | None) -> None:
        """Close the books through a date; None opens them again."""
        self.books.closed_through = last_day

    def put_in_deposit(self, document_id: str) -> None:
        """A person puts a document or a payment into a bank deposit."""
        self.books.in_deposit.add(document_id)

    def take_out_of_deposit(self, document_id: str) -> None:
        """And takes it out again."""
        self.books.in_deposit.discard(document_id)
