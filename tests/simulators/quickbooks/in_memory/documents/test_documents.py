"""The life of a row: versions, sparse and full updates, deletion and voiding (docs/quickbooks.md 2)."""

from decimal import Decimal

import pytest

from quickbooks_simulator.faults.refusals import ApiFault
from quickbooks_simulator.query.change_data_capture import changes

D = Decimal


@pytest.fixture
def entry(books):
    body = books.journal(("Debit", "Checking", D(10)), ("Credit", "SalesOfProductIncome", D(10)), PrivateNote="rev 1")
    return books.post("JournalEntry", body)


def test_every_change_moves_the_version_by_one(books, entry):
    first = books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "rev 2"})
    second = books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "1", "sparse": True, "PrivateNote": "rev 3"})

    assert [entry["SyncToken"], first["SyncToken"], second["SyncToken"]] == ["0", "1", "2"]


@pytest.mark.parametrize("operation", ["update", "delete"])
def test_an_old_version_is_refused_and_nothing_changes(books, entry, operation):
    books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "rev 2"})

    with pytest.raises(ApiFault) as caught:
        books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0", "sparse": True}, operation=operation)

    assert caught.value.problems[0].code == "5010"
    assert books.query("SELECT * FROM JournalEntry")["JournalEntry"][0]["PrivateNote"] == "rev 2"


def test_a_sparse_update_changes_what_it_names_and_an_empty_text_clears(books, entry):
    update = {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "DocNumber": "TL-1", "PrivateNote": ""}

    changed = books.post("JournalEntry", update)

    assert changed["DocNumber"] == "TL-1"
    assert "PrivateNote" not in changed
    assert changed["Line"] == entry["Line"]


def test_a_full_update_empties_what_it_leaves_out(books, entry):
    changed = books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0", "Line": entry["Line"]})

    assert "PrivateNote" not in changed
    assert changed["TxnDate"] == "2026-11-23"


def test_a_refused_update_leaves_the_document_as_it_was(books, entry):
    lines = [{**entry["Line"][0], "Amount": D(11)}, entry["Line"][1]]

    with pytest.raises(ApiFault):
        books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "Line": lines})

    assert books.query("SELECT * FROM JournalEntry")["JournalEntry"] == [entry]


def test_an_answer_can_be_sent_back_as_an_update(books):
    """Clients read an object, change one field and post all of it, computed and read-only fields included."""
    invoice = books.post("Invoice", books.sale((D(10), "TAX"), (D(5), "NON"), DocNumber="TL-1"))

    changed = books.post("Invoice", invoice | {"PrivateNote": "seen"})

    assert changed["TotalAmt"] == invoice["TotalAmt"]
    assert changed["Line"] == invoice["Line"]


def test_a_deleted_document_is_gone_from_everything_but_change_data_capture(books, entry):
    answer = books.post("JournalEntry", {"Id": entry["Id"], "SyncToken": "0"}, operation="delete")

    assert answer == {"status": "Deleted", "domain": "QBO", "Id": entry["Id"]}
    assert books.query("SELECT * FROM JournalEntry") == {}
    captured = changes(books.company, "JournalEntry", "2026-11-24T00:00:00-08:00", books.clock.now())
    row = captured["CDCResponse"][0]["QueryResponse"][0]["JournalEntry"][0]
    assert (row["Id"], row["status"]) == (entry["Id"], "Deleted")
    assert "Line" not in row


def test_list_rows_cannot_be_deleted(books):
    with pytest.raises(ApiFault) as caught:
        books.post("Account", {"Id": "1", "SyncToken": "0"}, operation="delete")

    assert caught.value.problems[0].code == "500"


@pytest.mark.parametrize(
    ("entity", "operation", "include"), [("Invoice", "void", ""), ("SalesReceipt", "update", "void")]
)
def test_a_voided_document_keeps_its_id_and_loses_its_amounts(books, entity, operation, include):
    sale = books.post(entity, books.sale((D(10), "TAX"), PrivateNote="rev 1"))

    voided = books.post(
        entity, {"Id": sale["Id"], "SyncToken": "0", "sparse": True}, operation=operation, include=include
    )

    assert (voided["Id"], voided["TotalAmt"]) == (sale["Id"], 0)
    assert "Voided" in voided["PrivateNote"]
    assert voided["SyncToken"] == "1"


@pytest.mark.parametrize(
    ("entity", "operation", "include"),
    [("JournalEntry", "void", ""), ("JournalEntry", "update", "void"), ("Invoice", "update", "void")],
)
def test_void_has_one_form_per_entity_and_journal_entries_have_none(books, entity, operation, include):
    body = books.journal(("Debit", "Checking", 1), ("Credit", "Savings", 1))
    row = books.post(entity, body if entity == "JournalEntry" else books.sale((D(10), "NON")))

    with pytest.raises(ApiFault) as caught:
        books.post(entity, {"Id": row["Id"], "SyncToken": "0", "sparse": True}, operation=operation, include=include)

    assert caught.value.problems[0].code == "500"


def test_sub_accounts_carry_the_whole_path_and_stop_at_five_levels(books):
    parent = None
    for level in range(1, 6):
        body = {"Name": f"Level {level}", "AccountType": "Expense"} | (
            {"ParentRef": {"value": parent}} if parent else {}
        )
        account = books.post("Account", body)
        parent = account["Id"]

    assert account["FullyQualifiedName"] == "Level 1:Level 2:Level 3:Level 4:Level 5"
    with pytest.raises(ApiFault) as caught:
        books.post("Account", {"Name": "Level 6", "AccountType": "Expense", "ParentRef": {"value": parent}})
    assert caught.value.problems[0].code == "6180"


@pytest.mark.usefixtures("entry")
def test_the_balance_of_an_account_follows_the_documents_in_its_natural_direction(books):
    rows = books.query("SELECT * FROM Account WHERE AccountType IN ('Bank', 'Income')")["Account"]

    balances = {row["Name"]: row["CurrentBalance"] for row in rows if row["CurrentBalance"]}
    assert balances == {"Checking": D(10), "Sales of Product Income": D(10)}


@pytest.mark.parametrize("since", ["2026-10-01T00:00:00Z", "soon", ""])
def test_change_data_capture_looks_back_thirty_days_at_most(books, since):
    with pytest.raises(ApiFault):
        changes(books.company, "Invoice", since, books.clock.now())


@pytest.mark.parametrize("entity", ["TaxCode", "TaxRate", "TaxAgency", "Unicorn"])
def test_change_data_capture_does_not_cover_taxes(books, entity):
    with pytest.raises(ApiFault):
        changes(books.company, f"Invoice,{entity}", "2026-11-24T00:00:00Z", books.clock.now())
