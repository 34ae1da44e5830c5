"""Items, payment methods and the customer are made once and found again (docs/quickbooks.md 4.4 to 4.7)."""

import pytest

from contract.quickbooks_adapter.conftest import Connected
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError

pytestmark = pytest.mark.loopback

NOTHING = CompanyReferences()


def names(books, entity, field="Name"):
    return {record.id: record.body[field] for record in books.company.live(entity)}


def complete(books, **needs):
    return books.ledger().complete_references(ReferenceNeeds(**needs), NOTHING)


def test_a_new_company_gets_its_references_in_one_call_and_no_read(books):
    sales = books.account("Sales")

    made = complete(books, items={sales: "Sales"}, payment_methods=frozenset({"tender:CCRD:INTERAC"}), customer=True)

    item = books.company.find("Item", made.items[sales]).body
    assert (item["Name"], item["Type"], item["IncomeAccountRef"]["value"]) == ("POS - Sales", "Service", sales)
    assert names(books, "Customer", "DisplayName")[made.customer_id] == "POS Daily Sales"
    method = books.company.find("PaymentMethod", made.payment_methods["tender:CCRD:INTERAC"]).body
    assert (method["Name"], method["Type"]) == ("INTERAC", "CREDIT_CARD")
    assert (books.meter.writes, books.meter.reads) == (3, 0)


def test_methods_that_every_company_has_are_used_in_any_letter_case(books):
    made = complete(books, payment_methods=frozenset({"tender:CCRD:VISA", "CASH"}))

    by_id = names(books, "PaymentMethod")
    assert {key: by_id[method] for key, method in made.payment_methods.items()} == {
        "tender:CCRD:VISA": "Visa",
        "CASH": "Cash",
    }
    assert (books.meter.writes, books.meter.reads) == (0, 1)


def test_a_batch_whose_answer_is_lost_can_simply_be_sent_again(books):
    needs = {"items": {books.account("Sales"): "Sales", books.account("Services"): "Services"}, "customer": True}
    books.arm("drop_connection_after_commit", "batch")
    with pytest.raises(Exception, match="did not answer"):
        complete(books, **needs)

    made = complete(books, **needs)

    assert complete(books, **needs) == made
    assert (len(names(books, "Item")), len(names(books, "Customer", "DisplayName"))) == (2, 1)


def test_more_items_than_a_batch_holds_are_made_in_several(books):
    accounts = dict(list(names(books, "Account").items()))
    usable = {
        account_id: name
        for account_id, name in accounts.items()
        if books.company.find("Account", account_id).body["AccountType"] in {"Income", "Expense", "Bank", "Equity"}
    }

    made = complete(books, items={**usable, books.account("Prepaid Expenses"): "x" * 120})

    assert len(set(made.items.values())) == len(usable) + 1
    assert max(len(name) for name in names(books, "Item").values()) == 100


def test_accounts_that_share_a_name_get_items_of_their_own(books):
    """Sub-accounts of different parents may; the second item carries its account's id."""
    first, second = books.account("Sales"), books.account("Services")

    made = complete(books, items={first: "Food", second: "Food"})

    assert [names(books, "Item")[made.items[each]] for each in (first, second)] == [
        "POS - Food",
        f"POS - Food ({second})",
    ]
    assert complete(books, items={second: "Food"}).items == {second: made.items[second]}


@pytest.mark.parametrize("entity", ["Item", "Customer", "PaymentMethod"])
def test_an_inactive_row_is_not_used(books, entity):
    sales = books.account("Sales")
    needs = {"items": {sales: "Sales"}, "payment_methods": frozenset({"INTERAC"}), "customer": True}
    complete(books, **needs)
    (old,) = [row for row in books.company.live(entity) if "POS" in str(row.body) or "INTERAC" in str(row.body)]
    old.body["Active"] = False

    again = complete(books, **needs)

    ids = {again.customer_id, again.items[sales]} if entity != "PaymentMethod" else {again.payment_methods["INTERAC"]}
    new = {row.id: row for row in books.company.live(entity) if row.active and row.id in ids}
    assert old.id not in new
    assert new


def test_a_name_with_no_way_out_is_for_a_person(books):
    sales, services = books.account("Sales"), books.account("Services")
    for name in ("POS - Food", f"POS - Food ({sales})"):
        books.client().post(
            "item", {"Name": name, "Type": "Service", "IncomeAccountRef": {"value": services}}, f"request {len(name)}"
        )

    with pytest.raises(NeedsAttentionError, match=r"POS - Food \(\d+\)") as caught:
        complete(books, items={sales: "Food"})

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE


def test_an_account_that_no_item_can_point_at_is_named(books):
    receivable = books.account("Accounts Receivable (A/R)")

    with pytest.raises(NeedsAttentionError) as caught:
        complete(books, items={books.account("Sales"): "Sales", receivable: "House accounts"})

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert caught.value.details[0] == f"Item 'POS - House accounts' for account {receivable}"


def test_what_is_known_stays_known(books):
    known = CompanyReferences("58", {"1": "2"}, {"CASH": "3"}, {"q": "4"}, {"q": "5"})
    sales = books.account("Sales")

    made = books.ledger().complete_references(ReferenceNeeds(items={sales: "Sales"}), known)

    assert made == CompanyReferences("58", {"1": "2", sales: made.items[sales]}, {"CASH": "3"}, {"q": "4"}, {"q": "5"})


def test_a_us_company_gets_names_it_can_store(simulator):
    books = Connected(simulator, simulator.add_company("us_plus", name="Joe's"), country="US")
    sales = books.account("Sales")
    needs = {"items": {sales: "Tacos \N{TACO}: hot"}, "payment_methods": frozenset({"Caf\u00e9\u2019s card of honour"})}

    made = complete(books, **needs)

    assert names(books, "Item")[made.items[sales]] == "POS - Tacos - hot"
    assert "Caf\u00e9's card of" in names(books, "PaymentMethod").values()
    assert complete(books, **needs) == made


@pytest.mark.parametrize("variant", ["ca_plus", "ie_plus"])
def test_names_that_no_query_can_spell_are_found_after_a_lost_answer(simulator, variant):
    """A tablet types \u2019 by itself; QuickBooks answers 4000 to a query with it (docs/quickbooks.md 13.2)."""
    books = Connected(simulator, simulator.add_company(variant, name="Chez l\u2019ami"), country=variant[:2].upper())
    needs = {
        "items": {books.account("Services"): "POS Sales - Kid\u2019s menu \u2013 \u201cspecials\u201d"},
        "payment_methods": frozenset({"tender:T\u00e9l\u00e9phone \u2192 t\u00e9l\u00e9phone"}),
        "customer": True,
    }
    books.arm("drop_connection_after_commit", "batch")
    with pytest.raises(RetriableError, match="did not answer"):
        complete(books, **needs)

    made = complete(books, **needs)

    assert [row["Name"] for row in (record.body for record in books.company.live("Item"))] == [
        "POS - POS Sales - Kid\u2019s menu \u2013 \u201cspecials\u201d"
    ]
    assert complete(books, **needs) == made


def test_a_customer_name_that_a_supplier_has_gets_our_suffix(books):
    """Customers, suppliers and employees share one name space (docs/quickbooks.md 13.18)."""
    books.client().post("vendor", {"DisplayName": "POS daily sales"}, "request-1")

    made = complete(books, customer=True)

    assert names(books, "Customer", "DisplayName") == {made.customer_id: "POS Daily Sales (Daybook)"}
    assert complete(books, customer=True) == made


def test_tenders_whose_names_become_equal_when_cut_keep_methods_of_their_own(books):
    lunch, dinner = "tender:CHQ:Titre-restaurant midi", "tender:CHQ:Titre-restaurant soir"

    first = complete(books, payment_methods=frozenset({lunch}))
    both = books.ledger().complete_references(ReferenceNeeds(payment_methods=frozenset({dinner})), first)

    by_id = names(books, "PaymentMethod")
    assert {by_id[both.payment_methods[lunch]], by_id[both.payment_methods[dinner]]} == {
        "Titre-restauran",
        "Titre-resta (2)",
    }


def test_mapping_screens_see_tax_codes(books):
    quebec = next(code for code in books.ledger().tax_codes() if code.name == "GST/QST QC")

    assert [(rate.name, rate.percent) for rate in quebec.rates] == [("GST", "5"), ("QST", "9.975")]
    assert quebec.active


def test_pseudo_codes_of_us_lines_are_no_choice(simulator):
    books = Connected(simulator, simulator.add_company("us_plus", name="Joe's"), country="US")

    assert [code.name for code in books.ledger().tax_codes()] == ["California"]


def test_the_account_of_an_item_is_told_also_once_it_has_another_name_and_at_the_price_of_one_read(books):
    sales, services = books.account("Sales"), books.account("Services")
    items = complete(books, items={sales: "Sales", services: "Services"}).items
    books.company.find("Item", items[sales]).body |= {"Name": "Renamed", "Active": False}
    books.company.find("Item", items[services]).body["IncomeAccountRef"] = {"value": sales}
    before = books.meter.reads

    told = books.ledger().accounts_of_items([items[sales], items[services], "4711"])

    assert told == {items[sales]: sales, items[services]: sales}
    assert books.meter.reads == before + 1
