"""The doors at the back: what the demo, the chaos suite and an operator do to QuickBooks."""

import base64
import hashlib
import hmac
import http.server
import json
import queue
import threading

import pytest
import requests

pytestmark = pytest.mark.loopback


@pytest.fixture
def back(control, company):
    return f"{control}/companies/{company.realm}"


@pytest.fixture
def entry(api, url):
    lines = [
        {
            "DetailType": "JournalEntryLineDetail",
            "Amount": 10.01,
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": account}},
        }
        for side, account in (("Debit", "1"), ("Credit", "19"))
    ]
    body = {"DocNumber": "TL-20261123-01", "TxnDate": "2026-11-23", "Line": lines}
    return api.post(f"{url}/journalentry", json=body, timeout=5).json()["JournalEntry"]


def test_the_books_can_be_read_back(api, back, entry):
    balance = api.get(f"{back}/trial-balance", params={"from": "2026-11-23", "to": "2026-11-23"}, timeout=5).json()
    lines = api.get(f"{back}/ledger", timeout=5).json()["lines"]
    documents = api.get(f"{back}/documents", timeout=5).json()["documents"]

    assert (balance["debit_minor"], balance["credit_minor"], balance["balance_minor"]) == (1001, 1001, 0)
    assert {row["name"]: row["balance_minor"] for row in balance["accounts"]} == {
        "Checking": 1001,
        "Sales of Product Income": -1001,
    }
    assert {line["doc_number"] for line in lines} == {"TL-20261123-01"}
    assert documents == [{"JournalEntry": entry}]
    assert api.get(f"{back}/ledger", params={"to": "2026-11-22"}, timeout=5).json() == {"lines": []}


def test_the_tax_return_can_be_asked_for_and_an_entry_without_tax_is_not_on_it(api, back, entry):
    filed = api.get(f"{back}/tax-return", params={"from": entry["TxnDate"]}, timeout=5).json()

    assert filed["tax_minor"] == 0
    assert {rate["agency"] for rate in filed["rates"]} == {"California Department of Tax and Fee Administration"}


def test_a_person_edits_a_document_and_the_app_finds_its_version_stale(api, url, back, entry):
    changes = {"entity": "JournalEntry", "id": entry["Id"], "changes": {"PrivateNote": "checked by Anna"}}

    edited = api.post(f"{back}/edit", json=changes, timeout=5).json()["JournalEntry"]

    assert (edited["PrivateNote"], edited["SyncToken"]) == ("checked by Anna", "1")
    update = {"Id": entry["Id"], "SyncToken": entry["SyncToken"], "sparse": True, "PrivateNote": "rev 2"}
    answer = api.post(f"{url}/journalentry", json=update, timeout=5)
    assert answer.json()["Fault"]["Error"][0]["code"] == "5010"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"preferences": {"AccountingInfoPrefs.BookCloseDate": "2026-11-23"}}, "6200"),
        ({"preferences": {"AccountingInfoPrefs.BookCloseDate": "2026-11-23"}, "close_password": True}, "6210"),
        ({"subscription": "SUSPENDED"}, "6190"),
    ],
)
def test_settings_change_what_is_refused(api, url, back, entry, settings, code):
    api.post(f"{back}/settings", json=settings, timeout=5)

    version = {"Id": entry["Id"], "SyncToken": "0"}
    answer = api.post(f"{url}/journalentry", params={"operation": "delete"}, json=version, timeout=5)

    assert answer.json()["Fault"]["Error"][0]["code"] == code


def test_a_document_is_moved_into_a_bank_deposit_and_out_again(api, url, back, entry):
    delete = {"params": {"operation": "delete"}, "json": {"Id": entry["Id"], "SyncToken": "0"}, "timeout": 5}

    api.post(f"{back}/bank-deposit", json={"ids": [entry["Id"]]}, timeout=5)
    locked = api.post(f"{url}/journalentry", **delete)
    api.post(f"{back}/bank-deposit", json={"remove": [entry["Id"]]}, timeout=5)

    assert locked.json()["Fault"]["Error"][0]["code"] == "6540"
    assert api.post(f"{url}/journalentry", **delete).json()["JournalEntry"]["status"] == "Deleted"


def test_a_merchant_disconnects(api, url, back):
    api.post(f"{back}/disconnect", timeout=5)

    assert api.get(f"{url}/account/1", timeout=5).status_code == 401


def test_companies_and_refresh_tokens_are_made_over_http(control, auth_client):
    body = {"variant": "ca_plus_fr", "name": "Café du Port", "realm": "4620816365000001"}

    made = requests.post(f"{control}/companies", json=body, timeout=5).json()
    token = requests.post(f"{control}/companies/{made['realm']}/refresh-token", timeout=5).json()["refresh_token"]
    auth_client.refresh(refresh_token=token)

    assert (made["realm"], made["country"], made["currency"]) == ("4620816365000001", "CA", "CAD")
    assert auth_client.access_token


def test_time_can_pass(api, url, control):
    api.post(f"{control}/clock", json={"advance_seconds": 3600}, timeout=5)

    assert api.get(f"{url}/account/1", timeout=5).status_code == 401


def test_the_meter_counts_documents_and_accounts_apart_from_reads(api, url, control, entry):
    api.post(f"{url}/account", json={"Name": "Till", "AccountType": "Bank"}, timeout=5)
    api.post(f"{url}/customer", json={"DisplayName": "POS"}, timeout=5)
    api.get(f"{url}/journalentry/{entry['Id']}", timeout=5)

    reading = api.get(f"{control}/meter", timeout=5).json()["total"]

    assert reading["writes"] == 3
    assert (reading["documents_written"], reading["accounts_created"], reading["other_writes"]) == (1, 1, 1)
    assert reading["reads"] == 1
    assert api.post(f"{control}/meter/reset", timeout=5).json()["total"]["writes"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"fault": "earthquake"}),
        ("faults", {}),
        ("companies", {"variant": "mars_plus", "name": "x"}),
        ("companies/1/settings", {}),
        ("clock", {"now": "soon"}),
    ],
)
def test_a_control_call_that_makes_no_sense_says_why(control, path, body):
    answer = requests.post(f"{control}/{path}", json=body, timeout=5)

    assert answer.status_code == 400
    assert answer.json()["error"]


class _Receiver(http.server.BaseHTTPRequestHandler):
    received: queue.Queue

    def do_POST(self):
        self.received.put((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def receiver():
    handler = type("Receiver", (_Receiver,), {"received": queue.Queue()})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook", handler.received
        server.shutdown()
        thread.join()


def test_a_change_is_noticed_by_a_signed_cloud_event(api, url, control, company, receiver):
    endpoint, received = receiver
    api.post(f"{control}/webhooks", json={"url": endpoint, "verifier_token": "v"}, timeout=5)

    made = api.post(f"{url}/account", json={"Name": "Till", "AccountType": "Bank"}, timeout=5).json()["Account"]
    headers, raw = received.get(timeout=5)

    expected = base64.b64encode(hmac.new(b"v", raw, hashlib.sha256).digest()).decode()
    event = json.loads(raw)[0]
    assert {name.lower(): value for name, value in headers.items()}["intuit-signature"] == expected
    assert (event["type"], event["intuitentityid"], event["intuitaccountid"]) == (
        "qbo.account.created.v1",
        made["Id"],
        company.realm,
    )


def test_the_general_ledger_is_one_metered_read_and_names_the_document(api, url, control, entry):
    report = api.get(f"{url}/reports/GeneralLedger", params={"start_date": "2026-11-01"}, timeout=5).json()

    rows = [row for section in report["Rows"]["Row"] for row in section["Rows"]["Row"]]
    assert entry["Id"] in {row["ColData"][1].get("id") for row in rows}
    assert api.get(f"{control}/meter", timeout=5).json()["total"]["reads"] == 1
