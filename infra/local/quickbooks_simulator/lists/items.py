"""Item: decides the account of a line on a sales form (docs/quickbooks.md 4.4)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Choice, Day, Flag, Ignored, Kept, Number, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.names import NOT_IN_NAMES, check_unique_name, complete_hierarchy
from quickbooks_simulator.validation.references import named, referenced, required

_REFUSED_TYPES = frozenset({"Accounts Receivable", "Accounts Payable", "Credit Card"})
_REFUSED_SUBTYPES = frozenset({"SalesTaxPayable"})


def _complete(draft: Draft) -> None:
    body = draft.body
    check_unique_name(draft, "Item")
    if "Type" not in body:
        raise refusal("2020", "Required parameter Type is missing in the request", "Type")
    complete_hierarchy(draft, "Item", "SubItem")
    if body["Type"] != "Category":
        _check_income_account(draft)
        referenced(draft.company, body, "ExpenseAccountRef", "Account")
        referenced(draft.company, body, "SalesTaxCodeRef", "TaxCode")
    if body["Type"] == "Inventory":
        required(draft.company, body, "AssetAccountRef", "Account")
    named(draft.company, body, "IncomeAccountRef", "Account", "FullyQualifiedName")
    body.setdefault("Taxable", False)
    body.setdefault("TrackQtyOnHand", False)


def _check_income_account(draft: Draft) -> None:
    """Income is the rule; liabilities and assets work too, the sales-tax account of the system does not.

    Whether a bank account does, no page of Intuit says: a switch of the company decides.
    """
    account = required(draft.company, draft.body, "IncomeAccountRef", "Account")
    kind, subtype = account.body["AccountType"], account.body["AccountSubType"]
    is_refused_bank = kind == "Bank" and not draft.company.switches.items_on_bank_accounts
    if kind in _REFUSED_TYPES or subtype in _REFUSED_SUBTYPES or is_refused_bank:
        raise refusal("6430", f"An item cannot point at an account of type {kind} ({subtype})", "IncomeAccountRef")


ITEM = EntityDefinition(
    name="Item",
    kind=Kind.NAME_LIST,
    fields={
        "Name": Text(100, forbidden=NOT_IN_NAMES),
        "Sku": Text(100),
        "Description": Text(4000),
        "Active": Flag(),
        "SubItem": Flag(),
        "ParentRef": Reference(),
        "Level": Ignored(),
        "FullyQualifiedName": Ignored(),
        "Taxable": Flag(),
        "SalesTaxIncluded": Flag(),
        "PurchaseTaxIncluded": Flag(),
        "UnitPrice": Number(),
        "RatePercent": Number(),
        "Type": Choice(frozenset({"Service", "NonInventory", "Inventory", "Category"})),
        "IncomeAccountRef": Reference(),
        "ExpenseAccountRef": Reference(),
        "AssetAccountRef": Reference(),
        "PurchaseDesc": Text(1000),
        "PurchaseCost": Number(),
        "TrackQtyOnHand": Flag(),
        "QtyOnHand": Number(),
        "ReorderPoint": Number(),
        "InvStartDate": Day(),
        "SalesTaxCodeRef": Reference(),
        "PurchaseTaxCodeRef": Reference(),
        "ClassRef": Reference(),
        "PrefVendorRef": Reference(),
        "TaxClassificationRef": Reference(),
        "ItemCategoryType": Kept(),
        "AbatementRate": Number(),
        "ReverseChargeRate": Number(),
        "ServiceType": Kept(),
        "UQCDisplayText": Kept(),
        "UQCId": Kept(),
        "Source": Kept(),
    },
    filterable=filters(
        "Name",
        "FullyQualifiedName",
        "Active",
        "Type",
        "Sku",
        "Description",
        "Taxable",
        "UnitPrice",
        "ParentRef",
        "SubItem",
    ),
    complete=_complete,
)
