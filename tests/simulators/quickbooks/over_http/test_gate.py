"""What every call must pass, and how the gate says no (docs/quickbooks.md 2.3, 2.8, 3.1)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest
import requests

pytestmark = pytest.mark.loopback
BANK = {"Name": "Till", "AccountType": "Bank"}


def total(api, control, figure):
    return api.get(f"{control}/meter", timeout=5).json()["total"].get(figure)


def accounts_named(api, url, name):
    query = {"query": f"SELECT COUNT(*) FROM Account WHERE Name = '{name}'"}  # noqa: S608 -- not SQL
    return api.get(f"{url}/query", params=query, timeout=5).json()["QueryResponse"]["totalCount"]


@pytest.mark.parametrize("token", ["", "Bearer nonsense", "Basic nonsense"])
def test_a_bad_token_is_refused_by_the_gateway_in_lower_case(url, token):
    answer = requests.get(f"{url}/account/1", headers={"Authorization": token}, timeout=5)

    error = answer.json()["fault"]["error"][0]
    assert (answer.status_code, error["code"], answer.json()["fault"]["type"]) == (401, "3200", "AUTHENTICATION")
    assert "errorCode=003200" in error["message"]
    assert answer.headers["intuit_tid"]


@pytest.mark.parametrize("other", ["known", "unknown"])
def test_a_token_opens_its_own_company_only(api, simulator, other):
    realm = simulator.add_company("ie_plus", name="Other").realm if other == "known" else "1111111111111111"

    answer = api.get(f"{simulator.api_url}/company/{realm}/account/1", timeout=5)

    assert (answer.status_code, answer.json()["fault"]["error"][0]["code"]) == (403, "3100")


def test_the_eleventh_call_in_a_second_is_throttled_in_xml(api, url, simulator, control):
    simulator.state.throttle.enabled = True
    simulator.state.throttle.timer = lambda: 1000.0

    answers = [api.get(f"{url}/account/1", timeout=5) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    fault = ET.fromstring(answers[-1].text).find("{*}Fault")  # noqa: S314 -- our own simulator wrote it
    assert fault.get("type") == "SERVICE"
    assert fault.find("{*}Error").get("code") == "3001"
    assert "errorCode=003001; statusCode=429" in answers[-1].text
    assert (total(api, control, "reads"), total(api, control, "throttled")) == (10, 1)


def test_a_repeated_request_id_gets_the_first_answer_and_writes_nothing(api, url, control):
    first = api.post(f"{url}/account", params={"requestid": "a" * 50}, json=BANK, timeout=5)
    again = api.post(f"{url}/account", params={"requestid": "a" * 50}, json=BANK | {"Name": "Other"}, timeout=5)

    assert first.json() == again.json()
    assert accounts_named(api, url, "Other") == 0
    assert (total(api, control, "writes"), total(api, control, "replayed")) == (1, 1)


def test_a_company_may_forget_request_ids(api, url, simulator, control):
    simulator.state.companies[url.rpartition("/")[2]].switches.remembers_request_ids = False

    for name in ("Till", "Other"):
        api.post(f"{url}/account", params={"requestid": "once"}, json=BANK | {"Name": name}, timeout=5)

    assert accounts_named(api, url, "Other") == 1
    assert (total(api, control, "writes"), total(api, control, "replayed")) == (2, 0)


def test_the_answer_lost_with_the_connection_is_found_again(api, url, control):
    api.post(f"{control}/faults", json={"fault": "drop_connection_after_commit", "path": "account"}, timeout=5)
    post = {"params": {"requestid": "once"}, "json": BANK, "timeout": 5}

    with pytest.raises(requests.ConnectionError):
        api.post(f"{url}/account", **post)
    again = api.post(f"{url}/account", **post)

    assert again.json()["Account"]["Name"] == "Till"
    assert accounts_named(api, url, "Till") == 1


def test_without_a_request_id_the_lost_answer_costs_a_duplicate_fault(api, url, control):
    api.post(f"{control}/faults", json={"fault": "drop_connection_after_commit"}, timeout=5)
    with pytest.raises(requests.ConnectionError):
        api.post(f"{url}/account", json=BANK, timeout=5)

    assert api.post(f"{url}/account", json=BANK, timeout=5).json()["Fault"]["Error"][0]["code"] == "6240"


@pytest.mark.parametrize(("replayed", "status"), [(True, 400), (False, 200)])
def test_a_refusal_is_replayed_too_unless_switched(api, url, company, control, replayed, status):
    api.post(f"{control}/companies/{company.realm}/settings", json={"replay_failures": replayed}, timeout=5)
    api.post(f"{url}/account", params={"requestid": "r"}, json={"Name": "Till"}, timeout=5)

    assert api.post(f"{url}/account", params={"requestid": "r"}, json=BANK, timeout=5).status_code == status


def test_two_calls_at_once_with_one_request_id_write_once(api, url):
    barrier = threading.Barrier(4)
    headers = dict(api.headers)

    def post(_):
        barrier.wait()
        return requests.post(f"{url}/account", params={"requestid": "r"}, json=BANK, headers=headers, timeout=5).json()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(post, range(4)))

    assert all(answer == answers[0] for answer in answers)
    assert accounts_named(api, url, "Till") == 1


def test_a_request_id_of_51_characters_is_refused(api, url):
    answer = api.post(f"{url}/account", params={"requestid": "a" * 51}, json=BANK, timeout=5)

    assert answer.json()["Fault"]["Error"][0]["code"] == "2130"


@pytest.mark.parametrize(
    ("method", "path", "content", "code"),
    [
        ("POST", "account", b"{not json", "2010"),
        ("POST", "account", b"[]", "2010"),
        ("POST", "account", b'{"Name": "\xff"}', "500"),
        ("POST", "unicorn", b"{}", "500"),
        ("GET", "unicorn/1", b"", "500"),
        ("GET", "account/9999", b"", "610"),
        ("POST", "preferences", b"{}", "500"),
        ("POST", "taxcode", b"{}", "500"),
        ("GET", "query", b"", "4000"),
        ("GET", "cdc", b"", "2020"),
        ("POST", "batch", b"{}", "2020"),
        ("POST", "taxservice/taxcode", b'{"TaxCode": "x"}', "2020"),
    ],
)
def test_calls_that_make_no_sense_are_refused_in_capitals(api, url, method, path, content, code):
    headers = {"Content-Type": "application/json"}

    answer = api.request(method, f"{url}/{path}", data=content, headers=headers, timeout=5)

    assert answer.json()["Fault"]["Error"][0]["code"] == code
    assert answer.json()["time"]
    assert answer.headers["intuit_tid"]


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_a_write_that_is_not_json_by_its_header_is_refused(api, url, kind):
    answer = api.post(
        f"{url}/account", data=b'{"Name": "Till", "AccountType": "Bank"}', headers={"Content-Type": kind}, timeout=5
    )

    assert answer.json()["Fault"]["Error"][0]["code"] == "500"


def test_a_batch_takes_thirty_items_and_answers_each_by_its_id(api, url, control):
    items = [
        {"bId": "ok", "operation": "create", "Account": BANK},
        {"bId": "no", "operation": "create", "Account": BANK | {"Name": "Checking"}},
        {"bId": "q", "Query": "SELECT COUNT(*) FROM Account WHERE Name = 'Till'"},
        {"bId": "bad", "operation": "create", "Unicorn": {}},
    ]

    answer = api.post(f"{url}/batch", json={"BatchItemRequest": items}, timeout=5)

    by_id = {item.pop("bId"): item for item in answer.json()["BatchItemResponse"]}
    assert answer.status_code == 200
    assert by_id["ok"]["Account"]["Name"] == "Till"
    assert by_id["no"]["Fault"]["Error"][0]["code"] == "6240"
    assert by_id["q"]["QueryResponse"] == {"totalCount": 1}
    assert by_id["bad"]["Fault"]["Error"][0]["code"] == "2010"
    assert [total(api, control, name) for name in ("reads", "writes", "accounts_created", "refused_writes")] == [
        1,
        1,
        1,
        2,
    ]
    too_many = api.post(f"{url}/batch", json={"BatchItemRequest": items * 8}, timeout=5)
    assert too_many.json()["Fault"]["Error"][0]["code"] == "1040"


@pytest.mark.parametrize(("request_id", "batch_id"), [("r" * 37, "1"), ("r", "b" * 11)])
def test_a_batch_that_can_be_replayed_has_shorter_ids(api, url, request_id, batch_id):
    body = {"BatchItemRequest": [{"bId": batch_id, "Query": "SELECT * FROM Item"}]}

    answer = api.post(f"{url}/batch", params={"requestid": request_id}, json=body, timeout=5)

    assert answer.json()["Fault"]["Error"][0]["code"] == "2130"


def test_a_query_can_be_posted_as_text(api, url):
    headers = {"Content-Type": "application/text"}

    answer = api.post(f"{url}/query", data="select * from Account where Name = 'Savings'", headers=headers, timeout=5)

    assert answer.json()["QueryResponse"]["Account"][0]["Name"] == "Savings"


def test_tolerated_habits_of_real_clients(api, url):
    """`SyncToken` as a number, `domain` and `sparse` on create, empty texts, `null`, amounts as text."""
    habits = {"SyncToken": 0, "domain": "QBO", "sparse": False, "Description": "", "AcctNum": None, "CurrencyRef": {}}

    answer = api.post(f"{url}/account", json=BANK | habits, timeout=5)

    assert answer.status_code == 200
    assert "Description" not in answer.json()["Account"]
