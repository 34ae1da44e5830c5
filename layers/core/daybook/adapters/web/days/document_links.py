"""Where a document opens in QuickBooks' own screens."""

from urllib.parse import urlencode

from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument

QUICKBOOKS_APP = "https://app.qbo.intuit.com/app"
_SCREENS = {
    DocumentKind.JOURNAL_ENTRY: "journal",
    DocumentKind.INVOICE: "invoice",
    DocumentKind.SALES_RECEIPT: "salesreceipt",
    DocumentKind.REFUND_RECEIPT: "refundreceipt",
}


def document_link(document: PostedDocument) -> str:
    """The address of the document; QuickBooks asks who is there and then shows it."""
    return f"{QUICKBOOKS_APP}/{_SCREENS[document.kind]}?{urlencode({'txnId': document.id})}"
