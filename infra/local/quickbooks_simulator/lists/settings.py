"""CompanyInfo and Preferences: one row each, changed by people only (docs/quickbooks.md 4.1, 4.2)."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import EntityDefinition, Kind, filters
from quickbooks_simulator.wire import Body


def _present_company(company: Company, record: Record) -> Body:  # noqa: ARG001 -- the form of a presenter
    return {
        "CompanyName": company.name,
        "LegalName": company.name,
        "Country": company.country,
        "CompanyAddr": company.address,
        "LegalAddr": company.address,
        "CustomerCommunicationAddr": company.address,
        "SupportedLanguages": "en,fr" if company.country == "CA" else company.language,
        "FiscalYearStartMonth": "January",
        "CompanyStartDate": "2021-04-01",
        "NameValue": [
            {"Name": "OfferingSku", "Value": company.offering},
            {"Name": "SubscriptionStatus", "Value": company.subscription},
            {"Name": "NeoEnabled", "Value": "true"},
            {"Name": "IsQbdtMigrated", "Value": "false"},
        ],
    }


def _present_preferences(company: Company, record: Record) -> Body:  # noqa: ARG001 -- the form of a presenter
    """All sections, but those that the company's answers lack or hold as null (docs/quickbooks.md 13.17)."""
    switches = company.switches
    sections = {name: value for name, value in company.preferences.items() if name not in switches.missing_preferences}
    return {**sections, **dict.fromkeys(switches.null_preferences)}


COMPANY_INFO = EntityDefinition(
    name="CompanyInfo",
    kind=Kind.SETTINGS,
    fields={},
    filterable=filters(),
    present=_present_company,
)

PREFERENCES = EntityDefinition(
    name="Preferences",
    kind=Kind.SETTINGS,
    fields={},
    filterable=filters(),
    present=_present_preferences,
)
