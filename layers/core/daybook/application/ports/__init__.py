"""Protocols of what use cases need from vendors, tables and queues. Adapters implement them, tests fake them."""

from daybook.application.ports.circuits import Circuits
from daybook.application.ports.clock import Clock
from daybook.application.ports.erasure import Kept, MerchantRows
from daybook.application.ports.ledger import (
    CallBudget,
    CompanyAuthorizer,
    DocumentWriter,
    Ledger,
    LedgerReader,
    ListWriter,
    PreparedCall,
)
from daybook.application.ports.people.audit import AuditPage, AuditTrail
from daybook.application.ports.people.mail import Mailer, MailService, MailWriter, NotifyStore
from daybook.application.ports.queues import ExpectedClosings, Firings, Lane, Schedules, SyncQueue, lane_of
from daybook.application.ports.records import ConnectionStore, ProofStore, SyncLog
from daybook.application.ports.sales import LaunchClaims, LaunchGateway, SalesSource
from daybook.application.ports.vaults import (
    GrantRegister,
    OneTimeTokens,
    SalesTokenVault,
    TokenVault,
    UnconfirmedGrants,
)
from daybook.application.ports.watch import ChangeQueue, CompanyWatch, DriftLog
from daybook.domain.sync.closing import Closing

__all__ = [
    "AuditPage",
    "AuditTrail",
    "CallBudget",
    "ChangeQueue",
    "Circuits",
    "Clock",
    "Closing",
    "CompanyAuthorizer",
    "CompanyWatch",
    "ConnectionStore",
    "DocumentWriter",
    "DriftLog",
    "ExpectedClosings",
    "Firings",
    "GrantRegister",
    "Kept",
    "Lane",
    "LaunchClaims",
    "LaunchGateway",
    "Ledger",
    "LedgerReader",
    "ListWriter",
    "MailService",
    "MailWriter",
    "Mailer",
    "MerchantRows",
    "NotifyStore",
    "OneTimeTokens",
    "PreparedCall",
    "ProofStore",
    "SalesSource",
    "SalesTokenVault",
    "Schedules",
    "SyncLog",
    "SyncQueue",
    "TokenVault",
    "UnconfirmedGrants",
    "lane_of",
]
