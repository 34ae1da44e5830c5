"""TaxCode, TaxRate and TaxAgency; codes and rates are made by the tax service (docs/quickbooks.md 4.7)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Flag, Ignored, Text
from quickbooks_simulator.validation.names import check_unique_name

PSEUDO_CODES = ("TAX", "NON", "CustomSalesTax")
"""Line codes of the United States; they come on top of whatever a query asked for (docs/quickbooks.md 2.4, quirk)."""


def _complete_agency(draft: Draft) -> None:
    check_unique_name(draft, "TaxAgency", "DisplayName")
    draft.body.setdefault("TaxTrackedOnSales", True)
    draft.body.setdefault("TaxTrackedOnPurchases", False)


TAX_CODE = EntityDefinition(
    name="TaxCode",
    kind=Kind.READ_ONLY,
    fields={},
    filterable=filters("Name", "Description", "Active", "Taxable", "TaxGroup"),
    in_change_data_capture=False,
)

TAX_RATE = EntityDefinition(
    name="TaxRate",
    kind=Kind.READ_ONLY,
    fields={},
    filterable=filters("Name", "Description", "Active", "RateValue"),
    in_change_data_capture=False,
)

TAX_AGENCY = EntityDefinition(
    name="TaxAgency",
    kind=Kind.NAME_LIST,
    fields={
        "DisplayName": Text(100),
        "TaxRegistrationNumber": Text(),
        "TaxTrackedOnSales": Flag(),
        "TaxTrackedOnPurchases": Flag(),
        "TaxAgencyConfig": Ignored(),
        "LastFileDate": Ignored(),
    },
    filterable=filters("DisplayName", "Name"),
    complete=_complete_agency,
    in_change_data_capture=False,
)
