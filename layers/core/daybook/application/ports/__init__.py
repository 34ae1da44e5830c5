"""What the use cases need from the outside, as protocols. Adapters implement them, tests fake them."""

from daybook.application.ports.clock import Clock
from daybook.application.ports.ledger import CallBudget, CompanyAuthorizer, Ledger
from daybook.application.ports.mail import Mailer, MailWriter, NotifyStore
from daybook.application.ports.queues import Closing, Firings, Lane, Schedules, SyncQueue
from daybook.application.ports.records import ConnectionStore, ProofStore, SyncLog
from daybook.application.ports.sales import LaunchClaims, LaunchGateway, SalesSource
from daybook.application.ports.vaults import GrantRegister, OneTimeTokens, SalesTokenVault, TokenVault
from daybook.application.ports.watch import ChangeQueue, CompanyWatch, DriftLog

__all__ = [
    "CallBudget",
    "ChangeQueue",
    "Clock",
    "Closing",
    "CompanyAuthorizer",
    "CompanyWatch",
    "ConnectionStore",
    "DriftLog",
    "Firings",
    "GrantRegister",
    "Lane",
    "LaunchClaims",
    "LaunchGateway",
    "Ledger",
    "MailWriter",
    "Mailer",
    "NotifyStore",
    "OneTimeTokens",
    "ProofStore",
    "SalesSource",
    "SalesTokenVault",
    "Schedules",
    "SyncLog",
    "SyncQueue",
    "TokenVault",
]
