"""Where a document opens in QuickBooks' own screens, in the company that holds it."""

from urllib.parse import urlencode

from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument

QUICKBOOKS_APP = "https://qbo.intuit.com/app/login"
_SCREENS = {
    DocumentKind.JOURNAL_ENTRY: "journal",
    DocumentKind.INVOICE: "invoice",
    DocumentKind.SALES_RECEIPT: "salesreceipt",
    DocumentKind.REFUND_RECEIPT: "refundreceipt",
}


def document_link(document: PostedDocument, realm_id: str) -> str:
    """The address of the document in its company; QuickBooks asks who is there, changes to it, and shows the document.

    An accountant has many companies, and in the wrong one the same id may be another document.
    """
    screen = f"{_SCREENS[document.kind]}?{urlencode({'txnId': document.id})}"
    return f"{QUICKBOOKS_APP}?{urlencode({'pagereq': screen, 'deeplinkcompanyid': realm_id})}"
