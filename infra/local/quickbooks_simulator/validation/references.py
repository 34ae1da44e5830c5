"""References between rows: unknown ids answer 2500, rows made inactive answer 610 (docs/quickbooks.md 3.3)."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import check_account_currency
from quickbooks_simulator.wire import Body

BANK_OR_CURRENT_ASSET = frozenset({"Bank", "Other Current Asset"})


def referenced(company: Company, body: Body, name: str, entity: str) -> Record | None:
    """The row a reference points at, or None when the reference is unset.

    Raises:
        ApiFault: 2500 for an unknown id, 610 for an inactive row.
    """
    identifier = reference_value(body, name)
    if identifier is None:
        return None
    record = company.find(entity, identifier)
    if record is None:
        raise refusal("2500", f"Invalid Reference Id : {entity} element id {identifier} not found", name)
    if not record.active:
        raise refusal(
            "610",
            f"{entity} {identifier} has been made inactive. Check the fields with accounts, customers and items",
            name,
        )
    return record


def required(company: Company, body: Body, name: str, entity: str) -> Record:
    """The row a reference points at.

    Raises:
        ApiFault: 2020 when the reference is missing, and as `referenced`.
    """
    record = referenced(company, body, name, entity)
    if record is None:
        raise refusal("2020", f"Required parameter {name} is missing in the request", name)
    return record


def deposit_account(company: Company, body: Body) -> Record | None:
    """The account money goes to or leaves from: bank or other current asset.

    Raises:
        ApiFault: 6430 for another type of account, 6000 for one in a foreign currency, and as `referenced`.
    """
    account = referenced(company, body, "DepositToAccountRef", "Account")
    if account is None:
        return None
    if account.body["AccountType"] not in BANK_OR_CURRENT_ASSET:
        raise refusal(
            "6430",
            f"Money cannot go to an account of type {account.body['AccountType']}; use Bank or Other Current Asset",
            "DepositToAccountRef",
        )
    check_account_currency(company, account, "DepositToAccountRef")
    return account


def check_location(draft: Draft, holder: Body) -> None:
    """A location may be named only where locations are tracked.

    Raises:
        ApiFault: 5020 when the plan has no locations, 5030 when they are switched off, and as `referenced`.
    """
    if reference_value(holder, "DepartmentRef") is None:
        return
    check_tracking(draft.company, on=draft.company.tracks_locations, feature="DepartmentRef")
    referenced(draft.company, holder, "DepartmentRef", "Department")


def check_class(draft: Draft, holder: Body) -> None:
    """A class may be named only where classes are tracked.

    Raises:
        ApiFault: 5020 when the plan has no classes, 5030 when they are switched off, and as `referenced`.
    """
    if reference_value(holder, "ClassRef") is None:
        return
    company = draft.company
    on = company.tracks_classes_per_line or company.tracks_classes_per_transaction
    check_tracking(company, on=on, feature="ClassRef")
    referenced(company, holder, "ClassRef", "Class")


def check_tracking(company: Company, *, on: bool, feature: str) -> None:
    """Refuse a feature the plan lacks (5020) or the company has switched off (5030)."""
    if not company.switches.plan_tracks_locations:
        raise refusal("5020", f"{feature} is not part of {company.offering}", feature)
    if not on:
        raise refusal("5030", f"{feature} is switched off in the company settings", feature)


def named(company: Company, body: Body, name: str, entity: str, label: str = "Name") -> None:
    """Put the label beside the id, as QuickBooks does in its answers."""
    record = company.find(entity, reference_value(body, name))
    if record is not None:
        body[name] = {"value": record.id, "name": record.body.get(label, "")}
