"""The command acts on a company of a running simulator and prints the truth of what it did."""

import json

import pytest

from daybook_local.cli import main
from daybook_local.system.vendors import vendor_apps
from quickbooks_simulator import QuickBooksSimulator
from simulators.quickbooks.books import Books

pytestmark = pytest.mark.loopback


def test_payouts_and_a_second_stream_are_entered_as_the_truth_says(capsys):
    with QuickBooksSimulator(
        client_id=vendor_apps.INTUIT_CLIENT_ID, client_secret=vendor_apps.INTUIT_CLIENT_SECRET, throttled=False
    ) as running:
        company = running.add_company("ca_plus", name="Café")
        books = Books(company, running.clock)
        clearing = books.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})["Id"]
        for day in range(2, 12):
            entry = books.journal(("Debit", "Checking", 1000 + day), ("Credit", "OtherPrimaryIncome", 1000 + day))
            entry["Line"][0]["JournalEntryLineDetail"]["AccountRef"] = {"value": clearing}
            books.post("JournalEntry", entry | {"TxnDate": f"2026-03-{day:02}"})
        ids = {"clearing": clearing} | {
            name: books.account(subtype)["value"]
            for name, subtype in (("bank", "Checking"), ("fees", "BankCharges"), ("income", "OtherPrimaryIncome"))
        }
        accounts = [word for name, value in ids.items() for word in (f"--{name}", value)]

        done = main(
            [
                *("life", "--quickbooks", running.base_url, "--realm", company.realm, *accounts),
                *("--habits", "fee_line", "net", "--other-app", "journal"),
            ]
        )

        told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        payouts = [line for line in told if "payout" in line]
        assert done == 0
        assert sorted(day for line in payouts for day in line["batches"]) == [
            f"2026-03-{day:02}" for day in range(2, 12)
        ]
        entered = [line for line in payouts if line["document"]]
        assert all(company.find("Deposit", line["document"]) for line in entered)
        assert len([line for line in told if "double_income" in line]) == 10
        assert [line for line in told if "harmless" in line]
