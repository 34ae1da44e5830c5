"""The sample-merchant contract (docs/talech.md 7): what a shop sold, in integers, instants and ids.

Each field's `Annotated` text is its documentation: it becomes the description in
`schemas/sample-merchant-v1.schema.json` and the advice in the message about a broken folder.
"""

from talech_simulator.contract.codec import ContractError, from_json, to_json
from talech_simulator.contract.drawer import DrawerEvent, DrawerShift
from talech_simulator.contract.merchant import (
    Category,
    EarlierSettings,
    Location,
    Merchant,
    MerchantFile,
    Tax,
    Tender,
)
from talech_simulator.contract.orders import (
    Discount,
    EarlierClosing,
    Modifier,
    Order,
    OrderLine,
    Payment,
    ServiceCharge,
    TaxAmount,
    TipChange,
    Totals,
)
from talech_simulator.contract.refunds import Refund, RefundLine
from talech_simulator.contract.sample import SampleMerchant

__all__ = [
    "Category",
    "ContractError",
    "Discount",
    "DrawerEvent",
    "DrawerShift",
    "EarlierClosing",
    "EarlierSettings",
    "Location",
    "Merchant",
    "MerchantFile",
    "Modifier",
    "Order",
    "OrderLine",
    "Payment",
    "Refund",
    "RefundLine",
    "SampleMerchant",
    "ServiceCharge",
    "Tax",
    "TaxAmount",
    "Tender",
    "TipChange",
    "Totals",
    "from_json",
    "to_json",
]
