"""Account: a line of the chart (docs/quickbooks.md 4.3)."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Choice, Flag, Ignored, Kept, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.lists.account_types import (
    CLASSIFICATIONS,
    DEBIT_CLASSIFICATIONS,
    SUBTYPES,
    TYPE_OF_SUBTYPE,
)
from quickbooks_simulator.reports.ledger import balance_minor, is_used
from quickbooks_simulator.validation.currencies import complete_list_currency
from quickbooks_simulator.validation.limits import check_account_limit
from quickbooks_simulator.validation.names import check_unique_name, complete_hierarchy
from quickbooks_simulator.validation.references import referenced
from quickbooks_simulator.wire import Body

_LONGEST_NUMBER = 20
"""Seven in the screens of some countries; more were seen through the API in all of them (docs/quickbooks.md 13.18)."""

_FOREIGN_TYPES = frozenset({"Bank", "Credit Card", "Accounts Receivable", "Accounts Payable", "Other Current Asset"})
"""Types that can be kept in a foreign currency; the others are always kept in the company's own."""

_ONE_PER_COMPANY = frozenset({"UndepositedFunds", "OpeningBalanceEquity", "RetainedEarnings"})


def _complete(draft: Draft) -> None:
    body = draft.body
    check_unique_name(draft, "Account")
    check_account_limit(draft)
    _complete_type(body)
    _check_number(draft)
    _check_parent(draft)
    complete_hierarchy(draft, "Account", "SubAccount")
    complete_list_currency(draft)
    _check_currency(draft)
    _check_change_of_type(draft)
    body["Classification"] = CLASSIFICATIONS[body["AccountType"]]


def _complete_type(body: Body) -> None:
    account_type, subtype = body.get("AccountType"), body.get("AccountSubType")
    if account_type is None and subtype is None:
        raise refusal("6010", "AccountType or AccountSubType must be supplied", "AccountType")
    if subtype is not None and subtype not in TYPE_OF_SUBTYPE:
        raise refusal("2170", f"AccountSubType does not know {subtype!r}", "AccountSubType")
    if account_type is None:
        body["AccountType"] = TYPE_OF_SUBTYPE[str(subtype)]
    elif subtype is None:
        body["AccountSubType"] = SUBTYPES[account_type][0]
    elif subtype not in SUBTYPES[account_type]:
        raise refusal(
            "2170", f"AccountSubType {subtype} does not belong to AccountType {account_type}", "AccountSubType"
        )


def _check_number(draft: Draft) -> None:
    number = draft.body.get("AcctNum", "")
    if len(number) > _LONGEST_NUMBER:
        raise refusal(
            "2050", f"AcctNum has {len(number)} characters, at most {_LONGEST_NUMBER} are supported", "AcctNum"
        )
    for record in draft.company.live("Account"):
        if number and record.active and record.id != draft.own_id and record.body.get("AcctNum") == number:
            detail = f"The account number supplied already exists. : Id={record.id}"
            raise refusal("6240", detail, "AcctNum")


def _check_currency(draft: Draft) -> None:
    currency, kind = draft.body["CurrencyRef"]["value"], draft.body["AccountType"]
    if currency != draft.company.currency and kind not in _FOREIGN_TYPES:
        raise refusal("6000", f"An account of type {kind} is kept in {draft.company.currency} only", "CurrencyRef")


def _check_parent(draft: Draft) -> None:
    parent = referenced(draft.company, draft.body, "ParentRef", "Account")
    if parent is None:
        if draft.body.get("SubAccount") and "SubAccount" in draft.supplied:
            raise refusal("2020", "Required parameter ParentRef is missing in the request", "ParentRef")
        return
    if parent.body["AccountType"] != draft.body["AccountType"]:
        raise refusal("6000", "A sub-account must have the type of its parent account", "ParentRef")
    if _ONE_PER_COMPANY & {parent.body["AccountSubType"], draft.body["AccountSubType"]}:
        raise refusal("6000", "System accounts can be neither parent nor sub-account", "ParentRef")


def _check_change_of_type(draft: Draft) -> None:
    body, previous = draft.body, draft.previous
    if previous is None:
        if body["AccountSubType"] in _ONE_PER_COMPANY and draft.company.find_named(
            "Account", "AccountSubType", body["AccountSubType"]
        ):
            raise refusal("6000", f"There can be only one {body['AccountSubType']} account", "AccountSubType")
        return
    if body["AccountType"] != previous.body["AccountType"] and is_used(draft.company, previous.id):
        raise refusal("6000", "The type of an account with transactions cannot be changed", "AccountType")
    if not body.get("Active", True) and previous.body["AccountSubType"] in _ONE_PER_COMPANY:
        raise refusal("6000", "A system account cannot be made inactive", "Active")


def _present(company: Company, record: Record) -> Body:
    sign = 1 if record.body["Classification"] in DEBIT_CLASSIFICATIONS else -1
    balance = company.decimal(sign * balance_minor(company, record.id))
    return {"CurrentBalance": balance, "CurrentBalanceWithSubAccounts": balance}


ACCOUNT = EntityDefinition(
    name="Account",
    kind=Kind.NAME_LIST,
    fields={
        "Name": Text(100, forbidden=':"'),
        "SubAccount": Flag(),
        "ParentRef": Reference(),
        "Description": Text(100),
        "FullyQualifiedName": Ignored(),
        "Active": Flag(),
        "Classification": Ignored(),
        "AccountType": Choice(frozenset(SUBTYPES)),
        "AccountSubType": Text(),
        "AcctNum": Text(forbidden=":"),
        "AccountAlias": Kept(),
        "TxnLocationType": Kept(),
        "CurrentBalance": Ignored(),
        "CurrentBalanceWithSubAccounts": Ignored(),
        "CurrencyRef": Reference(),
        "TaxCodeRef": Reference(),
    },
    filterable=filters(
        "Name",
        "FullyQualifiedName",
        "Active",
        "Classification",
        "AccountType",
        "AccountSubType",
        "SubAccount",
        "ParentRef",
        "Description",
        "CurrentBalance",
        "CurrencyRef",
        "AcctNum",
    ),
    complete=_complete,
    present=_present,
)
