"""A merchant with 13 % and 0 %, a company with two codes of nought per cent, and `daybook taxes` over both."""

from argparse import Namespace
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from daybook.application.mapping.taxes.use_tax_codes import use_tax_codes
from daybook.cli.commands.mapping import taxes as command
from daybook.domain.merchant.profile import Tax
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef

FIRST = date(2026, 11, 1)


def code(code_id, *percents):
    rates = tuple(TaxRateRef(f"r{code_id}-{percent}", f"{percent} %", percent) for percent in percents)
    return TaxCodeCandidate(code_id, f"Code {code_id}", rates)


CODES = (code("13", "13"), code("0", "0"), code("exempt", "0"), code("out"))
ZERO = Tax("zero", "Zero", "APPLIED", "0")
FEE = Tax("eco", "Eco fee", "FLAT", None)


@pytest.fixture
def merchant(connections, profile, connection, ledger):
    """A merchant with 13 % and 0 %, who posts invoices to a company with two codes of nought per cent."""
    connections.save_profile(replace(profile, taxes=(*profile.taxes, ZERO)))
    connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))
    ledger.tax_codes = lambda: CODES
    return "m_1"


@pytest.fixture
def use(merchant, clock, ledger, connections, sync_log, queue):
    def used(untaxed="out", **more):
        ports = SimpleNamespace(
            connections=connections, sync_log=sync_log, queue=queue, clock=clock, ledger_of=lambda _: ledger
        )
        return use_tax_codes(merchant, untaxed, ports, **{"effective_from": FIRST, **more})

    return used


def ids(mapping):
    return {key: code.code_id for key, code in mapping.tax_codes.items()}


@pytest.fixture
def system(merchant, connections, sync_log, queue, clock, ledger):
    posting = SimpleNamespace(ledger_of=lambda _: ledger)
    ports = {"connections": connections, "sync_log": sync_log, "queue": queue, "clock": clock}
    return SimpleNamespace(merchant=merchant, posting=posting, ledger_of=posting.ledger_of, **ports)


def run(system, output, **chosen):
    known = {"merchant": system.merchant, "untaxed": None, "first": None, "set": [], **chosen}
    return command.run(Namespace(**known), system, output)
