"""What may stand on a sales form; invoices, receipts and memos share it (docs/quickbooks.md 4.9 to 4.11)."""

from quickbooks_simulator.entities.fields import (
    Choice,
    Day,
    Field,
    Flag,
    Group,
    Ignored,
    Kept,
    Many,
    Money,
    Number,
    Reference,
    Text,
)
from quickbooks_simulator.lists.contact_fields import ADDRESS
from quickbooks_simulator.validation.doc_numbers import LONGEST

LINK = Group({"TxnId": Text(), "TxnType": Text(), "TxnLineId": Text()})

SALES_ITEM_DETAIL = Group(
    {
        "ItemRef": Reference(),
        "ItemAccountRef": Ignored(),
        "ClassRef": Reference(),
        "UnitPrice": Number(),
        "RatePercent": Number(),
        "PriceLevelRef": Reference(),
        "MarkupInfo": Kept(),
        "Qty": Number(),
        "TaxCodeRef": Reference(),
        "TaxClassificationRef": Reference(),
        "TaxInclusiveAmt": Number(),
        "ServiceDate": Day(),
        "DiscountRate": Number(),
        "DiscountAmt": Number(),
    }
)

DISCOUNT_DETAIL = Group(
    {
        "PercentBased": Flag(),
        "DiscountPercent": Number(),
        "DiscountAccountRef": Reference(),
        "DiscountRef": Reference(),
        "Discount": Kept(),
        "ClassRef": Reference(),
        "TaxCodeRef": Reference(),
    }
)

LINE = Group(
    {
        "Id": Text(),
        "LineNum": Ignored(),
        "Description": Text(4000),
        "Amount": Money(),
        "DetailType": Choice(
            frozenset({"SalesItemLineDetail", "DiscountLineDetail", "SubTotalLineDetail", "DescriptionOnly"})
        ),
        "SalesItemLineDetail": SALES_ITEM_DETAIL,
        "DiscountLineDetail": DISCOUNT_DETAIL,
        "SubTotalLineDetail": Ignored(),
        "SubtotalLineDetail": Ignored(),
        "DescriptionLineDetail": Kept(),
        "LinkedTxn": Many(LINK),
        "CustomField": Kept(),
    }
)

TAX_LINE = Group(
    {
        "Amount": Money(),
        "DetailType": Text(),
        "TaxLineDetail": Group(
            {
                "TaxRateRef": Reference(),
                "PercentBased": Flag(),
                "TaxPercent": Number(),
                "NetAmountTaxable": Number(),
                "TaxInclusiveAmount": Number(),
                "OverrideDeltaAmount": Ignored(),
                "ServiceDate": Day(),
            }
        ),
    }
)

TAX_DETAIL = Group(
    {
        "TxnTaxCodeRef": Reference(),
        "DefaultTaxCodeRef": Reference(),
        "TotalTax": Money(),
        "UseAutomatedSalesTax": Flag(),
        "TaxReviewStatus": Ignored(),
        "TaxLine": Many(TAX_LINE),
    }
)

_STATUS = Kept()

SALES_FORM_FIELDS: dict[str, Field] = {
    "DocNumber": Text(LONGEST),
    "TxnDate": Day(),
    "DepartmentRef": Reference(),
    "ClassRef": Reference(),
    "CurrencyRef": Reference(),
    "ExchangeRate": Number(),
    "PrivateNote": Text(4000),
    "CustomerRef": Reference(),
    "CustomerMemo": Group({"value": Text(1000)}),
    "Line": Many(LINE),
    "TxnTaxDetail": TAX_DETAIL,
    "GlobalTaxCalculation": Choice(frozenset({"TaxExcluded", "TaxInclusive", "NotApplicable"})),
    "ApplyTaxAfterDiscount": Flag(),
    "TotalAmt": Ignored(),
    "HomeTotalAmt": Ignored(),
    "Balance": Ignored(),
    "HomeBalance": Ignored(),
    "TaxReviewStatus": Ignored(),
    "BillAddr": ADDRESS,
    "ShipAddr": ADDRESS,
    "ShipFromAddr": ADDRESS,
    "BillEmail": Group({"Id": Text(), "Address": Text(100), "Default": Flag(), "Tag": Text()}),
    "BillEmailCc": Kept(),
    "BillEmailBcc": Kept(),
    "FreeFormAddress": Flag(),
    "ShipDate": Day(),
    "ShipMethodRef": Reference(),
    "TrackingNum": Text(31),
    "PrintStatus": _STATUS,
    "EmailStatus": _STATUS,
    "DeliveryInfo": Kept(),
    "PaymentMethodRef": Reference(),
    "PaymentRefNum": Text(21),
    "PaymentType": Kept(),
    "CreditCardPayment": Kept(),
    "CheckPayment": Kept(),
    "TxnSource": Kept(),
    "TxnStatus": Kept(),
    "DepositToAccountRef": Reference(),
    "ARAccountRef": Reference(),
    "RecurDataRef": Reference(),
    "TaxExemptionRef": Reference(),
    "TransactionLocationType": Kept(),
    "ProjectRef": Reference(),
    "LinkedTxn": Many(LINK),
}

INVOICE_FIELDS: dict[str, Field] = {
    "DueDate": Day(),
    "SalesTermRef": Reference(),
    "Deposit": Money(),
    "AllowIPNPayment": Flag(),
    "AllowOnlinePayment": Flag(),
    "AllowOnlineCreditCardPayment": Flag(),
    "AllowOnlineACHPayment": Flag(),
    "InvoiceLink": Ignored(),
    "EInvoiceStatus": Ignored(),
    "ECloudStatusTimeStamp": Ignored(),
}

CREDIT_MEMO_FIELDS: dict[str, Field] = {
    "RemainingCredit": Ignored(),
    "SalesTermRef": Reference(),
    "InvoiceRef": Reference(),
}
