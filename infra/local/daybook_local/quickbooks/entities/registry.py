"""Every entity the simulator knows, by name and by URL path."""

from daybook_local.quickbooks.entities.accounts import ACCOUNT
from daybook_local.quickbooks.entities.currencies import COMPANY_CURRENCY
from daybook_local.quickbooks.entities.definition import EntityDefinition
from daybook_local.quickbooks.entities.deposits import DEPOSIT
from daybook_local.quickbooks.entities.items import ITEM
from daybook_local.quickbooks.entities.journal_entries import JOURNAL_ENTRY
from daybook_local.quickbooks.entities.name_lists import CLASS, DEPARTMENT, PAYMENT_METHOD
from daybook_local.quickbooks.entities.parties import CUSTOMER, EMPLOYEE, VENDOR
from daybook_local.quickbooks.entities.payments import PAYMENT
from daybook_local.quickbooks.entities.sales_forms import CREDIT_MEMO, INVOICE, REFUND_RECEIPT, SALES_RECEIPT
from daybook_local.quickbooks.entities.settings import COMPANY_INFO, PREFERENCES
from daybook_local.quickbooks.entities.taxes import TAX_AGENCY, TAX_CODE, TAX_RATE
from daybook_local.quickbooks.entities.terms import TERM

ENTITIES: tuple[EntityDefinition, ...] = (
    ACCOUNT,
    CLASS,
    COMPANY_CURRENCY,
    COMPANY_INFO,
    CREDIT_MEMO,
    CUSTOMER,
    DEPARTMENT,
    DEPOSIT,
    EMPLOYEE,
    INVOICE,
    ITEM,
    JOURNAL_ENTRY,
    PAYMENT,
    PAYMENT_METHOD,
    PREFERENCES,
    REFUND_RECEIPT,
    SALES_RECEIPT,
    TAX_AGENCY,
    TAX_CODE,
    TAX_RATE,
    TERM,
    VENDOR,
)

BY_NAME = {definition.name: definition for definition in ENTITIES}
BY_PATH = {definition.path: definition for definition in ENTITIES}
