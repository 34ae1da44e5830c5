"""Finds or creates the items, customer and payment methods that documents name, and stores their ids."""

from daybook.application.ports import ConnectionStore, Ledger
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import OWN_CUSTOMER, CompanyReferences, ReferenceNeeds
from daybook.domain.day.roles import RoleKind, role_from_text
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.sales_forms import Document, SalesForm


def references_for(
    document: Document, mapping: AccountMapping, ledger: Ledger, connections: ConnectionStore, merchant_id: BooksId
) -> CompanyReferences:
    """The company's references for the document; missing ones are created once and stored."""
    known = connections.references(merchant_id)
    if isinstance(document, JournalEntry):
        needs_customer = any(line.customer_id == OWN_CUSTOMER for line in document.lines) and not known.customer_id
        return _completed(ReferenceNeeds(customer=needs_customer), known, ledger, connections, merchant_id)
    return _completed(needs_of(document, mapping, known), known, ledger, connections, merchant_id)


def prepare_references(
    kind: DocumentKind, mapping: AccountMapping, ledger: Ledger, connections: ConnectionStore, merchant_id: BooksId
) -> None:
    """Create all references that documents of a kind can need with a mapping, before the first document.

    Otherwise parallel workers of a first sync would create the same items, QuickBooks would refuse duplicate names, and
    each worker would need metered reads to find the items of the others.

    Raises:
        NeedsAttentionError: QuickBooks refused one.
        RetriableError: QuickBooks did not answer; the next call finds created entries by name.
    """
    if kind is DocumentKind.JOURNAL_ENTRY and not _owes(mapping):
        return  # a journal entry names only accounts
    known = connections.references(merchant_id)
    _completed(_needs_of_kind(kind, mapping, known), known, ledger, connections, merchant_id)


def needs_of(form: SalesForm, mapping: AccountMapping, known: CompanyReferences) -> ReferenceNeeds:
    """The items, payment methods and customer that a sales form needs and that are not stored yet."""
    items = {
        line.account_id: mapping.account_names.get(line.account_id, line.account_id)
        for line in form.lines
        if line.account_id not in known.items
    }
    methods = {payment_method(payment.tender) for payment in form.payments} - known.payment_methods.keys()
    return ReferenceNeeds(items, frozenset(methods), customer=not known.customer_id)


def _needs_of_kind(kind: DocumentKind, mapping: AccountMapping, known: CompanyReferences) -> ReferenceNeeds:
    """An item per account: tenders are lines of a sales receipt, and of an invoice if they paid money back."""
    if kind is DocumentKind.JOURNAL_ENTRY:
        return ReferenceNeeds(customer=not known.customer_id)
    accounts = {*mapping.accounts.values(), mapping.suspense_account} - known.items.keys()
    tenders = {role for role in mapping.accounts if role_from_text(role).kind is RoleKind.TENDER}
    methods = {payment_method(tender) for tender in tenders} if kind is DocumentKind.INVOICE else set()
    return ReferenceNeeds(
        {account: mapping.account_names.get(account, account) for account in sorted(accounts)},
        frozenset(methods - known.payment_methods.keys()),
        customer=not known.customer_id,
    )


def _owes(mapping: AccountMapping) -> bool:
    """Whether an account of the mapping is a receivable, whose lines name a customer."""
    return any(mapping.customer_for(account) == OWN_CUSTOMER for account in mapping.accounts.values())


def _completed(
    needs: ReferenceNeeds, known: CompanyReferences, ledger: Ledger, connections: ConnectionStore, merchant_id: BooksId
) -> CompanyReferences:
    if not needs:
        return known
    completed = ledger.complete_references(needs, known)
    connections.save_references(merchant_id, completed)
    return completed


def payment_method(tender: str) -> str:
    """The payment method of a tender: the card type, else the tender's id."""
    role = role_from_text(tender)
    return role.detail or role.key
