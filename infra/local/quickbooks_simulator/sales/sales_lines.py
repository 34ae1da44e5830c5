"""Lines of a sales form: what QuickBooks makes of each, and what it silently drops (docs/quickbooks.md 4.9)."""

from decimal import Decimal

from quickbooks_simulator.amounts import percentage_minor, to_minor
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import check_account_currency
from quickbooks_simulator.validation.references import check_class, named, referenced
from quickbooks_simulator.wire import Body

GRATUITY_ITEM = "GRATUITY_ITEM_ID"
SHIPPING_ITEM = "SHIPPING_ITEM_ID"


def complete_lines(draft: Draft) -> list[Body]:
    """The lines as they are stored: amounts rounded, accounts looked up, subtotals dropped.

    Raises:
        ApiFault: 2020 without lines or without an amount, 6070 when price and quantity disagree, 6090 for a discount
            without amount, and everything a reference can do.
    """
    sent: list[Body] = draft.body.get("Line") or []
    lines = [line for line in sent if line.get("DetailType") != "SubTotalLineDetail"]
    if not lines:
        raise refusal("2020", "Required parameter Line is missing in the request", "Line")
    kept = [_completed(draft, line, f"Line[{number}]") for number, line in enumerate(lines)]
    _complete_discount(draft, kept)
    for number, line in enumerate(kept, start=1):
        line.setdefault("Id", str(number))
        line["LineNum"] = number
    return kept


def _completed(draft: Draft, line: Body, element: str) -> Body:
    kind = line.get("DetailType")
    if kind is None:
        raise refusal("2020", "Required parameter DetailType is missing in the request", f"{element}.DetailType")
    if kind == "DescriptionOnly":
        return _text_only(line)
    if kind == "DiscountLineDetail":
        line.setdefault("DiscountLineDetail", {})
        return line
    detail: Body = line.setdefault("SalesItemLineDetail", {})
    if reference_value(detail, "ItemRef") is None:
        return _text_only(line)
    line["Amount"] = _amount(draft.company, line, detail, element)
    _complete_item(draft, detail)
    check_class(draft, detail)
    if not draft.company.tracks_classes_per_line:
        detail.pop("ClassRef", None)
    named(draft.company, detail, "ClassRef", "Class", "FullyQualifiedName")
    return line


def _text_only(line: Body) -> Body:
    """A line without an item is text; its amount counts for nothing, without a word."""
    text = {"Id": line["Id"]} if "Id" in line else {}
    return {
        **text,
        "Description": line.get("Description", ""),
        "DetailType": "DescriptionOnly",
        "DescriptionLineDetail": {},
    }


def _amount(company: Company, line: Body, detail: Body, element: str) -> Decimal:
    quantity, price = detail.get("Qty"), detail.get("UnitPrice")
    if not quantity or price is None:
        for name in ("Qty", "UnitPrice"):  # zeros are what clients send for "not used"
            if not detail.get(name):
                detail.pop(name, None)
        product = None
    else:
        product = to_minor(quantity * price, company.currency)
    if "Amount" not in line:
        if product is None:
            raise refusal("2020", "Required parameter Amount is missing in the request", f"{element}.Amount")
        return company.decimal(product)
    amount = company.minor(line["Amount"])
    if product is not None and product != amount:
        raise refusal(
            "6070", f"Amount is not equal to UnitPrice * Qty. Supplied value: {line['Amount']}", f"{element}.Amount"
        )
    return company.decimal(amount)


def _complete_item(draft: Draft, detail: Body) -> None:
    company = draft.company
    special = _special_account(company, detail["ItemRef"]["value"])
    if special is not None:
        detail["ItemAccountRef"] = {"value": special.id, "name": special.body["FullyQualifiedName"]}
        return
    item = referenced(company, detail, "ItemRef", "Item")
    if item is None or item.body["Type"] == "Category":
        raise refusal("2500", "A category cannot be sold", "ItemRef")
    account = referenced(company, item.body, "IncomeAccountRef", "Account")
    detail["ItemRef"] = {"value": item.id, "name": item.body["Name"]}
    if account is not None:
        check_account_currency(company, account, "ItemRef")
        detail["ItemAccountRef"] = {"value": account.id, "name": account.body["FullyQualifiedName"]}


def _special_account(company: Company, item: str) -> Record | None:
    """Tips and shipping have items of their own once the company allows them."""
    if item == GRATUITY_ITEM:
        if company.other_preference("SalesFormsPrefs.AllowGratuity") != "true":
            raise refusal("5030", "Tips are switched off in the company settings", "ItemRef")
        chosen = company.find("Account", company.other_preference("SalesFormsPrefs.GratuityAccount"))
        return chosen or company.find_named("Account", "AccountSubType", "Gratuity")
    if item == SHIPPING_ITEM:
        if not company.preferences["SalesFormsPrefs"]["AllowShipping"]:
            raise refusal("5030", "Shipping is switched off in the company settings", "ItemRef")
        return company.find_named("Account", "AccountType", "Income")
    return None


def _complete_discount(draft: Draft, lines: list[Body]) -> None:
    """At most one discount, positive, in money or in per cent of the items before it."""
    company = draft.company
    discounts = [line for line in lines if line["DetailType"] == "DiscountLineDetail"]
    if not discounts:
        return
    if not company.preferences["SalesFormsPrefs"]["AllowDiscount"]:
        raise refusal("5030", "Discounts are switched off in the company settings", "DiscountLineDetail")
    if len(discounts) > 1:
        raise refusal("6000", "A sales form takes one discount line", "DiscountLineDetail")
    line, detail = discounts[0], discounts[0]["DiscountLineDetail"]
    if detail.get("PercentBased"):
        if not detail.get("DiscountPercent"):
            raise refusal("6090", "DiscountPercent is missing", "DiscountPercent")
        line["Amount"] = company.decimal(percentage_minor(item_total_minor(company, lines), detail["DiscountPercent"]))
    elif "Amount" not in line:
        raise refusal("6090", "The amount of the discount is missing", "Amount")
    if line["Amount"] < 0:
        raise refusal("2290", "A discount is a positive amount", "Amount")
    line["Amount"] = company.decimal(company.minor(line["Amount"]))
    detail["DiscountAccountRef"] = _discount_account(company, detail)


def _discount_account(company: Company, detail: Body) -> Body:
    account = referenced(company, detail, "DiscountAccountRef", "Account")
    if account is None:
        preferred = company.preferences["SalesFormsPrefs"].get("DefaultDiscountAccount")
        account = company.find("Account", preferred) or company.find_named(
            "Account", "AccountSubType", "DiscountsRefundsGiven"
        )
    if account is None:
        raise refusal("2020", "Required parameter DiscountAccountRef is missing in the request", "DiscountAccountRef")
    return {"value": account.id, "name": account.body["FullyQualifiedName"]}


def item_lines(lines: list[Body]) -> list[Body]:
    """The lines that sell something."""
    return [line for line in lines if line["DetailType"] == "SalesItemLineDetail"]


def item_total_minor(company: Company, lines: list[Body]) -> int:
    """The sum of the item lines."""
    return sum(company.minor(line["Amount"]) for line in item_lines(lines))


def discount_minor(company: Company, lines: list[Body]) -> int:
    """The discount of a form, zero without one."""
    return sum(company.minor(line["Amount"]) for line in lines if line["DetailType"] == "DiscountLineDetail")
