"""The steps of the worker as they show on the wire, each for one business date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

from chaos.wired.wire import Call

Meets = Callable[[Call], bool]
_DOCUMENTS = frozenset({"journalentry", "invoice", "salesreceipt"})
_WALL_CLOCK = "%m/%d/%Y %H:%M:%S"


@dataclass(frozen=True)
class Moment:
    """A call of the worker; a worker that dies in it dies before it is carried out, or after."""

    name: str
    meets: Callable[[date], Meets]
    after: bool = True

    def __str__(self):
        return self.name


def claims(on):
    """Takes the lease."""
    return lambda call: _updates(call, on) and "ADD attempts" in call.json["UpdateExpression"]


def writes_intent(on):
    """Says what is about to be posted; settling takes the intent away and writes a state."""
    return lambda call: _updates(call, on) and _written(call) & {"intent", "state"} == {"intent"}


def settles(on):
    """Writes the outcome."""
    return lambda call: _updates(call, on) and "state" in _written(call)


def writes_proof(on):
    """Keeps why the books are right."""
    return lambda call: call.operation == "PutItem" and "content" in call.json["Item"] and _day(call) == str(on)


def posts_document(on):
    """Writes the day's entry, invoice or receipt, for the first time or in its place."""
    return lambda call: call.method == "POST" and entity_of(call) in _DOCUMENTS and call.json.get("TxnDate") == str(on)


def posts_payments(on):
    """Writes payments of the day's invoice."""

    def meets(call):
        items = call.json["BatchItemRequest"] if entity_of(call) == "batch" else []
        return any(item.get("Payment", {}).get("TxnDate") == str(on) for item in items)

    return meets


def looks_for_document(on):
    """Asks whether the day's document is there, by its number, because no answer told."""
    return lambda call: f"DocNumber = 'TL-{on:%y%m%d}-" in _query(call)


def looks_for_payments(on):
    """Asks which payments of the date are there, because no answer told."""
    return lambda call: "FROM Payment " in _query(call) and f"TxnDate = '{on}'" in _query(call)


def asks_talech(on, *paths):
    """Reads something of a business date; every such call tells the date, some of them as the id of an order."""

    def meets(call):
        return call.side == "talech" and call.path.strip("/").startswith(paths or "") and str(on) in _dates_asked(call)

    return meets


def refreshes(call):
    """Trades the refresh token."""
    return call.side == "quickbooks" and call.path.endswith("/tokens/bearer")


def leases_refresh(call):
    """Asks to be the one who refreshes."""
    row = call.json.get("Key", {}) if call.operation == "UpdateItem" else {}
    values = call.json.get("ExpressionAttributeValues", {})
    return row.get("sk") == {"S": "QUICKBOOKS_TOKENS"} and ":until" in values


def entity_of(call):
    """What a call of the accounting API is about."""
    _, company, rest = call.path.partition("?")[0].partition("/company/")
    return rest.partition("/")[2] if call.side == "quickbooks" and company else ""


def _query(call):
    """What a call asks of QuickBooks' query language; empty where it asks nothing."""
    asked = parse_qs(urlsplit(call.path).query) if entity_of(call) == "query" else {}
    return asked.get("query", [""])[0]


LEASED = Moment("the lease is taken", claims)
SENT = Moment("the intent is written and the document about to be", posts_document, after=False)
POSTED = Moment("the document is written and its answer never heard", posts_document)
UNPAID = Moment("the invoice is written and its payments about to be", posts_payments, after=False)
PAID = Moment("the payments are written and their answer never heard", posts_payments)
UNPROVED = Moment("the answer is heard and the proof about to be written", writes_proof, after=False)
PROVED = Moment("the proof is written and the outcome is not", writes_proof)
SETTLED = Moment("the outcome is written and the message not yet deleted", settles)
OF_AN_ENTRY = (LEASED, SENT, POSTED, UNPROVED, PROVED, SETTLED)
OF_AN_INVOICE = (*OF_AN_ENTRY, UNPAID, PAID)


def _updates(call, on):
    return call.operation == "UpdateItem" and _day(call) == str(on)


def _day(call):
    """The business date of an item of a table with one item per location-day."""
    keys = call.json.get("Key") or call.json.get("Item") or {}
    return keys.get("day", {}).get("S", "").partition("#")[0]


def _written(call):
    return set(call.json.get("ExpressionAttributeNames", {}).values())


def _dates_asked(call):
    asked = call.json
    criteria = asked.get("searchCriteria", {})
    if "startDate" in criteria:
        return {f"{datetime.strptime(criteria['startDate'], _WALL_CLOCK):%Y-%m-%d}"}  # noqa: DTZ007 -- the shop's clock
    if "from" in asked:
        return {asked["from"][:10]}
    return {order.partition("_")[0] for order in (asked.get("orderId"), *asked.get("order_ids", ())) if order}
