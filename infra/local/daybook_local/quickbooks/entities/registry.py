"""Every entity the simulator knows, by name and by URL path."""

from daybook_local.quickbooks.entities.accounts import ACCOUNT
from daybook_local.quickbooks.entities.definition import EntityDefinition
from daybook_local.quickbooks.entities.journal_entries import JOURNAL_ENTRY
from daybook_local.quickbooks.entities.name_lists import CLASS, CUSTOMER, DEPARTMENT, PAYMENT_METHOD
from daybook_local.quickbooks.entities.settings import COMPANY_INFO, PREFERENCES
from daybook_local.quickbooks.entities.taxes import TAX_AGENCY, TAX_CODE, TAX_RATE

ENTITIES: tuple[EntityDefinition, ...] = (
    ACCOUNT,
    CLASS,
    COMPANY_INFO,
    CUSTOMER,
    DEPARTMENT,
    JOURNAL_ENTRY,
    PAYMENT_METHOD,
    PREFERENCES,
    TAX_AGENCY,
    TAX_CODE,
    TAX_RATE,
)

BY_NAME = {definition.name: definition for definition in ENTITIES}
BY_PATH = {definition.path: definition for definition in ENTITIES}
