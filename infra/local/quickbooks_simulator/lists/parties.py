"""Customer, Vendor and Employee: people and firms under one name space (docs/quickbooks.md 4.5, 13.18)."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Day, Field, Flag, Ignored, Kept, Number, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.lists.contact_fields import ADDRESS, EMAIL, PHONE, WEB_ADDRESS
from quickbooks_simulator.reports.ledger import ledger
from quickbooks_simulator.reports.postings import receivable
from quickbooks_simulator.validation.currencies import complete_list_currency
from quickbooks_simulator.validation.names import NOT_IN_NAMES, check_unique_party
from quickbooks_simulator.validation.references import referenced

_NAME_PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")


def _complete_name(draft: Draft) -> None:
    body = draft.body
    if "DisplayName" not in body:
        parts = [body[part] for part in _NAME_PARTS if part in body]
        if not parts:
            raise refusal("6080", "DisplayName or at least one name part must be supplied", "DisplayName")
        body["DisplayName"] = " ".join(parts)
    check_unique_party(draft)
    body.setdefault("PrintOnCheckName", body.get("CompanyName", body["DisplayName"]))


def _complete_customer(draft: Draft) -> None:
    body = draft.body
    _complete_name(draft)
    parent = referenced(draft.company, body, "ParentRef", "Customer")
    prefix = f"{parent.body['FullyQualifiedName']}:" if parent else ""
    body["FullyQualifiedName"] = f"{prefix}{body['DisplayName']}"
    body["Job"] = parent is not None
    body.setdefault("Taxable", True)
    complete_list_currency(draft)


def _present_customer(company: Company, record: Record) -> dict[str, object]:
    own_account = receivable(company)
    balance = sum(
        line.debit_minor - line.credit_minor
        for line in ledger(company)
        if line.account_id == own_account and line.customer_id == record.id
    )
    return {"Balance": company.decimal(balance), "BalanceWithJobs": company.decimal(balance)}


def _complete_vendor(draft: Draft) -> None:
    _complete_name(draft)
    referenced(draft.company, draft.body, "TermRef", "Term")
    draft.body.setdefault("Vendor1099", False)
    complete_list_currency(draft)


def _present_vendor(company: Company, record: Record) -> dict[str, object]:  # noqa: ARG001 -- the form of a presenter
    """Nothing is bought here, so nothing is owed."""
    return {"Balance": company.decimal(0)}


_NAME_FIELDS: dict[str, Field] = {
    **{part: Text(100, forbidden=NOT_IN_NAMES) for part in _NAME_PARTS},
    "DisplayName": Text(500, forbidden=NOT_IN_NAMES),
    "PrintOnCheckName": Text(110),
    "Active": Flag(),
    "V4IDPseudonym": Ignored(),
    "PrimaryPhone": PHONE,
    "Mobile": PHONE,
    "PrimaryEmailAddr": EMAIL,
}

_FIRM_FIELDS: dict[str, Field] = {
    **_NAME_FIELDS,
    "CompanyName": Text(100),
    "Notes": Text(2000),
    "Balance": Ignored(),
    "GSTIN": Text(),
    "GSTRegistrationType": Text(),
    "Source": Kept(),
    "BillAddr": ADDRESS,
    "OtherAddr": Kept(),
    "AlternatePhone": PHONE,
    "Fax": PHONE,
    "WebAddr": WEB_ADDRESS,
    "CurrencyRef": Reference(),
}

_CUSTOMER_FIELDS: dict[str, Field] = {
    **_FIRM_FIELDS,
    "FullyQualifiedName": Ignored(),
    "Taxable": Flag(),
    "TaxExemptionReasonId": Kept(),
    "Job": Ignored(),
    "BillWithParent": Flag(),
    "IsProject": Flag(),
    "ParentRef": Reference(),
    "Level": Ignored(),
    "BalanceWithJobs": Ignored(),
    "OpenBalanceDate": Day(),
    "PreferredDeliveryMethod": Text(),
    "ResaleNum": Text(),
    "PrimaryTaxIdentifier": Text(),
    "SecondaryTaxIdentifier": Text(),
    "ClientEntityId": Kept(),
    "ShipAddr": ADDRESS,
    "DefaultTaxCodeRef": Reference(),
    "SalesTermRef": Reference(),
    "PaymentMethodRef": Reference(),
    "ARAccountRef": Reference(),
    "CustomerTypeRef": Reference(),
}

_VENDOR_FIELDS: dict[str, Field] = {
    **_FIRM_FIELDS,
    "AcctNum": Text(100),
    "APAccountRef": Reference(),
    "BillRate": Number(),
    "CostRate": Number(),
    "BusinessNumber": Text(10),
    "HasTPAR": Flag(),
    "TaxIdentifier": Text(20),
    "TaxReportingBasis": Text(),
    "TermRef": Reference(),
    "Vendor1099": Flag(),
    "VendorPaymentBankDetail": Kept(),
    "T4AEligible": Flag(),
    "T5018Eligible": Flag(),
}

_EMPLOYEE_FIELDS: dict[str, Field] = {
    **_NAME_FIELDS,
    "PrimaryAddr": ADDRESS,
    "EmailAddress": Kept(),
    "EmployeeNumber": Text(100),
    "SSN": Text(100),
    "BillRate": Number(),
    "CostRate": Number(),
    "BillableTime": Flag(),
    "BirthDate": Day(),
    "Gender": Text(),
    "HiredDate": Day(),
    "ReleasedDate": Day(),
    "Organization": Flag(),
}

_NAME_FILTERS = (*_NAME_PARTS, "DisplayName", "PrintOnCheckName", "Active")

CUSTOMER = EntityDefinition(
    name="Customer",
    kind=Kind.NAME_LIST,
    fields=_CUSTOMER_FIELDS,
    filterable=filters(*_NAME_FILTERS, "CompanyName", "FullyQualifiedName", "Taxable", "Job", "ParentRef", "Balance"),
    complete=_complete_customer,
    present=_present_customer,
)

VENDOR = EntityDefinition(
    name="Vendor",
    kind=Kind.NAME_LIST,
    fields=_VENDOR_FIELDS,
    filterable=filters(*_NAME_FILTERS, "CompanyName", "Vendor1099", "Balance", "AcctNum"),
    complete=_complete_vendor,
    present=_present_vendor,
)

EMPLOYEE = EntityDefinition(
    name="Employee",
    kind=Kind.NAME_LIST,
    fields=_EMPLOYEE_FIELDS,
    filterable=filters(*_NAME_FILTERS, "EmployeeNumber", "HiredDate", "ReleasedDate"),
    complete=_complete_name,
)
