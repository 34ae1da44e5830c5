"""Tax agencies, rates and codes of a new company, by country (docs/quickbooks.md 6.4)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.lists.tax_service import tax_code_body, tax_rate_body
from quickbooks_simulator.lists.taxes import PSEUDO_CODES


@dataclass(frozen=True, slots=True)
class SeedTaxes:
    """`rates` name agency and per cent, `codes` their rates; each agency has the n-th tax account of the chart."""

    agencies: dict[str, int]
    rates: dict[str, tuple[str, str]]
    codes: dict[str, tuple[str, ...]]
    french: dict[str, str]


UNITED_STATES = SeedTaxes(
    agencies={"California Department of Tax and Fee Administration": 0},
    rates={"California": ("California Department of Tax and Fee Administration", "8.25")},
    codes={"California": ("California",)},
    french={},
)

CANADA = SeedTaxes(
    agencies={"GST/HST": 0, "QST": 1, "British Columbia PST": 2},
    rates={
        "GST": ("GST/HST", "5"),
        "QST": ("QST", "9.975"),
        "HST ON": ("GST/HST", "13"),
        "HST Atlantic": ("GST/HST", "15"),
        "PST BC": ("British Columbia PST", "7"),
        "Zero-rated": ("GST/HST", "0"),
        "Exempt": ("GST/HST", "0"),
    },
    codes={
        "GST": ("GST",),
        "HST ON": ("HST ON",),
        "HST Atlantic": ("HST Atlantic",),
        "GST/PST BC": ("GST", "PST BC"),
        "GST/QST QC": ("GST", "QST"),
        "QST QC": ("QST",),
        "Zero-rated": ("Zero-rated",),
        "Exempt": ("Exempt",),
        "Out of Scope": (),
    },
    french={
        "GST": "TPS",
        "QST": "TVQ",
        "HST ON": "TVH ON",
        "HST Atlantic": "TVH Atlantique",
        "PST BC": "TVP C.-B.",
        "Zero-rated": "Détaxé",
        "Exempt": "Exonéré",
        "GST/PST BC": "TPS/TVP C.-B.",
        "GST/QST QC": "TPS/TVQ QC",
        "QST QC": "TVQ QC",
        "Out of Scope": "Hors champ",
    },
)

IRELAND = SeedTaxes(
    agencies={"VAT": 0},
    rates={
        "23% S": ("VAT", "23"),
        "13.5% R": ("VAT", "13.5"),
        "9% R": ("VAT", "9"),
        "0.0% Z": ("VAT", "0"),
        "Exempt": ("VAT", "0"),
    },
    codes={
        "23% S": ("23% S",),
        "13.5% R": ("13.5% R",),
        "9% R": ("9% R",),
        "0.0% Z": ("0.0% Z",),
        "Exempt": ("Exempt",),
        "No VAT": (),
    },
    french={},
)

UNITED_KINGDOM = SeedTaxes(
    agencies={"HMRC VAT": 0},
    rates={
        "20.0% S": ("HMRC VAT", "20"),
        "5.0% R": ("HMRC VAT", "5"),
        "0.0% Z": ("HMRC VAT", "0"),
        "Exempt": ("HMRC VAT", "0"),
    },
    codes={
        "20.0% S": ("20.0% S",),
        "5.0% R": ("5.0% R",),
        "0.0% Z": ("0.0% Z",),
        "Exempt": ("Exempt",),
        "No VAT": (),
    },
    french={},
)


def seed_taxes(company: Company, taxes: SeedTaxes, now: datetime) -> None:
    """Write the taxes into a new company."""
    names = taxes.french if company.language == "fr" else {}
    agencies = {name: _seed_agency(company, name, position, now) for name, position in taxes.agencies.items()}
    if company.is_us:
        _seed_pseudo_codes(company, now)
    rates = {
        name: company.insert("TaxRate", tax_rate_body(names.get(name, name), Decimal(percent), agencies[agency]), now)
        for name, (agency, percent) in taxes.rates.items()
    }
    for name, parts in taxes.codes.items():
        details = [
            {"TaxRateId": rates[part].id, "TaxRateName": rates[part].body["Name"], "TaxApplicableOn": "Sales"}
            for part in parts
        ]
        body = tax_code_body(names.get(name, name), details) | {"TaxCodeConfigType": "SYSTEM_GENERATED"}
        company.insert("TaxCode", body, now)


def _seed_agency(company: Company, name: str, position: int, now: datetime) -> str:
    subtype = "SalesTaxPayable" if company.is_us else "GlobalTaxPayable"
    accounts = [account.id for account in company.live("Account") if account.body["AccountSubType"] == subtype]
    body = {"DisplayName": name, "TaxTrackedOnSales": True, "TaxTrackedOnPurchases": True}
    agency = company.insert("TaxAgency", body, now)
    company.tax_accounts[agency.id] = accounts[position]
    return agency.id


def _seed_pseudo_codes(company: Company, now: datetime) -> None:
    for code in PSEUDO_CODES:
        body = {"Name": code, "Description": code, "Active": True, "Taxable": code != "NON", "TaxGroup": False}
        company.insert("TaxCode", body, now, identifier=code)
