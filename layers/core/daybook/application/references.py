"""What a document refers to besides accounts: made or found once, then remembered."""

from daybook.application.ports import ConnectionStore, Ledger
from daybook.domain.documents import JournalEntry
from daybook.domain.mapping import AccountMapping
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook.domain.roles import role_from_text
from daybook.domain.sales_forms import Document, SalesForm


def references_for(
    document: Document, mapping: AccountMapping, ledger: Ledger, connections: ConnectionStore, merchant_id: str
) -> CompanyReferences:
    """The company's references with everything the document needs; what is missing is made once and remembered."""
    known = connections.references(merchant_id)
    if isinstance(document, JournalEntry):
        return known
    needs = needs_of(document, mapping, known)
    if not needs:
        return known
    completed = ledger.complete_references(needs, known)
    connections.save_references(merchant_id, completed)
    return completed


def needs_of(form: SalesForm, mapping: AccountMapping, known: CompanyReferences) -> ReferenceNeeds:
    """Items, payment methods and customer that a sales form needs and the company does not have yet."""
    items = {
        line.account_id: mapping.account_names.get(line.account_id, line.account_id)
        for line in form.lines
        if line.account_id not in known.items
    }
    methods = {payment_method(payment.tender) for payment in form.payments} - known.payment_methods.keys()
    return ReferenceNeeds(items, frozenset(methods), customer=not known.customer_id)


def payment_method(tender: str) -> str:
    """The name of a tender's payment method: the card type, else the tender's id."""
    role = role_from_text(tender)
    return role.detail or role.key
