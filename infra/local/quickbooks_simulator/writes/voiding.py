"""What remains of a voided document: its id, its lines at zero and the word Voided (docs/quickbooks.md 2)."""

from copy import deepcopy
from decimal import Decimal

from quickbooks_simulator.wire import Body

_MARK = "Voided"


def empty_document(body: Body, zero: Decimal) -> Body:
    """The document with every amount at zero; linked payments fall away."""
    voided = deepcopy(body)
    for line in voided.get("Line", []):
        if "Amount" in line:
            line["Amount"] = zero
        line.pop("LinkedTxn", None)
        detail: Body = line.get(line.get("DetailType", ""), {})
        for name in ("Qty", "UnitPrice", "TaxInclusiveAmt"):
            detail.pop(name, None)
    voided.pop("TxnTaxDetail", None)
    voided["TotalAmt"] = zero
    note = voided.get("PrivateNote")
    voided["PrivateNote"] = f"{_MARK} - {note}" if note else _MARK
    return voided
