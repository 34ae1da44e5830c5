"""The return from Intuit's consent page: Daybook uses the new grant only after the merchant confirms the company.

An attacker may send a launch link to another person, who then consents in the attacker's name (consent phishing). So a
page shows the company beside the talech business before Daybook stores the grant; "Not mine" revokes the grant. A code
is exchanged once: the callback is remembered by its state, so that a reload or a double click does not exchange it
again (docs/quickbooks.md 1.2).
"""

import secrets

from daybook.application.access.audit import Actor, Intended, audited, leave_record
from daybook.application.access.sessions import Session, mark_of
from daybook.application.connecting.connect_merchant import STATE_SECONDS, ConnectSystems, check_suits, connect
from daybook.application.merchant_books import of_request
from daybook.application.ports import ConnectionStore
from daybook.domain.audit import Deed
from daybook.domain.company.connection import Company, Connection, TokenSet
from daybook.domain.errors import HoldReason, LaunchRefusedError, NeedsAttentionError, Refusal
from daybook.domain.merchant.books import every_books


def receive_consent(session: Session, *, state: str, code: str, realm_id: str, systems: ConnectSystems) -> None:
    """Exchange the code and keep the grant until the merchant confirms the company; a repeated callback does nothing.

    Raises:
        LaunchRefusedError: the state is unknown, expired, or belongs to another session; or the company is another one;
            or Intuit does not take the code.
        NeedsAttentionError: the company belongs to another merchant.
        RetriableError: Intuit could not be reached; the merchant tries again from the connect page.
    """
    begun = systems.one_time.take("state", state)
    if begun is None:
        _check_finished(session, state, systems)
        return
    if not secrets.compare_digest(begun["session"], mark_of(session)):
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, "the OAuth state belongs to another session")
    _check_company(session, realm_id, systems.connections)
    _drop_earlier(session, realm_id, systems)
    tokens = _exchanged(code, realm_id, systems)
    systems.unconfirmed.keep(session.id, session.merchant_id, tokens)
    systems.one_time.put("finished", state, {"session": mark_of(session)}, STATE_SECONDS)


def _exchanged(code: str, realm_id: str, systems: ConnectSystems) -> TokenSet:
    """The grant that a code stands for. A code that Intuit refuses says nothing about a grant that there is."""
    try:
        return systems.authorizer.exchange_code(code, realm_id)
    except NeedsAttentionError as refused:
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, f"the code of the callback: {refused}") from refused


def unconfirmed_company(session: Session, systems: ConnectSystems) -> Company | None:
    """The company that waits for the merchant's confirmation, with its QuickBooks name; None if there is none.

    Raises:
        NeedsAttentionError: the company keeps its books in another currency; its grant was revoked.
        RetriableError: QuickBooks could not be reached; the merchant looks again.
    """
    tokens = systems.unconfirmed.of(session.id, session.merchant_id)
    if tokens is None:
        return None
    company = systems.company_of(tokens)
    try:
        check_suits(session, company, systems)
    except NeedsAttentionError:
        _give_back(session, tokens, systems)
        raise
    return company


def confirm_consent(session: Session, systems: ConnectSystems) -> Connection:
    """Store the grant and connect its company; twice gives the same connection.

    Raises:
        LaunchRefusedError: no company waits for the word of this session.
        NeedsAttentionError: the company keeps its books in another currency, or belongs to another merchant.
        RetriableError: a vendor could not be reached; the same form can be sent again.
    """
    tokens = systems.unconfirmed.of(session.id, session.merchant_id)
    if tokens is None:
        return _connected_before(session, systems.connections)
    _check_company(session, tokens.realm_id, systems.connections)
    systems.tokens.save(session.merchant_id, tokens)
    try:
        connection = _connected(session, tokens.realm_id, systems)
    except NeedsAttentionError:
        if systems.connections.merchant_of_realm(tokens.realm_id) != session.merchant_id:
            systems.tokens.delete(session.merchant_id)
        _give_back(session, tokens, systems)
        raise
    systems.unconfirmed.forget(session.id)
    return connection


def _connected(session: Session, realm_id: str, systems: ConnectSystems) -> Connection:
    deed = Intended(Deed.CONNECTED)
    own = of_request(systems)
    return audited(deed, Actor.of(session), own, lambda: connect(session, realm_id, own), lambda _: True)


def decline_consent(session: Session, systems: ConnectSystems) -> None:
    """The company is not theirs: its grant is given back, and nothing of it stays. Twice is harmless.

    Raises:
        RetriableError: Intuit could not be reached; the same form can be sent again.
    """
    tokens = systems.unconfirmed.of(session.id, session.merchant_id)
    if tokens is not None:
        _give_back(session, tokens, systems)
        leave_record(Deed.COMPANY_DECLINED, session, systems)


def _drop_earlier(session: Session, realm_id: str, systems: ConnectSystems) -> None:
    """A session holds one grant: revoke an earlier one if the merchant chose another company without confirming it."""
    earlier = systems.unconfirmed.of(session.id, session.merchant_id)
    if earlier is not None and earlier.realm_id != realm_id:
        _give_back(session, earlier, systems)


def _give_back(session: Session, tokens: TokenSet, systems: ConnectSystems) -> None:
    """Revoke the grant of a company that is not connected, and delete it here.

    Intuit ends the access to the whole company, so the grant stays while this or another merchant uses the company.
    """
    if systems.connections.merchant_of_realm(tokens.realm_id) is None:
        systems.authorizer.revoke(tokens)
    systems.unconfirmed.forget(session.id)


def _check_finished(session: Session, state: str, systems: ConnectSystems) -> None:
    finished = systems.one_time.get("finished", state)
    if finished is None or not secrets.compare_digest(finished["session"], mark_of(session)):
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, "the OAuth state is unknown, expired or used")


def _connected_before(session: Session, connections: ConnectionStore) -> Connection:
    connection = connections.connection(session.merchant_id)
    if connection is None or not connection.is_live:
        raise LaunchRefusedError(Refusal.CONSENT_UNKNOWN, "no company waits for a confirmation by this session")
    return connection


def _check_company(session: Session, realm_id: str, connections: ConnectionStore) -> None:
    _check_realm(realm_id, connections.connection(session.merchant_id))
    _check_own_companies(session, realm_id, connections)
    _check_not_in_use(session, realm_id, connections)


def _check_realm(realm_id: str, existing: Connection | None) -> None:
    if not (realm_id.isascii() and realm_id.isdigit()):
        raise LaunchRefusedError(Refusal.NO_COMPANY, f"the callback names no company: realmId {realm_id[:80]!r}")
    if existing is not None and existing.company.realm_id != realm_id:
        raise LaunchRefusedError(
            Refusal.OTHER_COMPANY,
            f"connected to company {existing.company.realm_id}, consent came for {realm_id}",
            expected=existing.company.name,
        )


def _check_own_companies(session: Session, realm_id: str, connections: ConnectionStore) -> None:
    """Refuse a company of other books of the merchant: its documents are in the records of those books."""
    for books_id in every_books(session.merchant_id, connections.moves(session.merchant_id)):
        other = connections.connection(books_id)
        if books_id != session.merchant_id and other is not None and other.company.realm_id == realm_id:
            raise LaunchRefusedError(Refusal.OWN_COMPANY, f"company {realm_id} belongs to books {books_id}")


def _check_not_in_use(session: Session, realm_id: str, connections: ConnectionStore) -> None:
    """Refuse a company that another merchant uses, before the code is exchanged: revoking would end the other grant."""
    if connections.merchant_of_realm(realm_id) not in {None, session.merchant_id}:
        raise NeedsAttentionError(
            HoldReason.COMPANY_IN_USE,
            f"company {realm_id} is connected by another merchant: "
            "disconnect it there first, or choose another company",
        )
