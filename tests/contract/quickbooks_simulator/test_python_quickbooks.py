"""`python-quickbooks`, an established client of the real API, works against the simulator as it is."""

from decimal import Decimal

import pytest
from quickbooks import exceptions
from quickbooks.batch import batch_create, batch_delete, batch_update
from quickbooks.cdc import change_data_capture
from quickbooks.objects.account import Account
from quickbooks.objects.base import LinkedTxn
from quickbooks.objects.company_info import CompanyInfo
from quickbooks.objects.creditmemo import CreditMemo
from quickbooks.objects.customer import Customer
from quickbooks.objects.department import Department
from quickbooks.objects.deposit import Deposit, DepositLine, DepositLineDetail
from quickbooks.objects.detailline import SalesItemLine, SalesItemLineDetail
from quickbooks.objects.invoice import Invoice
from quickbooks.objects.item import Item
from quickbooks.objects.journalentry import JournalEntry, JournalEntryLine, JournalEntryLineDetail
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

pytestmark = pytest.mark.loopback


def account(qb, name):
    return Account.filter(Name=name, qb=qb)[0]


def saved(qb, kind, **fields):
    row = kind()
    for name, value in fields.items():
        setattr(row, name, value)
    return row.save(qb=qb)


@pytest.fixture
def customer(qb):
    return saved(qb, Customer, DisplayName="POS Daily Sales", CompanyName="POS Daily Sales")


@pytest.fixture
def item(qb):
    income = account(qb, "Sales of Product Income").to_ref()
    return saved(qb, Item, Name="POS Sales", Type="Service", IncomeAccountRef=income)


def sales_line(item, amount):
    line = SalesItemLine()
    line.Amount = amount
    line.SalesItemLineDetail = SalesItemLineDetail()
    line.SalesItemLineDetail.ItemRef = item.to_ref()
    return line


def journal(qb, amount=Decimal("10.01"), **fields):
    entry = JournalEntry()
    for side, name in (("Debit", "Checking"), ("Credit", "Sales of Product Income")):
        line = JournalEntryLine()
        line.Amount = amount
        line.JournalEntryLineDetail = JournalEntryLineDetail()
        line.JournalEntryLineDetail.PostingType = side
        line.JournalEntryLineDetail.AccountRef = account(qb, name).to_ref()
        entry.Line.append(line)
    entry.TxnDate = "2026-11-23"
    for name, value in fields.items():
        setattr(entry, name, value)
    return entry


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


def test_batches_of_any_size_are_created_updated_and_deleted(qb):
    """The client cuts 35 entries into batches of 30 and matches the answers by `bId`."""
    made = batch_create([journal(qb, DocNumber=f"TL-{number}") for number in range(35)], qb=qb)
    duplicate = batch_create([journal(qb, DocNumber="TL-1")], qb=qb)
    for entry in made.successes:
        entry.PrivateNote = "changed"
    changed = batch_update(made.successes, qb=qb)
    deleted = batch_delete(changed.successes, qb=qb)

    assert len(made.successes) == len(changed.successes) == len(deleted.successes) == 35
    assert [fault.Error[0].code for fault in duplicate.faults] == ["6140"]
    assert JournalEntry.count(qb=qb) == 0


def test_change_data_capture_reports_changes_and_deletions(qb, simulator):
    entry = journal(qb).save(qb=qb)
    journal(qb).save(qb=qb).delete(qb=qb)
    since = simulator.clock.now().isoformat()[:10]

    changes = change_data_capture([JournalEntry, Invoice, Account], f"{since}T00:00:00+00:00", qb=qb)

    assert {row.Id for row in changes.JournalEntry} >= {entry.Id}
    assert len(changes.JournalEntry) == 2
    assert not hasattr(changes, "Invoice")


def test_lists_are_paged_sorted_and_counted(qb):
    total = Account.count(qb=qb)

    rows = Account.where("Active = true", order_by="Id", start_position=total, max_results=10, qb=qb)

    assert len(rows) == 1
    assert Account.choose(["Checking", "Savings"], field="Name", qb=qb)[1].Name == "Savings"
    assert Account.all(order_by="Name DESC", max_results=1, qb=qb)[0].Name == "Utilities"


def test_names_with_apostrophes_are_found(qb):
    saved(qb, Customer, DisplayName="O'Brien's")

    assert Customer.filter(DisplayName="O'Brien's", qb=qb)[0].DisplayName == "O'Brien's"


def test_request_ids_are_understood(qb, simulator):
    first = journal(qb).save(qb=qb, request_id="day-1")
    again = journal(qb).save(qb=qb, request_id="day-1")

    assert first.Id == again.Id
    assert JournalEntry.count(qb=qb) == 1
    assert simulator.state.meter.reading()["total"]["replayed"] == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("120", exceptions.AuthorizationException),
        ("500", exceptions.UnsupportedException),
        ("610", exceptions.ObjectNotFoundException),
        ("2020", exceptions.ValidationException),
        ("6000", exceptions.QuickbooksException),
        ("10000", exceptions.SevereException),
    ],
)
def test_faults_reach_the_client_in_its_own_classes(qb, control, code, error):
    qb.session.post(f"{control}/faults", json={"fault": "fault_code", "code": code, "path": "journalentry"})

    entry = journal(qb)
    with pytest.raises(error) as caught:
        entry.save(qb=qb)

    assert caught.value.error_code == int(code)


def test_an_expired_token_is_an_authorization_error(qb, simulator):
    simulator.state.oauth.expire_access_tokens()

    with pytest.raises(exceptions.AuthorizationException):
        Account.all(qb=qb)
