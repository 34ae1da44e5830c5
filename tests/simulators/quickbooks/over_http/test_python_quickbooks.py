"""`python-quickbooks`, an established client of the real API, works against the simulator as it is."""

from decimal import Decimal

import pytest
from quickbooks import exceptions
from quickbooks.objects.account import Account
from quickbooks.objects.base import LinkedTxn
from quickbooks.objects.company_info import CompanyInfo
from quickbooks.objects.creditmemo import CreditMemo
from quickbooks.objects.customer import Customer
from quickbooks.objects.department import Department
from quickbooks.objects.deposit import Deposit, DepositLine, DepositLineDetail
from quickbooks.objects.invoice import Invoice
from quickbooks.objects.item import Item
from quickbooks.objects.journalentry import JournalEntry
from quickbooks.objects.payment import Payment, PaymentLine
from quickbooks.objects.paymentmethod import PaymentMethod
from quickbooks.objects.preferences import Preferences
from quickbooks.objects.refundreceipt import RefundReceipt
from quickbooks.objects.salesreceipt import SalesReceipt
from quickbooks.objects.taxagency import TaxAgency
from quickbooks.objects.taxcode import TaxCode
from quickbooks.objects.taxrate import TaxRate
from quickbooks.objects.taxservice import TaxRateDetails, TaxService
from quickbooks.objects.trackingclass import Class

from simulators.quickbooks.documents import account, journal, sales_line, saved

pytestmark = pytest.mark.loopback


@pytest.fixture
def customer(qb):
    return saved(qb, Customer, DisplayName="POS Daily Sales", CompanyName="POS Daily Sales")


@pytest.fixture
def item(qb):
    income = account(qb, "Sales of Product Income").to_ref()
    return saved(qb, Item, Name="POS Sales", Type="Service", IncomeAccountRef=income)


def test_company_and_preferences_are_read(qb, company):
    info = CompanyInfo.get(company.realm, qb=qb)
    preferences = Preferences.get(qb=qb)

    assert (info.CompanyName, info.Country) == ("Harbour Street Coffee", "US")
    assert preferences.CurrencyPrefs.HomeCurrency.value == "USD"
    assert preferences.AccountingInfoPrefs.TrackDepartments is True


NAME_LISTS = {
    "account": (Account, {"AccountType": "Bank", "AccountSubType": "Checking"}),
    "class": (Class, {}),
    "location": (Department, {}),
    "payment method": (PaymentMethod, {"Type": "NON_CREDIT_CARD"}),
}


@pytest.mark.parametrize(("kind", "fields"), NAME_LISTS.values(), ids=NAME_LISTS)
def test_a_list_row_is_created_read_renamed_and_made_inactive(qb, kind, fields):
    row = saved(qb, kind, Name="First name", **fields)

    read = kind.get(row.Id, qb=qb)
    read.Name = "Second name"
    renamed = read.save(qb=qb)
    renamed.Active = False
    renamed.save(qb=qb)

    assert (renamed.Name, renamed.SyncToken) == ("Second name", "1")
    assert kind.filter(Name="Second name", qb=qb) == []
    assert len(kind.filter(Name="Second name", Active=False, qb=qb)) == 1


def test_customers_and_items_come_back_as_they_were_written(qb, customer, item):
    assert Customer.get(customer.Id, qb=qb).DisplayName == "POS Daily Sales"
    found = Item.all(qb=qb)[0]
    assert (found.Name, found.IncomeAccountRef.name) == ("POS Sales", "Sales of Product Income")
    assert item.Id == found.Id


def test_a_journal_entry_is_written_changed_and_deleted(qb):
    entry = journal(qb, DocNumber="TL-20261123-01").save(qb=qb)

    entry.PrivateNote = "revision 2"
    entry.save(qb=qb)
    read = JournalEntry.filter(DocNumber="TL-20261123-01", qb=qb)[0]
    read.delete(qb=qb)

    assert (read.PrivateNote, read.SyncToken, read.Line[0].Amount) == ("revision 2", "1", 10.01)
    assert JournalEntry.count(qb=qb) == 0
    with pytest.raises(exceptions.ObjectNotFoundException):
        JournalEntry.get(read.Id, qb=qb)


def test_an_invoice_is_paid_by_one_payment_per_tender(qb, customer, item):
    invoice = saved(qb, Invoice, CustomerRef=customer.to_ref(), Line=[sales_line(item, Decimal("310.25"))])
    for amount, method in ((Decimal("300.00"), "Visa"), (Decimal("10.25"), "Cash")):
        line = PaymentLine()
        line.Amount = amount
        line.LinkedTxn = [invoice.to_linked_txn()]
        ref = PaymentMethod.filter(Name=method, qb=qb)[0].to_ref()
        saved(
            qb,
            Payment,
            CustomerRef=customer.to_ref(),
            TotalAmt=amount,
            Line=[line],
            PaymentMethodRef=ref,
            DepositToAccountRef=account(qb, "Checking").to_ref(),
        )

    paid = Invoice.get(invoice.Id, qb=qb)

    assert (paid.TotalAmt, paid.Balance) == (310.25, 0)
    assert [link.TxnType for link in paid.LinkedTxn] == ["Payment", "Payment"]
    assert account(qb, "Checking").CurrentBalance == 310.25


def test_invoice_payment_and_receipt_are_voided_in_their_own_forms(qb, customer, item):
    lines = [sales_line(item, 5)]
    made = [
        saved(qb, Invoice, CustomerRef=customer.to_ref(), Line=lines),
        saved(qb, SalesReceipt, CustomerRef=customer.to_ref(), Line=lines),
        saved(qb, Payment, CustomerRef=customer.to_ref(), TotalAmt=5),
    ]
    for document in made:
        document.void(qb=qb)

    voided = [type(document).get(document.Id, qb=qb) for document in made]

    assert [document.TotalAmt for document in voided] == [0, 0, 0]
    assert all("Voided" in document.PrivateNote for document in voided)


def test_refunds_and_credit_memos(qb, customer, item):
    checking = account(qb, "Checking").to_ref()
    fields = {"CustomerRef": customer.to_ref(), "Line": [sales_line(item, Decimal("12.50"))]}

    refund = saved(qb, RefundReceipt, DepositToAccountRef=checking, **fields)
    memo = saved(qb, CreditMemo, **fields)

    assert refund.TotalAmt == memo.RemainingCredit == 12.5
    assert account(qb, "Checking").CurrentBalance == -12.5


def test_a_deposit_takes_account_lines_and_sweeps_receipts(qb, customer, item):
    receipt = saved(qb, SalesReceipt, CustomerRef=customer.to_ref(), Line=[sales_line(item, 20)])
    swept, fee = DepositLine(), DepositLine()
    swept.Amount, fee.Amount = 20, Decimal("-0.60")
    link = LinkedTxn()
    link.TxnId, link.TxnType, link.TxnLineId = receipt.Id, "SalesReceipt", "0"
    swept.LinkedTxn = [link]
    fee.DepositLineDetail = DepositLineDetail()
    fee.DepositLineDetail.AccountRef = account(qb, "Bank Charges & Fees").to_ref()

    deposit = saved(qb, Deposit, DepositToAccountRef=account(qb, "Checking").to_ref(), Line=[swept, fee])

    assert deposit.TotalAmt == 19.4
    with pytest.raises(exceptions.QuickbooksException) as caught:
        receipt.delete(qb=qb)
    assert caught.value.error_code == 6540


def test_taxes_are_listed_and_codes_are_made_by_the_tax_service(qb):
    agency = saved(qb, TaxAgency, DisplayName="Metro")
    detail = TaxRateDetails()
    detail.TaxRateName, detail.RateValue, detail.TaxAgencyId = "Metro 8.25", 8.25, agency.Id
    service = TaxService()
    service.TaxCode = "Metro prepared food"
    service.TaxRateDetails = [detail]

    made = service.save(qb=qb)

    code = TaxCode.get(made.TaxCodeId, qb=qb)
    rate = TaxRate.get(code.SalesTaxRateList.TaxRateDetail[0].TaxRateRef.value, qb=qb)
    assert (code.Name, rate.RateValue, rate.AgencyRef.value) == ("Metro prepared food", 8.25, agency.Id)


def test_a_canadian_receipt_shows_both_taxes(connect, simulator):
    qb = connect(simulator.add_company("ca_plus", name="Café du Port"))
    income = account(qb, "Sales of Product Income").to_ref()
    line = sales_line(saved(qb, Item, Name="Ventes", Type="Service", IncomeAccountRef=income), 1000)
    line.SalesItemLineDetail.TaxCodeRef = TaxCode.filter(Name="GST/QST QC", qb=qb)[0].to_ref()

    receipt = saved(qb, SalesReceipt, Line=[line])

    assert (receipt.TotalAmt, receipt.TxnTaxDetail.TotalTax) == (1149.75, 149.75)
    assert [part.Amount for part in receipt.TxnTaxDetail.TaxLine] == [50, 99.75]
