"""From talech's "Connect now" to a connected and scheduled merchant (design 2, 6 and 7); accounts come with the setup.

The merchant launches from talech with a signed, single-use token; that opens a session. From there they go to Intuit's
consent page and come back with a code. A code is traded once: the callback is remembered by its state, so that a reload
or a double click shows the same result and never trades the code again (quickbooks-online reference 1.2).
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from daybook.application.choose_notify import remember_recipient, share_recipient
from daybook.application.keep_closings import keep_closings
from daybook.application.move_locations import books_to_open, moves_to
from daybook.application.plan_syncs import closings
from daybook.application.ports import (
    Clock,
    CompanyAuthorizer,
    ConnectionStore,
    ExpectedClosings,
    LaunchGateway,
    Ledger,
    NotifyStore,
    OneTimeTokens,
    SalesSource,
    SalesTokenVault,
    Schedules,
    SyncLog,
    SyncQueue,
    TokenVault,
)
from daybook.application.resume import plan_missed, resume
from daybook.application.sessions import Session, check_form, look_into, random_token, start_session
from daybook.domain.books import every_books
from daybook.domain.connection import Company, Connection, ConnectionStatus, TokenSet
from daybook.domain.errors import HoldReason, LaunchRefusedError, NeedsAttentionError, Refusal
from daybook.domain.merchant import MerchantProfile

STATE_SECONDS = 15 * 60
LAUNCH_MEMORY_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class ConnectPorts:
    """What the flow needs; `sales_of` and `ledger_of` open one merchant's systems."""

    launches: LaunchGateway
    authorizer: CompanyAuthorizer
    tokens: TokenVault
    sales_tokens: SalesTokenVault
    connections: ConnectionStore
    notify_store: NotifyStore
    one_time: OneTimeTokens
    schedules: Schedules
    expected: ExpectedClosings
    sync_log: SyncLog
    queue: SyncQueue
    sales_of: Callable[[str], SalesSource]
    ledger_of: Callable[[str, str], Ledger]
    clock: Clock
    settle_delay: timedelta


def open_session(launch_token: str, ports: ConnectPorts) -> Session:
    """Accept a launch from talech, once, and read who the merchant is.

    Raises:
        LaunchRefusedError: the token is not talech's, has expired, or was used before.
        NeedsAttentionError: the merchant's plan has no third-party apps, or it is a demo merchant.
    """
    claims = ports.launches.verify(launch_token)
    if not ports.one_time.put("launch", claims.token_id, {"merchant": claims.merchant_id}, LAUNCH_MEMORY_SECONDS):
        raise LaunchRefusedError(Refusal.LAUNCH_USED, f"launch {claims.token_id} was used before")
    ports.sales_tokens.save(claims.merchant_id, ports.launches.merchant_token(launch_token))
    profile = ports.sales_of(claims.merchant_id).profile()
    profile.check_may_post()
    ports.connections.save_profile(profile)
    remember_recipient(claims, ports.notify_store)
    profile = ports.connections.profile(claims.merchant_id) or profile
    return start_session(books_to_open(profile), claims.language, ports.one_time)


def begin_consent(session: Session, csrf_token: str, ports: ConnectPorts) -> str:
    """Intuit's consent page, with a state that only this session can bring back.

    Raises:
        LaunchRefusedError: the form did not come from this session's page.
    """
    check_form(session, csrf_token)
    state = random_token()
    ports.one_time.put("state", state, {"session": _mark_of(session)}, STATE_SECONDS)
    return ports.authorizer.authorize_url(state)


def finish_consent(session: Session, *, state: str, code: str, realm_id: str, ports: ConnectPorts) -> Connection:
    """Trade the code, confirm the company and schedule; the same callback again gives the same connection.

    A merchant who connects the same company again keeps every choice, and the days missed meanwhile follow. A visit
    that brings locations along connects a further company, and they post to it from their next open day on.

    Raises:
        LaunchRefusedError: the state is unknown, expired, or belongs to another session.
        NeedsAttentionError: the company keeps its books in another currency, or belongs to another merchant.
        RetriableError: a vendor could not be reached; the merchant tries again from the connect page.
    """
    begun = ports.one_time.take("state", state)
    if begun is None:
        return _remembered(session, state, ports)
    if not secrets.compare_digest(begun["session"], _mark_of(session)):
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, "the OAuth state belongs to another session")
    _check_realm(realm_id, ports.connections.connection(session.merchant_id))
    _check_own_companies(session, realm_id, ports.connections)
    _check_not_in_use(session, realm_id, ports.connections)
    tokens = ports.tokens.save(session.merchant_id, ports.authorizer.exchange_code(code, realm_id))
    try:
        connection = _connect(session, tokens.realm_id, ports)
    except NeedsAttentionError:
        _give_back(session, tokens, ports)
        raise
    ports.one_time.put("finished", state, {"session": _mark_of(session)}, STATE_SECONDS)
    return connection


def _mark_of(session: Session) -> str:
    """What a row may say of a session: enough to know it again, and nothing that opens it."""
    return hashlib.sha256(session.id.encode()).hexdigest()


def _connect(session: Session, realm_id: str, ports: ConnectPorts) -> Connection:
    profile = ports.connections.profile(session.merchant_id)
    if profile is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no profile was stored at launch")
    joining = moves_to(session.merchant_id, session.joining, profile, ports.sync_log)
    before_joining, profile = profile, profile.for_books(session.merchant_id, (*profile.moves, *joining))
    ledger = ports.ledger_of(session.merchant_id, realm_id)
    company = ledger.company()
    _check_currency(profile, company)
    now = ports.clock.now()
    before = ports.connections.connection(session.merchant_id)
    connection = replace(
        before or Connection(session.merchant_id, company, ConnectionStatus.CONNECTED, now),
        company=company,
        status=ConnectionStatus.CONNECTED,
        connected_at=now,
        language=session.language,
    )
    if before is not None:
        plan_missed(connection, profile, sync_log=ports.sync_log, now=now)
    ports.connections.save_connection(connection)
    wanted = closings(profile, ports.settle_delay)
    keep_closings(profile.talech_merchant, wanted, now, ports.schedules, ports.expected)
    if joining:
        ports.connections.add_moves(session.merchant_id, before_joining.moves, joining)
        look_into(session, session.merchant_id, ports.one_time)
        share_recipient(session.merchant_id, ports.notify_store)
    if before is not None:
        resume(connection, sync_log=ports.sync_log, queue=ports.queue, now=now)
    return connection


def _give_back(session: Session, tokens: TokenSet, ports: ConnectPorts) -> None:
    """The grant of a company that cannot be used stays neither at Intuit nor here.

    Intuit ends the access of the company as a whole: a company in use keeps its grant there, and where the
    merchant of this session uses it, here as well.
    """
    owner = ports.connections.merchant_of_realm(tokens.realm_id)
    if owner == session.merchant_id:
        return
    ports.tokens.delete(session.merchant_id)
    if owner is None:
        ports.authorizer.revoke(tokens)


def _remembered(session: Session, state: str, ports: ConnectPorts) -> Connection:
    finished = ports.one_time.get("finished", state)
    connection = ports.connections.connection(session.merchant_id)
    is_theirs = finished is not None and secrets.compare_digest(finished["session"], _mark_of(session))
    if connection is None or not is_theirs:
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, "the OAuth state is unknown, expired or used")
    return connection


def _check_realm(realm_id: str, existing: Connection | None) -> None:
    if not (realm_id.isascii() and realm_id.isdigit()):
        raise LaunchRefusedError(Refusal.NO_COMPANY, f"the callback names no company: realmId {realm_id[:80]!r}")
    if existing is not None and existing.company.realm_id != realm_id:
        raise LaunchRefusedError(
            Refusal.OTHER_COMPANY, f"connected to company {existing.company.realm_id}, consent came for {realm_id}"
        )


def _check_own_companies(session: Session, realm_id: str, connections: ConnectionStore) -> None:
    """A company that other books of the merchant are or were connected to has its documents on record there."""
    for books_id in every_books(session.merchant_id, connections.moves(session.merchant_id)):
        other = connections.connection(books_id)
        if books_id != session.merchant_id and other is not None and other.company.realm_id == realm_id:
            raise LaunchRefusedError(Refusal.OWN_COMPANY, f"company {realm_id} belongs to books {books_id}")


def _check_not_in_use(session: Session, realm_id: str, connections: ConnectionStore) -> None:
    """A code is traded for a company that is free only: giving the grant back would end that of the other merchant."""
    if connections.merchant_of_realm(realm_id) not in {None, session.merchant_id}:
        raise NeedsAttentionError(
            HoldReason.COMPANY_IN_USE,
            f"company {realm_id} is connected by another merchant: "
            "disconnect it there first, or choose another company",
        )


def _check_currency(profile: MerchantProfile, company: Company) -> None:
    currencies = {location.currency for location in profile.active_locations}
    others = sorted(currencies - {company.home_currency})
    if company.home_currency not in currencies:
        raise NeedsAttentionError(
            HoldReason.CURRENCY_DIFFERS,
            f"{company.name} keeps its books in {company.home_currency}, the shops sell in {', '.join(others)}: "
            "choose a company with the currency of a shop; the others are connected to companies of their own later",
        )
