"""A QuickBooks that stores whatever it is sent and answers with it, for tests of what is sent and of lies about it."""

from copy import deepcopy
from decimal import Decimal

from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.http.wire import loads
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.domain.posting.books_calls import BooksCall, CallAction
from quickbooks_simulator import dumps
from unit.quickbooks.doubles import ScriptedTransport, client, reply

ENTITIES = {
    "journalentry": "JournalEntry",
    "invoice": "Invoice",
    "salesreceipt": "SalesReceipt",
    "refundreceipt": "RefundReceipt",
}


def stored(body, document_id):
    """The row of a body: its id, its version, and the figures that QuickBooks works out."""
    row = deepcopy(body) | {"Id": body.get("Id", document_id), "SyncToken": str(int(body.get("SyncToken", -1)) + 1)}
    if "CustomerRef" in body and "TotalAmt" not in body:
        tax = body.get("TxnTaxDetail", {}).get("TotalTax", Decimal())
        total = sum((line["Amount"] for line in body["Line"]), Decimal())
        row |= {"TotalAmt": total + tax, "TxnTaxDetail": {**body.get("TxnTaxDetail", {}), "TotalTax": tax}}
        row["Line"].append({"Amount": total, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}})
    return row


class Echo:
    """Answers in turn; `lie` changes an answer before it leaves, by entity, as often as it is told."""

    def __init__(self, *, country="CA"):
        self.transport = ScriptedTransport(self._answer)
        asked = client(self.transport, country=country)
        self.ledger, self.writer = QuickBooksLedger(asked), QuickBooksDocuments(asked)
        self.lies = {}

    def send(self, call, references, request_id):
        return self.writer.prepare(call, references).send(request_id)

    def post(self, document, references, request_id="request-1"):
        """A document and its payments, thirty in a call."""
        standing = self.send(BooksCall(CallAction.POST, document), references, request_id)
        while standing.payments_hash != document.payments_hash:
            standing = self.send(BooksCall(CallAction.PAY, document, standing), references, request_id)
        return standing

    @property
    def sent(self):
        """Every body, its amounts with the decimals they were written with."""
        return [loads(sent.text) for sent in self.transport.sent]

    @property
    def request_ids(self):
        return [sent.query["requestid"] for sent in self.transport.sent]

    def lie(self, entity, change):
        self.lies[entity] = change

    def _answer(self, sent):
        body, path = loads(sent.text), sent.path.rpartition("/")[2]
        if path != "batch":
            row = self._told(ENTITIES[path], stored(body, "1301"))
            return reply(dumps({ENTITIES[path]: row}).decode(), intuit_tid="1-tid")
        items = [
            {"bId": item["bId"], "Payment": self._told("Payment", stored(item["Payment"], f"14{place:02}"))}
            for place, item in enumerate(body["BatchItemRequest"])
        ]
        return reply(dumps({"BatchItemResponse": items}).decode(), intuit_tid="1-batch")

    def _told(self, entity, row):
        if entity in self.lies:
            self.lies[entity](row)
        return row
