"""Accounts are created in batches, and never twice for one purpose (docs/quickbooks.md 4.3)."""

from itertools import count

import pytest

from daybook.adapters.quickbooks.http.faults import QuickBooksBugError
from daybook.adapters.quickbooks.lists.chart import create_accounts, read_chart
from daybook.domain.chart.accounts import GENERIC_SUB_TYPES, Account, AccountType, NewAccount
from daybook.domain.errors import HoldReason, NeedsAttentionError
from unit.quickbooks.doubles import ScriptedTransport, client, reply


class Books:
    """Just enough of QuickBooks' accounts: unique names, and sub-types that the country knows."""

    def __init__(self, *rows, unknown_sub_types=(), refuses=None):
        self.rows = [dict(row) for row in rows]
        self._unknown = unknown_sub_types
        self._refuses = refuses
        self._ids = count(100)

    def __call__(self, sent):
        if sent.path.endswith("/query"):
            return reply({"QueryResponse": {"Account": self.rows}})
        answers = [{"bId": i["bId"], **self._created(i["Account"])} for i in sent.json["BatchItemRequest"]]
        return reply({"BatchItemResponse": answers[::-1]})

    def _created(self, body):
        code = self._refusal(body)
        if code:
            return {"Fault": {"Error": [{"code": code, "Message": "no"}]}}
        self.rows.append({"Id": str(next(self._ids)), "Active": True, **body})
        return {"Account": self.rows[-1]}

    def _refusal(self, body):
        if self._refuses:
            return self._refuses
        if body["Name"].casefold() in [row["Name"].casefold() for row in self.rows]:
            return "6240"
        return "2170" if body["AccountSubType"] in self._unknown else None


def row(name, account_type="Other Current Liability", **more):
    return {"Id": "7", "Name": name, "AccountType": account_type, "AccountSubType": "OtherCurrentLiabilities", **more}


def wish(name, account_type=AccountType.OTHER_CURRENT_LIABILITY, sub_type="Gratuity", description="Tips owed"):
    return NewAccount(name, account_type, sub_type, description)


def test_the_chart_holds_inactive_accounts_too():
    transport = ScriptedTransport(Books(row("Tips", Active=False)))

    chart = read_chart(client(transport))

    assert chart.accounts == (Account("7", "Tips", "Other Current Liability", "OtherCurrentLiabilities", active=False),)
    assert "Active IN (true, false)" in transport.sent[0].query["query"]


def test_accounts_are_created_thirty_in_a_call_and_come_back_in_order():
    transport = ScriptedTransport(Books())

    accounts = create_accounts(client(transport), [wish(f"Account {n}") for n in range(65)])

    assert [account.name for account in accounts] == [f"Account {n}" for n in range(65)]
    assert [len(sent.json["BatchItemRequest"]) for sent in transport.sent] == [30, 30, 5]
    assert all(len(sent.query["requestid"]) <= 36 for sent in transport.sent)
    assert len({sent.query["requestid"] for sent in transport.sent}) == 3


def test_an_account_that_exists_by_now_is_returned_in_place_of_a_new_one():
    books = Books(row("TIPS payable"))
    transport = ScriptedTransport(books)

    made = create_accounts(client(transport), [wish("Tips payable"), wish("Gift cards")])

    assert [account.id for account in made] == ["7", "100"]
    assert len(books.rows) == 2


@pytest.mark.parametrize("existing", [row("Tips", "Expense"), row("Tips", Active=False)])
def test_a_name_that_belongs_to_another_kind_of_account_is_not_taken_over(existing):
    """Posting liabilities to somebody's expense account because of its name would be a wrong book."""
    (made,) = create_accounts(client(ScriptedTransport(Books(existing))), [wish("Tips")])

    assert (made.name, made.type, made.id) == ("Tips (Daybook)", "Other Current Liability", "100")


def test_when_even_our_own_name_is_taken_the_merchant_hears_which_account_to_rename():
    books = Books(row("Tips", "Expense"), row("Tips (Daybook)", "Expense"))

    with pytest.raises(NeedsAttentionError, match=r"Tips \(Daybook\)") as caught:
        create_accounts(client(ScriptedTransport(books)), [wish("Tips")])

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE


def test_a_sub_type_that_the_country_does_not_know_becomes_the_generic_one():
    books = Books(unknown_sub_types=["Gratuity"])

    (made,) = create_accounts(client(ScriptedTransport(books)), [wish("Tips")])

    assert made.sub_type == "OtherCurrentLiabilities"


def test_a_generic_sub_type_that_is_refused_as_well_is_a_bug_and_ends():
    books = Books(unknown_sub_types=["Gratuity", "OtherCurrentLiabilities"])

    with pytest.raises(QuickBooksBugError, match="2170"):
        create_accounts(client(ScriptedTransport(books)), [wish("Tips")])


def test_any_other_refusal_reaches_the_merchant():
    with pytest.raises(NeedsAttentionError) as caught:
        create_accounts(client(ScriptedTransport(Books(refuses="5020"))), [wish("Tips")])

    assert caught.value.reason is HoldReason.REFUSED_BY_QUICKBOOKS


def test_names_are_made_fit_for_quickbooks():
    """No colon, which separates levels, no quote, and a hundred characters."""
    (made,) = create_accounts(client(ScriptedTransport(Books())), [wish('Sales: "hot" drinks ' + "x" * 120)])

    assert made.name.startswith("Sales- 'hot' drinks xxx")
    assert len(made.name) == 100


def test_every_account_type_has_a_generic_sub_type():
    assert set(GENERIC_SUB_TYPES) == set(AccountType)


def test_an_account_is_known_by_its_path_its_number_and_its_currency():
    coffee = row(
        "Coffee", FullyQualifiedName="Restaurant:Coffee", AcctNum="4010", CurrencyRef={"value": "CAD", "name": "Dollar"}
    )

    (account,) = read_chart(client(ScriptedTransport(Books(coffee)))).accounts

    assert (account.path, account.number, account.currency) == ("Restaurant:Coffee", "4010", "CAD")
    assert (account.label, account.is_sub_account) == ("4010 Restaurant:Coffee", True)


def test_what_people_typed_in_quickbooks_is_cleaned_where_it_enters():
    decomposed = row("Cre\u0300me\u200b bru\u0302le\u0301e", FullyQualifiedName="Cre\u0300me\u200b bru\u0302le\u0301e")

    (account,) = read_chart(client(ScriptedTransport(Books(decomposed)))).accounts

    assert (account.name, account.is_sub_account) == ("Crème brûlée", False)


def test_names_that_become_equal_in_quickbooks_are_kept_apart_and_found_again():
    """A company in the United States stores no pictures, so two categories of a menu would share an account."""
    books = Books()
    us = client(ScriptedTransport(books), country="US")
    wishes = [wish("Sales - Tacos \N{TACO}"), wish("Sales - Tacos"), wish("Sales: tacos")]

    made = create_accounts(us, wishes)

    assert [account.name for account in made] == ["Sales - Tacos", "Sales - Tacos (2)", "Sales- tacos"]
    assert create_accounts(us, wishes) == made
    assert len(books.rows) == 3


def test_one_name_wished_for_twice_is_one_account_in_whatever_letter_case():
    made = create_accounts(client(ScriptedTransport(Books())), [wish("Tips"), wish("Tips"), wish("TIPS")])

    assert made[0] == made[1] == made[2]
