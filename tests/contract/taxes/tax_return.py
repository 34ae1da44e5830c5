"""What QuickBooks' own tax return holds, added up from the documents that it looks at: sales forms, never entries."""

from collections import Counter
from decimal import Decimal

from daybook.domain.money import to_minor

# On the paper of a refund money given back is positive; the return subtracts it (docs/quickbooks.md 4.11).
_SIGN = {"Invoice": 1, "SalesReceipt": 1, "RefundReceipt": -1, "CreditMemo": -1}


def tax_return(company, day):
    """The return of one date: rate name to (tax, net amount that bears it), in minor units; rates of nothing go."""
    taxes, bases = Counter(), Counter()
    for record in company.transactions():
        if record.entity not in _SIGN or record.body["TxnDate"] != day.isoformat():
            continue
        for line in record.body.get("TxnTaxDetail", {}).get("TaxLine", []):
            rate = company.find("TaxRate", line["TaxLineDetail"]["TaxRateRef"]["value"]).body["Name"]
            taxes[rate] += _SIGN[record.entity] * to_minor(Decimal(line["Amount"]))
            bases[rate] += _SIGN[record.entity] * to_minor(Decimal(line["TaxLineDetail"]["NetAmountTaxable"]))
    return {rate: (taxes[rate], bases[rate]) for rate in sorted(taxes) if taxes[rate] or bases[rate]}
