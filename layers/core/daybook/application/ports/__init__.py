"""What the use cases need from the outside, as protocols. Adapters implement them, tests fake them."""

from daybook.application.ports.clock import Clock
from daybook.application.ports.ledger import CallBudget, CompanyAuthorizer, Ledger
from daybook.application.ports.mail import Mailer, MailWriter, NotifyStore
from daybook.application.ports.queues import Closing, Lane, Schedules, SyncQueue
from daybook.application.ports.records import ConnectionStore, ProofStore, SyncLog
from daybook.application.ports.sales import LaunchClaims, LaunchGateway, SalesSource
from daybook.application.ports.vaults import OneTimeTokens, SalesTokenVault, TokenVault

__all__ = [
    "CallBudget",
    "Clock",
    "Closing",
    "CompanyAuthorizer",
    "ConnectionStore",
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
