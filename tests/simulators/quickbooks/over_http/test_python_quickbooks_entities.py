"""`python-quickbooks` reads every entity of the simulator in every way it has, and the whole of the preferences."""

import pytest
from quickbooks import exceptions
from quickbooks.objects.account import Account
from quickbooks.objects.companycurrency import CompanyCurrency
from quickbooks.objects.creditmemo import CreditMemo
from quickbooks.objects.customer import Customer
from quickbooks.objects.department import Department
from quickbooks.objects.deposit import Deposit
from quickbooks.objects.employee import Employee
from quickbooks.objects.invoice import Invoice
from quickbooks.objects.item import Item
from quickbooks.objects.journalentry import JournalEntry
from quickbooks.objects.payment import Payment
from quickbooks.objects.paymentmethod import PaymentMethod
from quickbooks.objects.preferences import Preferences
from quickbooks.objects.purchase import Purchase
from quickbooks.objects.refundreceipt import RefundReceipt
from quickbooks.objects.salesreceipt import SalesReceipt
from quickbooks.objects.taxagency import TaxAgency
from quickbooks.objects.taxcode import TaxCode
from quickbooks.objects.taxrate import TaxRate
from quickbooks.objects.term import Term
from quickbooks.objects.trackingclass import Class
from quickbooks.objects.transfer import Transfer
from quickbooks.objects.vendor import Vendor

from quickbooks_simulator.entities.definition import Kind
from quickbooks_simulator.registry import BY_NAME
from simulators.quickbooks.documents import saved

pytestmark = pytest.mark.loopback

LISTED = (
    Account, Class, CompanyCurrency, CreditMemo, Customer, Department, Deposit, Employee, Invoice, Item, JournalEntry,
    Payment, PaymentMethod, Purchase, RefundReceipt, SalesReceipt, TaxAgency, TaxCode, TaxRate, Term, Transfer, Vendor,
)  # fmt: skip


def test_every_entity_that_can_be_listed_is_listed_here():
    assert {kind.qbo_object_name for kind in LISTED} == {
        name for name, definition in BY_NAME.items() if definition.kind is not Kind.SETTINGS
    }


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.qbo_object_name)
def test_every_entity_is_listed_counted_paged_and_asked_for_by_time(qb, kind):
    rows = kind.all(qb=qb, max_results=1000)

    recent = kind.where("MetaData.LastUpdatedTime > '2020-01-01'", max_results=1000, qb=qb)
    second = kind.where("", start_position=2, max_results=1, qb=qb)

    # The three line codes of the United States come with every answer, and no count counts them.
    assert kind.count(qb=qb) in {len(rows), len(rows) - 3}
    assert len(recent) == len(rows)
    assert len(second) <= max(1, len(rows))
    for row in rows[-1:]:
        assert kind.get(row.Id, qb=qb).Id == row.Id


PARTIES = {
    "vendor": (Vendor, {"CompanyName": "Harbour Fish Ltd", "AcctNum": "35372649", "Vendor1099": True}),
    "employee": (Employee, {"GivenName": "Ana", "FamilyName": "Silva", "HiredDate": "2026-01-05"}),
    "customer": (Customer, {"CompanyName": "Harbour Fish Ltd", "Notes": "Pays on Fridays"}),
}


@pytest.mark.parametrize(("kind", "fields"), PARTIES.values(), ids=PARTIES)
def test_a_party_is_made_read_changed_and_made_inactive(qb, kind, fields):
    made = saved(qb, kind, DisplayName="Harbour Fish", **fields)

    read = kind.filter(DisplayName="Harbour Fish", qb=qb)[0]
    read.PrintOnCheckName = "H. Fish"
    changed = read.save(qb=qb)
    changed.Active = False
    changed.save(qb=qb)

    assert (read.Id, changed.PrintOnCheckName) == (made.Id, "H. Fish")
    assert {name: getattr(read, name) for name in fields} == fields
    assert kind.filter(DisplayName="Harbour Fish", qb=qb) == []


def test_one_name_space_reaches_the_client_as_the_error_it_knows(qb):
    saved(qb, Customer, DisplayName="Harbour Fish")

    with pytest.raises(exceptions.QuickbooksException) as caught:
        saved(qb, Vendor, DisplayName="Harbour Fish")

    assert caught.value.error_code == 6240


def test_a_term_is_made_and_used(qb):
    term = saved(qb, Term, Name="Net 45", DueDays=45)

    customer = saved(qb, Customer, DisplayName="Café du Port", SalesTermRef=term.to_ref())

    assert Term.get(term.Id, qb=qb).DueDays == 45
    assert Customer.get(customer.Id, qb=qb).SalesTermRef.value == term.Id


def test_currencies_are_added_where_the_company_keeps_several(qb, company):
    company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"] = True

    made = saved(qb, CompanyCurrency, Code="EUR")

    assert CompanyCurrency.get(made.Id, qb=qb).Name == "Euro"


SECTIONS = (
    "EmailMessagesPrefs", "ProductAndServicesPrefs", "ReportPrefs", "AccountingInfoPrefs", "SalesFormsPrefs",
    "VendorAndPurchasesPrefs", "TaxPrefs", "OtherPrefs", "TimeTrackingPrefs", "CurrencyPrefs",
)  # fmt: skip


def test_every_section_of_the_preferences_is_there(qb):
    preferences = Preferences.get(qb=qb)

    assert all(getattr(preferences, section) is not None for section in SECTIONS)
    assert preferences.EmailMessagesPrefs.InvoiceMessage.Subject.startswith("Invoice from ")
    assert preferences.VendorAndPurchasesPrefs.DefaultTerms.value == preferences.SalesFormsPrefs.DefaultTerms.value


def test_a_section_can_be_missing_as_it_was_for_one_company(qb, company):
    company.switches.missing_preferences = ("TimeTrackingPrefs",)

    preferences = Preferences.get(qb=qb)

    assert preferences.TimeTrackingPrefs is None
    assert preferences.CurrencyPrefs.HomeCurrency.value == "USD"


@pytest.mark.parametrize("name", ["Kid’s menu", "Żurek – ł"])
def test_a_query_with_a_sign_beyond_latin1_fails_for_every_client(qb, name):
    with pytest.raises(exceptions.QuickbooksException) as caught:
        Item.filter(Name=name, qb=qb)

    assert caught.value.error_code == 4000
