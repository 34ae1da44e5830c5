"""A QuickBooks Online that runs on one machine: strict where Intuit is strict, with books that can be read back.

It needs nothing of this repository beside its folder. What it must reproduce is listed in docs/quickbooks.md 11.
"""

from loopback_service import UnreadableStateError
from quickbooks_simulator.amounts import to_minor
from quickbooks_simulator.charts.variants import VARIANTS
from quickbooks_simulator.company.company_file import TRANSACTIONS, Company
from quickbooks_simulator.faults.fault_switches import TOKEN_PATH, FaultSwitch
from quickbooks_simulator.reports.ledger import ledger, trial_balance
from quickbooks_simulator.simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, QuickBooksSimulator
from quickbooks_simulator.state.webhooks import DEFAULT_VERIFIER_TOKEN
from quickbooks_simulator.wire import dumps, loads

__all__ = [
    "DEFAULT_CLIENT_ID",
    "DEFAULT_CLIENT_SECRET",
    "DEFAULT_VERIFIER_TOKEN",
    "TOKEN_PATH",
    "TRANSACTIONS",
    "VARIANTS",
    "Company",
    "FaultSwitch",
    "QuickBooksSimulator",
    "UnreadableStateError",
    "dumps",
    "ledger",
    "loads",
    "to_minor",
    "trial_balance",
]
