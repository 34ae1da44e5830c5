"""The small lists that documents point at: customers, classes, locations, payment methods.

quickbooks-online reference 4.5 and 4.6.
"""

from daybook_local.quickbooks.company import Company, Record
from daybook_local.quickbooks.entities.definition import Draft, EntityDefinition, Kind, filters
from daybook_local.quickbooks.faults import refusal
from daybook_local.quickbooks.fields import Choice, Day, Field, Flag, Group, Ignored, Kept, Reference, Text
from daybook_local.quickbooks.ledger import ledger
from daybook_local.quickbooks.postings import receivable
from daybook_local.quickbooks.validation.currencies import complete_currency
from daybook_local.quickbooks.validation.names import NOT_IN_NAMES, check_unique_name, complete_hierarchy
from daybook_local.quickbooks.validation.references import check_tracking, referenced
from daybook_local.quickbooks.wire import Body

ADDRESS = Group(
    {
        name: Kept()
        for name in [
            "Id",
            "Line1",
            "Line2",
            "Line3",
            "Line4",
            "Line5",
            "City",
            "Country",
            "CountryCode",
            "CountrySubDivisionCode",
            "PostalCode",
            "PostalCodeSuffix",
            "Lat",
            "Long",
            "Tag",
            "Note",
        ]
    }
)
_PHONE = Group(
    {
        name: Text()
        for name in [
            "Id",
            "DeviceType",
            "CountryCode",
            "AreaCode",
            "ExchangeCode",
            "Extension",
            "FreeFormNumber",
            "Tag",
        ]
    }
)
_EMAIL = Group({"Id": Text(), "Address": Text(100), "Default": Flag(), "Tag": Text()})
_NAME_PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")


def _complete_customer(draft: Draft) -> None:
    body = draft.body
    if "DisplayName" not in body:
        parts = [body[part] for part in _NAME_PARTS if part in body]
        if not parts:
            raise refusal("6080", "DisplayName or at least one name part must be supplied", "DisplayName")
        body["DisplayName"] = " ".join(parts)
    check_unique_name(draft, "Customer", "DisplayName")
    parent = referenced(draft.company, body, "ParentRef", "Customer")
    prefix = f"{parent.body['FullyQualifiedName']}:" if parent else ""
    body["FullyQualifiedName"] = f"{prefix}{body['DisplayName']}"
    body["Job"] = parent is not None
    body.setdefault("PrintOnCheckName", body.get("CompanyName", body["DisplayName"]))
    body.setdefault("Taxable", True)
    complete_currency(draft)


def _present_customer(company: Company, record: Record) -> Body:
    own_account = receivable(company)
    balance = sum(
        line.debit_minor - line.credit_minor
        for line in ledger(company)
        if line.account_id == own_account and line.customer_id == record.id
    )
    return {"Balance": company.decimal(balance), "BalanceWithJobs": company.decimal(balance)}


def _complete_class(draft: Draft) -> None:
    company = draft.company
    on = company.tracks_classes_per_line or company.tracks_classes_per_transaction
    check_tracking(company, on=on, feature="Class")
    check_unique_name(draft, "Class")
    complete_hierarchy(draft, "Class", "SubClass")


def _complete_department(draft: Draft) -> None:
    check_tracking(draft.company, on=draft.company.tracks_locations, feature="Department")
    check_unique_name(draft, "Department")
    complete_hierarchy(draft, "Department", "SubDepartment")


def _complete_payment_method(draft: Draft) -> None:
    check_unique_name(draft, "PaymentMethod")
    draft.body.setdefault("Type", "NON_CREDIT_CARD")


_CUSTOMER_FIELDS: dict[str, Field] = {
    **{part: Text(100, forbidden=NOT_IN_NAMES) for part in _NAME_PARTS},
    "DisplayName": Text(500, forbidden=NOT_IN_NAMES),
    "CompanyName": Text(100),
    "FullyQualifiedName": Ignored(),
    "PrintOnCheckName": Text(110),
    "Notes": Text(2000),
    "Active": Flag(),
    "Taxable": Flag(),
    "TaxExemptionReasonId": Kept(),
    "Job": Ignored(),
    "BillWithParent": Flag(),
    "IsProject": Flag(),
    "ParentRef": Reference(),
    "Level": Ignored(),
    "Balance": Ignored(),
    "BalanceWithJobs": Ignored(),
    "OpenBalanceDate": Day(),
    "PreferredDeliveryMethod": Text(),
    "ResaleNum": Text(),
    "PrimaryTaxIdentifier": Text(),
    "SecondaryTaxIdentifier": Text(),
    "GSTIN": Text(),
    "GSTRegistrationType": Text(),
    "ClientEntityId": Kept(),
    "V4IDPseudonym": Ignored(),
    "Source": Kept(),
    "BillAddr": ADDRESS,
    "ShipAddr": ADDRESS,
    "OtherAddr": Kept(),
    "PrimaryPhone": _PHONE,
    "AlternatePhone": _PHONE,
    "Mobile": _PHONE,
    "Fax": _PHONE,
    "PrimaryEmailAddr": _EMAIL,
    "WebAddr": Group({"URI": Text(1000)}),
    "CurrencyRef": Reference(),
    "DefaultTaxCodeRef": Reference(),
    "SalesTermRef": Reference(),
    "PaymentMethodRef": Reference(),
    "ARAccountRef": Reference(),
    "CustomerTypeRef": Reference(),
}

CUSTOMER = EntityDefinition(
    name="Customer",
    kind=Kind.NAME_LIST,
    fields=_CUSTOMER_FIELDS,
    filterable=filters(
        *_NAME_PARTS,
        "DisplayName",
        "CompanyName",
        "FullyQualifiedName",
        "PrintOnCheckName",
        "Active",
        "Taxable",
        "Job",
        "ParentRef",
        "Balance",
    ),
    complete=_complete_customer,
    present=_present_customer,
)


def _hierarchical(name: str, child_flag: str) -> dict[str, Field]:
    return {
        "Name": Text(100, forbidden=NOT_IN_NAMES),
        child_flag: Flag(),
        "ParentRef": Reference(),
        "FullyQualifiedName": Ignored(),
        "Active": Flag(),
        **({"Address": ADDRESS} if name == "Department" else {}),
    }


CLASS = EntityDefinition(
    name="Class",
    kind=Kind.NAME_LIST,
    fields=_hierarchical("Class", "SubClass"),
    filterable=filters("Name", "FullyQualifiedName", "Active", "SubClass", "ParentRef"),
    complete=_complete_class,
)

DEPARTMENT = EntityDefinition(
    name="Department",
    kind=Kind.NAME_LIST,
    fields=_hierarchical("Department", "SubDepartment"),
    filterable=filters("Name", "FullyQualifiedName", "Active", "SubDepartment", "ParentRef"),
    complete=_complete_department,
)

PAYMENT_METHOD = EntityDefinition(
    name="PaymentMethod",
    kind=Kind.NAME_LIST,
    fields={"Name": Text(31), "Type": Choice(frozenset({"CREDIT_CARD", "NON_CREDIT_CARD"})), "Active": Flag()},
    filterable=filters("Name", "Type", "Active"),
    complete=_complete_payment_method,
)
