"""A QuickBooks that keeps its state answers once a write is on the disk, and the next one goes on from there."""

from datetime import timedelta

import pytest
import requests

from loopback_service import UnreadableStateError
from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator
from quickbooks_simulator.faults.fault_switches import FaultSwitch

pytestmark = pytest.mark.loopback

CALLBACK = "http://localhost:9/qbo/callback"
CLIENT = (DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET)


def started(folder):
    return QuickBooksSimulator(redirect_uris=[CALLBACK], throttled=False, state=folder)


def killed(simulator):
    """Ends it without a word to its state; only the lock on the file goes, as with the process."""
    simulator._kept._file._database.close()  # type: ignore[union-attr]
    simulator._kept = None
    simulator.stop()


@pytest.fixture
def simulator(tmp_path):
    running = started(tmp_path / "state")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def company(simulator):
    return simulator.add_company("us_plus", name="Harbour Street Coffee")


def post(simulator, realm, token, path, body):
    url = f"{simulator.api_url}/company/{realm}/{path}"
    return requests.post(url, json=body, headers={"Authorization": f"Bearer {token}"}, timeout=10)


def entry(company, amount="10.50"):
    bank = company.find_named("Account", "AccountType", "Bank") or company.find_named(
        "Account", "AccountSubType", "UndepositedFunds"
    )
    income = company.find_named("Account", "AccountType", "Income")
    lines = [
        {
            "Amount": float(amount),
            "DetailType": "JournalEntryLineDetail",
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": account.id}},
        }
        for side, account in (("Debit", bank), ("Credit", income))
    ]
    return {"TxnDate": "2026-11-24", "DocNumber": "D-1", "Line": lines}


def rows(company):
    return {
        (entity, identifier): record
        for entity, table in company._tables.items()
        for identifier, record in table.items()
    }


def test_every_row_token_answer_and_count_is_there_again_after_a_kill(simulator, company, tmp_path):
    tokens = simulator.state.oauth.issue(company.realm)
    token = tokens.access_token
    made = post(simulator, company.realm, token, "journalentry?requestid=day-1", entry(company)).json()["JournalEntry"]
    post(simulator, company.realm, token, "customer", {"DisplayName": "Zoë"})
    post(simulator, company.realm, token, "journalentry", {**entry(company, "12.25"), "DocNumber": "D-2"})
    before = simulator.state
    killed(simulator)

    with started(tmp_path / "state") as again:
        (taken_up,) = again.state.companies.values()
        assert rows(taken_up) == rows(company)
        assert (taken_up.preferences, taken_up.switches) == (company.preferences, company.switches)
        assert again.state.oauth.lineages == before.oauth.lineages
        assert again.state.meter.reading() == before.meter.reading()
        repeated = post(again, company.realm, token, "journalentry?requestid=day-1", entry(company)).json()
        assert repeated["JournalEntry"]["Id"] == made["Id"]
        assert again.state.meter.of(company.realm).replayed == 1
        new = post(again, company.realm, token, "journalentry", {**entry(company), "DocNumber": "D-3"}).json()
        assert int(new["JournalEntry"]["Id"]) == int(made["Id"]) + 2
        bearer = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        assert requests.post(f"{again.base_url}/oauth2/v1/tokens/bearer", data=bearer, auth=CLIENT, timeout=10).ok


def test_what_a_person_changes_without_a_new_version_is_there_again(simulator, company, tmp_path):
    control = f"{simulator.base_url}/_control"
    settings = {"preferences": {"AccountingInfoPrefs.BookCloseDate": "2026-10-31"}, "most_in_a_batch": 25}
    requests.post(f"{control}/companies/{company.realm}/settings", json=settings, timeout=10)
    requests.post(f"{control}/companies/{company.realm}/bank-deposit", json={"ids": ["1001"]}, timeout=10)
    requests.post(f"{control}/webhooks", json={"url": "http://localhost:9/hook", "verifier_token": "v"}, timeout=10)
    requests.post(f"{control}/clock", json={"advance_seconds": 3600}, timeout=10)
    code = simulator.state.oauth.authorize(company.realm, CALLBACK, ("openid",))
    simulator.arm(FaultSwitch("http_500", times=2))
    simulator.keep()
    killed(simulator)

    with started(tmp_path / "state") as again:
        (taken_up,) = again.state.companies.values()
        assert str(taken_up.book_close_date) == "2026-10-31"
        assert (taken_up.switches.most_in_a_batch, taken_up.in_bank_deposit) == (25, {"1001"})
        assert (again.state.webhooks.url, again.state.webhooks.verifier_token) == ("http://localhost:9/hook", "v")
        assert again.clock.shift == timedelta(hours=1)
        assert [(each.fault, each.times) for each in again.state.faults.armed] == [("http_500", 2)]
        assert again.state.oauth.exchange(code, CALLBACK).access_token
        again.stop()


def test_a_write_that_cannot_be_kept_is_not_acknowledged(simulator, company, monkeypatch):
    token = simulator.issue_access_token(company.realm)

    def full(_parts):
        raise OSError("no space left")

    monkeypatch.setattr(simulator._kept._file, "keep", full)

    assert post(simulator, company.realm, token, "customer", {"DisplayName": "Zoë"}).status_code == 500


@pytest.mark.usefixtures("company")
def test_a_reset_is_kept_too(simulator, tmp_path):
    simulator.keep()
    simulator.reset()
    killed(simulator)

    with started(tmp_path / "state") as again:
        assert not again.state.companies


@pytest.mark.usefixtures("company")
def test_parts_that_do_not_fit_are_refused_with_what_to_do(simulator, tmp_path):
    simulator.keep()
    simulator._kept._file.keep({"settings": '{"clock": 1}'})
    killed(simulator)

    with pytest.raises(UnreadableStateError, match=r"does not fit this version .*: remove .*/state to begin anew"):
        started(tmp_path / "state")


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with QuickBooksSimulator(throttled=False) as simulator:
        company = simulator.add_company("us_plus", name="Harbour Street Coffee")
        post(simulator, company.realm, simulator.issue_access_token(company.realm), "customer", {"DisplayName": "Zoë"})

    assert not list(tmp_path.iterdir())
