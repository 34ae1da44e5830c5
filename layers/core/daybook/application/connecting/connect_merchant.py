"""Connects a merchant: launch from talech, consent at Intuit, connection and schedules (docs/architecture.md 1).

The merchant launches from talech with a signed, single-use token, which opens a session, and goes on to Intuit's
consent page. `consents` handles the return from Intuit. When the merchant has confirmed the company, this module
connects it. The setup, with the accounts, comes after that.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from daybook.application.access.audit import leave_record
from daybook.application.access.sessions import Session, look_into, mark_of, random_token, start_session
from daybook.application.connecting.move_locations import books_to_open, moves_to
from daybook.application.connecting.resume import plan_missed, resume
from daybook.application.planning.keep_closings import keep_closings
from daybook.application.planning.plan_syncs import closings
from daybook.application.ports import LaunchGateway, Ledger, UnconfirmedGrants
from daybook.application.ports.systems import (
    HasAudit,
    HasClock,
    HasConnections,
    HasNotifyStore,
    HasOneTime,
    HasQueue,
    HasSales,
    HasSalesTokens,
    HasSchedules,
    HasSettleDelay,
    HasSyncLog,
    HasTokens,
)
from daybook.application.telling.recipients import remember_recipient, share_recipient
from daybook.domain.audit import Deed
from daybook.domain.company.connection import Company, Connection, ConnectionStatus, TokenSet
from daybook.domain.errors import HoldReason, LaunchRefusedError, NeedsAttentionError, Refusal
from daybook.domain.merchant.books import BooksId, first_books, talech_merchant_of
from daybook.domain.merchant.profile import MerchantProfile

STATE_SECONDS = 15 * 60
LAUNCH_MEMORY_SECONDS = 15 * 60


class ConnectSystems(
    HasAudit,
    HasClock,
    HasConnections,
    HasNotifyStore,
    HasOneTime,
    HasQueue,
    HasSales,
    HasSalesTokens,
    HasSchedules,
    HasSettleDelay,
    HasSyncLog,
    HasTokens,
    Protocol,
):
    """The systems that connecting needs."""

    @property
    def launches(self) -> LaunchGateway:
        """Verifies the launch tokens that talech signs."""

    @property
    def unconfirmed(self) -> UnconfirmedGrants:
        """Grants of companies that the merchant has not confirmed yet."""

    @property
    def ledger_of_company(self) -> Callable[[BooksId, str], Ledger]:
        """The ledger of a company whose grant is stored, by its realm."""

    @property
    def company_of(self) -> Callable[[TokenSet], Company]:
        """Reads the company of a grant that is not stored yet."""


def open_session(launch_token: str, systems: ConnectSystems) -> Session:
    """Accept a launch from talech, once, and read the merchant's profile.

    Raises:
        LaunchRefusedError: the token is not talech's, has expired, or was used before.
        NeedsAttentionError: the merchant's plan has no third-party apps, or it is a demo merchant.
    """
    claims = systems.launches.verify(launch_token)
    if not systems.one_time.put("launch", claims.token_id, {"merchant": claims.merchant_id}, LAUNCH_MEMORY_SECONDS):
        raise LaunchRefusedError(Refusal.LAUNCH_USED, f"launch {claims.token_id} was used before")
    systems.sales_tokens.save(claims.merchant_id, systems.launches.merchant_token(launch_token))
    profile = systems.sales_of(first_books(claims.merchant_id)).profile()
    profile.check_may_post()
    systems.connections.save_profile(profile)
    remember_recipient(claims, systems.notify_store)
    profile = systems.connections.profile(first_books(claims.merchant_id)) or profile
    session = start_session(books_to_open(profile), claims.language, systems.one_time, systems.clock.now(), claims.user)
    leave_record(Deed.LAUNCHED, session, systems)
    return session


def needs_launch(session: Session, systems: ConnectSystems) -> bool:
    """Whether the merchant must launch from talech again: disconnecting the last company deleted the talech token."""
    return not systems.sales_tokens.has(talech_merchant_of(session.merchant_id))


def begin_consent(session: Session, systems: ConnectSystems) -> str:
    """Intuit's consent page, with a state that only this session can bring back."""
    state = random_token()
    systems.one_time.put("state", state, {"session": mark_of(session)}, STATE_SECONDS)
    return systems.authorizer.authorize_url(state)


def connect(session: Session, realm_id: str, systems: ConnectSystems) -> Connection:
    """Connect the company of a stored grant, and create the schedules.

    A merchant who connects the same company again keeps every choice, and the days missed meanwhile are planned. A
    session with `joining` locations connects a further company; these locations post to it from their next open day on.

    Raises:
        NeedsAttentionError: the company keeps its books in another currency, or belongs to another merchant.
        RetriableError: a vendor could not be reached.
    """
    profile = systems.connections.profile(session.merchant_id)
    if profile is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no profile was stored at launch")
    joining = moves_to(session.merchant_id, session.joining, profile, systems.sync_log)
    before_joining, profile = profile, profile.for_books(session.merchant_id, (*profile.moves, *joining))
    ledger = systems.ledger_of_company(session.merchant_id, realm_id)
    company = ledger.company()
    _check_currency(profile, company)
    now = systems.clock.now()
    before = systems.connections.connection(session.merchant_id)
    connection = replace(
        before or Connection(session.merchant_id, company, ConnectionStatus.CONNECTED, now),
        company=company,
        status=ConnectionStatus.CONNECTED,
        connected_at=now,
        language=session.language,
    )
    if before is not None:
        plan_missed(connection, profile, sync_log=systems.sync_log, now=now)
    systems.connections.save_connection(connection)
    wanted = closings(profile, systems.settle_delay)
    keep_closings(profile.talech_merchant, wanted, now, systems.schedules, systems.expected)
    if joining:
        systems.connections.add_moves(session.merchant_id, before_joining.moves, joining)
        look_into(session, session.merchant_id, systems.one_time)
        share_recipient(session.merchant_id, systems.notify_store)
    if before is not None:
        resume(connection, sync_log=systems.sync_log, queue=systems.queue, now=now)
    return connection


def check_suits(session: Session, company: Company, systems: ConnectSystems) -> None:
    """Refuse a company whose currency no shop uses that would post to it.

    Raises:
        NeedsAttentionError: with the company's name, its currency and the shops' currencies.
    """
    profile = systems.connections.profile(session.merchant_id)
    if profile is not None:
        joining = moves_to(session.merchant_id, session.joining, profile, systems.sync_log)
        _check_currency(profile.for_books(session.merchant_id, (*profile.moves, *joining)), company)


def _check_currency(profile: MerchantProfile, company: Company) -> None:
    currencies = {location.currency for location in profile.active_locations}
    others = sorted(currencies - {company.home_currency})
    if company.home_currency not in currencies:
        raise NeedsAttentionError(
            HoldReason.CURRENCY_DIFFERS,
            f"{company.name} keeps its books in {company.home_currency}, the shops sell in {', '.join(others)}: "
            "choose a company with the currency of a shop; the others are connected to companies of their own later",
        )
