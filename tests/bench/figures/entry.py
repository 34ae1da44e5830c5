"""Sending a journal entry and reading the answer: Daybook's client beside `python-quickbooks` and bare `requests`."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any
from unittest import mock

import requests
from intuitlib.client import AuthClient
from quickbooks import QuickBooks
from quickbooks.objects.journalentry import JournalEntry

from bench.goals import Goal, at_most
from contract.quickbooks_adapter.every_ledger.two_ledgers import Simulated
from contract.quickbooks_adapter.shop_days import day
from daybook.adapters.quickbooks.documents.kinds import rendered
from daybook.adapters.quickbooks.http.wire import dumps
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.posting.documents import DocumentKind
from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator

TIMES, AGAINST_LIBRARY = 60, 1.0


def figures() -> Iterator[Goal]:
    """One goal: Daybook renders the entry and compares the answer with it, for no more than the library takes."""
    with QuickBooksSimulator(throttled=False) as simulator:
        books = Simulated(simulator)
        document, numbers = day(books, DocumentKind.JOURNAL_ENTRY), count()
        body = json.loads(dumps(rendered(document, CompanyReferences(), "CA")))
        del body["DocNumber"]  # QuickBooks would refuse it the second time
        token = simulator.issue_access_token(books.company.realm)
        with requests.Session() as session, mock.patch.object(QuickBooks, "api_url_v3", simulator.api_url):
            session.trust_env = False
            session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
            url = f"{simulator.api_url}/company/{books.company.realm}/journalentry"
            library = _client(simulator, books)

            def ours() -> None:
                number = f"TL-20261123-{next(numbers):05d}"
                books.post(replace(document, doc_number=number), number)

            taken = {
                "Daybook": _median(ours),
                "the library": _median(lambda: JournalEntry.from_json(body).save(qb=library)),
                "requests": _median(lambda: session.post(url, json=body, timeout=10).raise_for_status()),
            }
            library.session.close()
    note = ", ".join(f"{name} {1000 * seconds:.2f} ms" for name, seconds in taken.items())
    what = "sending a journal entry and checking the answer, python-quickbooks = 1"
    yield at_most(what, taken["Daybook"] / taken["the library"], AGAINST_LIBRARY, note)


def _client(simulator: QuickBooksSimulator, books: Simulated) -> QuickBooks:
    auth = AuthClient(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, "http://localhost:9/callback", simulator.discovery_url)
    refresh_token = simulator.issue_refresh_token(books.company.realm)
    return QuickBooks(auth_client=auth, refresh_token=refresh_token, company_id=books.company.realm, minorversion=75)


def _median(action: Callable[[], Any]) -> float:
    """Processor seconds of the calling thread: the simulator answers on its own."""
    taken = []
    for _ in range(TIMES):
        began = time.thread_time()
        action()
        taken.append(time.thread_time() - began)
    return statistics.median(taken)
