"""Requests in the shape in which `node-quickbooks` sends them, replayed: URLs, query strings and headers.

What is taken from its public source are facts: it names entities in queries in camel case or lower case, adds
`startposition 1 maxresults 1000` to every query, escapes a part of the signs, repeats `minorversion` and `format=json`
on every call, and says `operation=update` with a sparse body for every change.
"""

import uuid

import pytest

from quickbooks_simulator.entities.definition import Kind
from quickbooks_simulator.registry import BY_NAME

pytestmark = pytest.mark.loopback

QUERIED = sorted(name for name, definition in BY_NAME.items())


class NodeClient:
    """Sends what that client would."""

    def __init__(self, session, url):
        self._session, self._url = session, url

    def query(self, entity, criteria="", *, selects="*"):
        text = f"select {selects} from {entity}{criteria}"  # noqa: S608 -- not SQL
        for sign in "%'=<>&#\\+":
            text = text.replace(sign, f"%{ord(sign):02X}")
        return self._call("GET", f"query?query={text}").json()["QueryResponse"]

    def create(self, path, body):
        return self._call("POST", path, body).json()

    def read(self, path):
        return self._call("GET", path).json()

    def update(self, path, body, *, include=""):
        extra = f"&include={include}" if include else ""
        return self._call("POST", f"{path}?operation=update{extra}", {"sparse": True, **body}).json()

    def delete(self, path, row):
        return self._call("POST", f"{path}?operation=delete", row).json()

    def void(self, path, row):
        return self._call("POST", f"{path}?operation=void", row).json()

    def _call(self, method, path, body=None):
        joint = "&" if "?" in path else "?"
        headers = {
            "Accept": "application/json, text/plain, */*",
            "User-Agent": "node-quickbooks: version 2",
            "Request-Id": str(uuid.uuid4()),
        }
        address = f"{self._url}/{path}{joint}minorversion=75&format=json"
        answer = self._session.request(method, address, json=body, headers=headers, timeout=5)
        assert answer.status_code == 200, answer.text
        return answer


@pytest.fixture
def node(api, url):
    return NodeClient(api, url)


def camel(name):
    return name[0].lower() + name[1:]


@pytest.mark.parametrize("spelling", [camel, str.lower])
@pytest.mark.parametrize("entity", QUERIED)
def test_every_entity_is_queried_in_its_spelling(node, entity, spelling):
    answer = node.query(spelling(entity), " startposition 1 maxresults 1000")

    assert set(answer) <= {entity, "startPosition", "maxResults", "totalCount"}


@pytest.mark.parametrize("entity", [name for name in QUERIED if BY_NAME[name].kind is not Kind.SETTINGS])
def test_every_entity_is_counted(node, entity):
    counted = node.query(camel(entity), " startposition 1 maxresults 1000", selects="count(*)")["totalCount"]

    rows = node.query(camel(entity), " startposition 1 maxresults 1000").get(entity, [])
    pseudo = [row for row in rows if row["Id"] in {"TAX", "NON", "CustomSalesTax"}]
    assert counted in {len(rows), len(rows) - len(pseudo)}


@pytest.mark.parametrize(
    ("criteria", "names"),
    [
        (" where Name = 'Checking' startposition 1 maxresults 1000", ["Checking"]),
        (
            " where Name IN ('Checking','Savings') orderby Name desc startposition 1 maxresults 1000",
            ["Savings", "Checking"],
        ),
        (" where Name LIKE '%ecki%' and Active = true startposition 1 maxresults 1000", ["Checking"]),
        (" where AccountType = 'Bank' orderby Name asc startposition 2 maxresults 1", ["Checking"]),
    ],
)
def test_criteria_come_as_that_client_writes_them(node, criteria, names):
    assert [row["Name"] for row in node.query("account", criteria)["Account"]] == names


def test_a_list_row_is_made_read_and_changed(node):
    made = node.create("customer", {"DisplayName": "King's Groceries"})["Customer"]

    changed = node.update("customer", {"Id": made["Id"], "SyncToken": made["SyncToken"], "Notes": "Fridays"})[
        "Customer"
    ]

    assert node.read(f"customer/{made['Id']}")["Customer"]["Notes"] == "Fridays"
    assert (changed["DisplayName"], changed["SyncToken"]) == ("King's Groceries", "1")


def test_a_document_is_made_voided_and_deleted(node):
    income = node.query("account", " where AccountType = 'Income'")["Account"][0]["Id"]
    item = node.create("item", {"Name": "Soup", "Type": "Service", "IncomeAccountRef": {"value": income}})["Item"]
    customer = node.create("customer", {"DisplayName": "Ana"})["Customer"]
    line = {"DetailType": "SalesItemLineDetail", "Amount": 5, "SalesItemLineDetail": {"ItemRef": {"value": item["Id"]}}}
    body = {"CustomerRef": {"value": customer["Id"]}, "Line": [line]}
    first, second = (node.create("invoice", body)["Invoice"] for _ in range(2))
    receipt = node.create("salesreceipt", body)["SalesReceipt"]

    voided = node.void("invoice", first)["Invoice"]
    emptied = node.update("salesreceipt", {"Id": receipt["Id"], "SyncToken": "0"}, include="void")["SalesReceipt"]
    gone = node.delete("invoice", second)["Invoice"]

    assert (voided["TotalAmt"], emptied["TotalAmt"], gone["status"]) == (0, 0, "Deleted")


def test_settings_are_read_by_their_own_addresses(node, company):
    assert node.read("preferences")["Preferences"]["CurrencyPrefs"]["HomeCurrency"]["value"] == "USD"
    assert node.read(f"companyinfo/{company.realm}")["CompanyInfo"]["CompanyName"] == "Harbour Street Coffee"


def test_batches_and_changes_are_asked_for(node, simulator):
    batch = [
        {"bId": "1", "operation": "create", "Customer": {"DisplayName": "Ana"}},
        {"bId": "2", "Query": "select * from customer where DisplayName = 'Ana'"},
    ]

    first, second = node.create("batch", {"BatchItemRequest": batch})["BatchItemResponse"]
    since = simulator.clock.now().strftime("%Y-%m-%dT00:00:00Z")
    (changes,) = node.read(f"cdc?entities=Customer,Invoice&changedSince={since}")["CDCResponse"]

    assert second["QueryResponse"]["Customer"][0]["Id"] == first["Customer"]["Id"]
    assert changes["QueryResponse"][0]["Customer"][0]["DisplayName"] == "Ana"
