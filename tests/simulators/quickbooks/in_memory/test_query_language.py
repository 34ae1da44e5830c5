"""docs/quickbooks.md 2.4, statement by statement."""

from datetime import timedelta

import pytest

from quickbooks_simulator.faults.refusals import ApiFault
from quickbooks_simulator.query.language import Condition, parse
from simulators.quickbooks.books import code_of


def test_a_whole_statement_is_understood():
    statement = parse(
        "SELECT * FROM Account WHERE Active = true AND AccountType IN ('Income','Bank') "
        "AND Name LIKE '%Sales%' ORDERBY Name DESC STARTPOSITION 11 MAXRESULTS 10"
    )

    assert statement.entity == "Account"
    assert statement.conditions == (
        Condition("Active", "=", ("true",)),
        Condition("AccountType", "IN", ("Income", "Bank")),
        Condition("Name", "LIKE", ("%Sales%",)),
    )
    assert statement.order_by == (("Name", True),)
    assert (statement.start, statement.limit) == (11, 10)


@pytest.mark.parametrize(
    "text",
    [
        "select * from Account where Name = 'Checking' orderby Id",
        "Select * From Account Where Name = 'Checking' Order By Id",
        "SELECT *, Sku FROM Account WHERE Name='Checking' ORDERBY Id ASC",
        "SELECT*FROM Account\nWHERE Name\t=\n'Checking' ORDER BY Id",
    ],
)
def test_keywords_come_in_any_letter_case_and_spacing(text):
    statement = parse(text)

    assert (statement.entity, statement.conditions) == ("Account", (Condition("Name", "=", ("Checking",)),))
    assert statement.order_by == (("Id", False),)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (r"'O\'Brien'", "O'Brien"),
        (r"'a\\b'", "a\\b"),
        ("''", ""),
        ("true", "true"),
        ("5", "5"),
        ("'%; DROP'", "%; DROP"),
    ],
)
def test_quotes_are_escaped_with_a_backslash(literal, value):
    statement = parse("SELECT * FROM Customer WHERE DisplayName = " + literal)  # noqa: S608 -- not SQL

    assert statement.conditions[0].values == (value,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT",
        "SELECT * FROM",
        "SELECT * Account",
        "SELECT * FROM Account WHERE",
        "SELECT * FROM Account WHERE Name = Checking",
        "SELECT * FROM Account WHERE Name = 'Checking' OR Name = 'Savings'",
        "SELECT * FROM Account WHERE NOT Name = 'Checking'",
        "SELECT * FROM Account WHERE Name != 'Checking'",
        "SELECT * FROM Account WHERE Name = 'Che",
        "SELECT * FROM Account WHERE Name IN ()",
        "SELECT * FROM Account JOIN Item",
        "SELECT * FROM Account MAXRESULTS many",
        "DELETE FROM Account",
        "SELECT COUNT(Id) FROM Account",
    ],
)
def test_anything_else_is_a_parse_error(text):
    with pytest.raises(ApiFault) as caught:
        parse(text)

    assert caught.value.problems[0].code == "4000"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM Account WHERE Name = 'Kid\u2019s menu'",
        "SELECT * FROM Account WHERE Name LIKE '%\u2013%'",
        "SELECT * FROM Account WHERE Name IN ('Sales', '\u0142')",
        "SELECT * FROM Account WHERE Name = \u2018Sales\u2019",
        "SELECT *\u2009FROM Account",
    ],
)
def test_a_sign_beyond_latin1_is_a_lexical_error_in_every_country(open_books, text):
    """Typographic quotes, dashes and most alphabets; reported of every country (docs/quickbooks.md 13.2)."""
    assert code_of(lambda: open_books("ca_plus").query(text)) == "4000"


def test_every_letter_of_latin1_may_be_asked_for(books):
    assert books.query("SELECT * FROM Account WHERE Name = 'Crème brûlée à la façon ½'") == {}


@pytest.mark.parametrize("name", ["account", "ACCOUNT", "Account"])
def test_entities_are_named_in_any_letter_case(books, name):
    """node-quickbooks names them in lower case (docs/quickbooks.md 13.3); the answer has QuickBooks' spelling."""
    rows = books.query(f"select * from {name} where Name = 'Checking'")  # noqa: S608 -- not SQL

    assert [row["Name"] for row in rows["Account"]] == ["Checking"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM Unicorn",
        "SELECT * FROM Account WHERE Colour = 'blue'",
        "SELECT * FROM Account WHERE name = 'Checking'",
        "SELECT * FROM JournalEntry WHERE PrivateNote = 'x'",
        "SELECT * FROM JournalEntry WHERE DepartmentRef = '1'",
        "SELECT * FROM Account ORDERBY Colour",
        "SELECT * FROM Account ORDERBY Id",
        "SELECT * FROM Account ORDERBY Name, Id DESC",
        "SELECT * FROM Account MAXRESULTS 1001",
        "SELECT * FROM Account STARTPOSITION 0",
        "SELECT * FROM Account WHERE MetaData.CreateTime > 'yesterday'",
    ],
)
def test_unknown_names_and_values_out_of_range_are_validation_errors(books, text):
    with pytest.raises(ApiFault) as caught:
        books.query(text)

    assert caught.value.problems[0].code == "4001"


def test_pages_count_from_one_and_the_last_one_is_short(books):
    everything = books.query("SELECT * FROM Account ORDERBY Name MAXRESULTS 1000")["Account"]

    first = books.query("SELECT * FROM Account ORDERBY Name MAXRESULTS 20")
    second = books.query("SELECT * FROM Account ORDERBY Name STARTPOSITION 21 MAXRESULTS 20")

    assert first["Account"] + second["Account"] == everything
    assert (second["startPosition"], second["maxResults"]) == (21, len(everything) - 20)


def test_an_empty_answer_has_no_entity_key(books):
    assert books.query("SELECT * FROM Invoice") == {}
    assert books.query("SELECT * FROM Account STARTPOSITION 500") == {}


def test_counting_answers_a_number_and_no_rows(books):
    assert books.query("SELECT COUNT(*) FROM Account WHERE AccountType = 'Bank'") == {"totalCount": 3}


@pytest.mark.parametrize(
    ("condition", "found"),
    [("", 0), ("AND Active = true", 0), ("AND Active = false", 1), ("AND Active IN (true, false)", 1)],
)
def test_inactive_rows_are_left_out_unless_asked_for(books, condition, found):
    books.post("Account", {"Id": "2", "SyncToken": "0", "sparse": True, "Active": False})

    rows = books.query("SELECT * FROM Account WHERE Name = 'Savings' " + condition)  # noqa: S608 -- not SQL

    assert len(rows.get("Account", [])) == found


def test_ids_sort_as_numbers_where_intuit_still_allows_it(books):
    books.company.switches.orders_by_id = True

    rows = books.query("SELECT * FROM Account ORDERBY Id DESC MAXRESULTS 1000")["Account"]

    assert [int(row["Id"]) for row in rows] == sorted((int(row["Id"]) for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("operator", "day", "found"),
    [
        ("=", "2026-11-23", 1),
        (">", "2026-11-23", 0),
        (">=", "2026-11-22", 1),
        ("<", "2026-11-23", 0),
        ("<=", "2026-11-23", 1),
    ],
)
def test_dates_compare_in_order(books, operator, day, found):
    books.post("JournalEntry", books.journal(("Debit", "Checking", 1), ("Credit", "Savings", 1)))

    count = books.query(" ".join(("SELECT COUNT(*) FROM JournalEntry WHERE TxnDate", operator, f"'{day}'")))

    assert count["totalCount"] == found


def test_metadata_times_compare_as_instants_whatever_the_offset(books):
    """Noon in California on 24 November is eight in the evening UTC."""
    books.post("Customer", {"DisplayName": "POS"})

    assert books.query("SELECT * FROM Customer WHERE MetaData.CreateTime = '2026-11-24T20:00:00+00:00'")
    assert books.query("SELECT * FROM Customer WHERE MetaData.CreateTime = '2026-11-24T12:00:00-08:00'")
    assert not books.query("SELECT * FROM Customer WHERE MetaData.CreateTime > '2026-11-24T20:00:00Z'")


def test_us_tax_codes_bring_three_pseudo_codes_on_top_of_the_page(books):
    rows = books.query("SELECT * FROM TaxCode MAXRESULTS 1")["TaxCode"]

    assert [row["Id"] for row in rows] == ["TAX", "NON", "CustomSalesTax", "1"]


def test_a_query_can_lag_behind_what_was_made_and_a_read_by_id_does_not(books):
    books.company.switches.queries_lag_seconds = 60
    entry = books.journal(("Debit", "Checking", 5), ("Credit", "SalesOfProductIncome", 5), DocNumber="LATE")
    made = books.post("JournalEntry", entry)
    named = "SELECT * FROM JournalEntry WHERE DocNumber = 'LATE'"

    at_once = books.query(named)
    books.clock.advance(timedelta(seconds=60))

    assert at_once == {}
    assert books.company.find("JournalEntry", made["Id"]) is not None
    assert [each["Id"] for each in books.query(named)["JournalEntry"]] == [made["Id"]]
