"""The calls of `python-quickbooks` that concern many rows, or that go wrong."""

import pytest
from quickbooks import exceptions
from quickbooks.batch import batch_create, batch_delete, batch_update
from quickbooks.cdc import change_data_capture
from quickbooks.objects.account import Account
from quickbooks.objects.customer import Customer
from quickbooks.objects.invoice import Invoice
from quickbooks.objects.journalentry import JournalEntry

from simulators.quickbooks.documents import journal, saved

pytestmark = pytest.mark.loopback


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

    rows = Account.where("Active = true", order_by="Name", start_position=total, max_results=10, qb=qb)

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
