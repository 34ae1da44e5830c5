"""A document as it will lie in QuickBooks, drawn in figures: for the choice of its kind, and for the review."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import kind_word
from daybook.adapters.web.words.tax_words import percent_word
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.posting.documents import DocumentKind, JournalEntry, Side
from daybook.domain.posting.sales_forms import Document, SalesForm


@dataclass(frozen=True, slots=True)
class Row:
    """A line: an entry has a debit or a credit, a form an amount."""

    account: str
    memo: str
    debit: str = ""
    credit: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """`rows` are lines, `payments` what paid an invoice; `hidden` counts the lines that a picture leaves out."""

    kind: str
    is_entry: bool
    number: str
    date: str
    rows: tuple[Row, ...]
    payments: tuple[Row, ...]
    total: str
    credit_total: str
    hidden: int = 0


def document_view(
    document: Document, mapping: AccountMapping, speech: Speech, *, most_rows: int | None = None
) -> DocumentView:
    """Every line of the document, or its first `most_rows` without their memos."""
    rows: tuple[Row, ...]
    payments: tuple[Row, ...] = ()
    credit = 0
    if isinstance(document, JournalEntry):
        rows, credit = tuple(_entry_rows(document, mapping, speech)), document.credit_minor
    else:
        rows, payments = tuple(_form_rows(document, mapping, speech)), tuple(_payments(document, mapping, speech))
    shown = rows if most_rows is None else tuple(replace(row, memo="") for row in rows[:most_rows])
    return DocumentView(
        kind=kind_word(document.kind, speech),
        is_entry=document.kind is DocumentKind.JOURNAL_ENTRY,
        number=document.doc_number,
        date=speech.day(document.business_date),
        rows=shown,
        payments=payments[:most_rows],
        total=speech.money(document.total_minor, document.currency),
        credit_total=speech.money(credit, document.currency),
        hidden=len(rows) - len(shown),
    )


def _entry_rows(entry: JournalEntry, mapping: AccountMapping, speech: Speech) -> Iterable[Row]:
    for line in entry.lines:
        amount = speech.money(line.amount_minor, entry.currency)
        name = mapping.account_names.get(line.account_id, line.account_id)
        if line.side is Side.DEBIT:
            yield Row(name, line.memo, debit=amount)
        else:
            yield Row(name, line.memo, credit=amount)


def _form_rows(form: SalesForm, mapping: AccountMapping, speech: Speech) -> Iterable[Row]:
    for line in form.lines:
        name = mapping.account_names.get(line.account_id, line.account_id)
        yield Row(name, line.memo, amount=speech.money(line.amount_minor, form.currency))
    for tax in form.taxes:
        name = account_title(tax.account_id, mapping)
        yield Row(name, percent_word(tax.percent, speech), amount=speech.money(tax.amount_minor, form.currency))


def _payments(form: SalesForm, mapping: AccountMapping, speech: Speech) -> Iterable[Row]:
    for payment in form.payments:
        name = mapping.account_names.get(payment.account_id, payment.account_id)
        yield Row(name, payment.memo, amount=speech.money(payment.amount_minor, form.currency))
