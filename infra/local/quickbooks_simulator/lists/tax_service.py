"""The tax service: the only way to make a tax code (docs/quickbooks.md 4.7)."""

from datetime import datetime

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.fields import Choice, Group, Ignored, Many, Number, Text, inspected
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.periods import check_subscription
from quickbooks_simulator.wire import Body

_RATE = Group(
    {
        "TaxRateName": Text(100),
        "TaxRateId": Text(),
        "RateValue": Number(),
        "TaxAgencyId": Text(),
        "TaxApplicableOn": Choice(frozenset({"Sales", "Purchase"})),
    }
)
_SHAPE = Group(
    {
        "TaxCode": Text(100),
        "TaxCodeId": Text(),
        "TaxRateDetails": Many(_RATE),
        "Id": Ignored(),
        "domain": Text(),
        "sparse": Ignored(),
        "SyncToken": Ignored(),
    }
)


def create_tax_code(company: Company, request: Body, now: datetime) -> Body:
    """Make a code with its rates and answer their ids.

    Raises:
        ApiFault: 2010 to 2170 for the shape, 6240 for a used name, 2500 for an unknown agency or rate.
    """
    check_subscription(company)
    body = inspected(_SHAPE, request, latin1_only=company.is_us)
    name, details = body.get("TaxCode"), body.get("TaxRateDetails")
    if not name or not details:
        missing = "TaxRateDetails" if name else "TaxCode"
        raise refusal("2020", f"Required parameter {missing} is missing in the request", missing)
    if company.find_named("TaxCode", "Name", name):
        raise refusal("6240", f"The tax code {name} exists already", "TaxCode")
    checked = [_checked(company, detail) for detail in details]
    rates = [_with_rate(company, detail, now) for detail in checked]
    code = company.insert("TaxCode", tax_code_body(name, rates), now)
    return {"TaxCode": name, "TaxCodeId": code.id, "TaxRateDetails": rates}


def _checked(company: Company, detail: Body) -> Body:
    detail.setdefault("TaxApplicableOn", "Sales")
    if "TaxRateId" in detail:
        rate = company.find("TaxRate", detail["TaxRateId"])
        if rate is None:
            raise refusal("2500", f"Tax rate {detail['TaxRateId']} not found", "TaxRateId")
        return detail
    for name in ("TaxRateName", "RateValue", "TaxAgencyId"):
        if name not in detail:
            raise refusal("2020", f"Required parameter {name} is missing in the request", name)
    if company.find("TaxAgency", detail["TaxAgencyId"]) is None:
        raise refusal("2500", f"Tax agency {detail['TaxAgencyId']} not found", "TaxAgencyId")
    if company.find_named("TaxRate", "Name", detail["TaxRateName"]):
        raise refusal("6240", f"The tax rate {detail['TaxRateName']} exists already", "TaxRateName")
    return detail


def _with_rate(company: Company, detail: Body, now: datetime) -> Body:
    if "TaxRateId" in detail:
        body = company.table("TaxRate")[detail["TaxRateId"]].body
        return {"TaxRateName": body["Name"], "RateValue": body["RateValue"], **detail}
    body = tax_rate_body(detail["TaxRateName"], detail["RateValue"], detail["TaxAgencyId"])
    return {**detail, "TaxRateId": company.insert("TaxRate", body, now).id}


def tax_rate_body(name: str, percent: object, agency_id: str) -> Body:
    """A tax rate as it is stored."""
    return {
        "Name": name,
        "Description": name,
        "Active": True,
        "RateValue": percent,
        "AgencyRef": {"value": agency_id},
        "SpecialTaxType": "NONE" if percent else "ZERO_RATE",
        "DisplayType": "ReadOnly",
        "EffectiveTaxRate": [{"RateValue": percent, "EffectiveDate": "2010-01-01"}],
    }


def tax_code_body(name: str, rates: list[Body]) -> Body:
    """A tax code as it is stored, with rates of the form the tax service uses."""

    def details(side: str) -> Body:
        return {
            "TaxRateDetail": [
                {
                    "TaxRateRef": {"value": rate["TaxRateId"], "name": rate["TaxRateName"]},
                    "TaxTypeApplicable": "TaxOnAmount",
                    "TaxOrder": 0,
                }
                for rate in rates
                if rate["TaxApplicableOn"] == side
            ]
        }

    return {
        "Name": name,
        "Description": name,
        "Active": True,
        "Hidden": False,
        "Taxable": bool(rates),
        "TaxGroup": True,
        "TaxCodeConfigType": "USER_DEFINED",
        "SalesTaxRateList": details("Sales"),
        "PurchaseTaxRateList": details("Purchase"),
    }
