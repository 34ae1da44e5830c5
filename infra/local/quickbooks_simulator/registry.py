"""Every entity the simulator knows, by name and by URL path."""

from quickbooks_simulator.documents.deposits import DEPOSIT
from quickbooks_simulator.documents.journal_entries import JOURNAL_ENTRY
from quickbooks_simulator.documents.payments import PAYMENT
from quickbooks_simulator.documents.purchases import PURCHASE
from quickbooks_simulator.documents.transfers import TRANSFER
from quickbooks_simulator.entities.definition import EntityDefinition
from quickbooks_simulator.lists.accounts import ACCOUNT
from quickbooks_simulator.lists.currencies import COMPANY_CURRENCY
from quickbooks_simulator.lists.items import ITEM
from quickbooks_simulator.lists.name_lists import CLASS, DEPARTMENT, PAYMENT_METHOD
from quickbooks_simulator.lists.parties import CUSTOMER, EMPLOYEE, VENDOR
from quickbooks_simulator.lists.settings import COMPANY_INFO, PREFERENCES
from quickbooks_simulator.lists.taxes import TAX_AGENCY, TAX_CODE, TAX_RATE
from quickbooks_simulator.lists.terms import TERM
from quickbooks_simulator.sales.sales_forms import CREDIT_MEMO, INVOICE, REFUND_RECEIPT, SALES_RECEIPT

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
    PURCHASE,
    REFUND_RECEIPT,
    SALES_RECEIPT,
    TAX_AGENCY,
    TAX_CODE,
    TAX_RATE,
    TERM,
    TRANSFER,
    VENDOR,
)

BY_NAME = {definition.name: definition for definition in ENTITIES}
BY_PATH = {definition.path: definition for definition in ENTITIES}
