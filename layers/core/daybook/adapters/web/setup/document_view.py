"""A document as it will lie in QuickBooks, drawn in figures: for the choice of its kind, and for the review.

Its lines are grouped as a merchant thinks of a day: what was sold, taxes, what else came in, what was paid.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import kind_word
from daybook.adapters.web.words.tax_words import percent_word
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import RoleKind
from daybook.domain.posting.balanced_lines import Posting
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.posting.documents import DocumentKind, JournalEntry, Side
from daybook.domain.posting.sales_forms import Document, SalesForm
from daybook.domain.words import noted


@dataclass(frozen=True, slots=True)
class Row:
    """A line: an entry has a debit or a credit, a form an amount; the first of a group has its heading."""

    account: str
    memo: str
    debit: str = ""
    credit: str = ""
    amount: str = ""
    heading: str = ""


# Taxes of tax codes go to accounts that no line of the posting names.
_OF_TAX_CODES = ""
_SALES, _TAXES, _REST, _PAYMENTS = range(4)
_HEADINGS = (noted("Sales"), noted("Taxes"), noted("Tips, gift cards and the rest"), noted("Payments"))
_GROUPS: dict[RoleKind, int] = {
    RoleKind.REVENUE: _SALES,
    RoleKind.ADJUSTMENT: _SALES,
    RoleKind.DISCOUNT: _SALES,
    RoleKind.COMP: _SALES,
    RoleKind.LOYALTY: _SALES,
    RoleKind.REFUND: _SALES,
    RoleKind.SERVICE_CHARGE: _SALES,
    RoleKind.TAX: _TAXES,
    RoleKind.TENDER: _PAYMENTS,
}


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
    document: Document, posting: Posting, mapping: AccountMapping, speech: Speech, *, most_of_a_group: int | None = None
) -> DocumentView:
    """Every line of a posting's document by groups, or the first `most_of_a_group` of each without their memos."""
    payments: tuple[Row, ...] = ()
    credit = 0
    if isinstance(document, JournalEntry):
        found, credit = _entry_rows(document, mapping, speech), document.credit_minor
    else:
        found, payments = _form_rows(document, mapping, speech), tuple(_payments(document, mapping, speech))
    rows = _grouped(found, posting, speech)
    shown = tuple(row for group in rows for row in group[:most_of_a_group])
    if most_of_a_group is not None:
        shown = tuple(replace(row, memo="") for row in shown)
    return DocumentView(
        kind=kind_word(document.kind, speech),
        is_entry=document.kind is DocumentKind.JOURNAL_ENTRY,
        number=document.doc_number,
        date=speech.day(document.business_date),
        rows=shown,
        payments=payments[:most_of_a_group],
        total=speech.money(document.total_minor, document.currency),
        credit_total=speech.money(credit, document.currency),
        hidden=sum(map(len, rows)) - len(shown),
    )


def _grouped(rows: Iterable[tuple[str, Row]], posting: Posting, speech: Speech) -> tuple[tuple[Row, ...], ...]:
    """The rows of each group that has any; an account is of the group of the first amount that goes to it."""
    groups: dict[str, int] = {}
    for line in posting.lines:
        groups.setdefault(line.account_id, _GROUPS.get(line.role.kind, _REST))
    inside: dict[int, list[Row]] = {}
    for account_id, row in rows:
        inside.setdefault(groups.get(account_id, _TAXES), []).append(row)
    return tuple(
        (replace(first, heading=speech.say(_HEADINGS[group])), *others)
        for group, (first, *others) in sorted(inside.items())
    )


def _entry_rows(entry: JournalEntry, mapping: AccountMapping, speech: Speech) -> Iterable[tuple[str, Row]]:
    for line in entry.lines:
        amount = speech.money(line.amount_minor, entry.currency)
        name = mapping.account_names.get(line.account_id, line.account_id)
        if line.side is Side.DEBIT:
            yield line.account_id, Row(name, line.memo, debit=amount)
        else:
            yield line.account_id, Row(name, line.memo, credit=amount)


def _form_rows(form: SalesForm, mapping: AccountMapping, speech: Speech) -> Iterable[tuple[str, Row]]:
    for line in form.lines:
        name = mapping.account_names.get(line.account_id, line.account_id)
        yield line.account_id, Row(name, line.memo, amount=speech.money(line.amount_minor, form.currency))
    for tax in form.taxes:
        name = account_title(tax.account_id, mapping)
        amount = speech.money(tax.amount_minor, form.currency)
        yield _OF_TAX_CODES, Row(name, percent_word(tax.percent, speech), amount=amount)


def _payments(form: SalesForm, mapping: AccountMapping, speech: Speech) -> Iterable[Row]:
    for payment in form.payments:
        name = mapping.account_names.get(payment.account_id, payment.account_id)
        yield Row(name, payment.memo, amount=speech.money(payment.amount_minor, form.currency))
