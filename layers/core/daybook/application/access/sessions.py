"""A session: a launch from talech opens a merchant's, a link in a mail an accountant's; every page extends it.

It ends after 30 minutes without a page, and 12 hours after it began in any case, because a page that polls for progress
would keep it open for ever (docs/security.md 2). An accountant's session is another kind of row, so that no code that
knows of merchants alone reads it as a merchant's.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from daybook.application.ports import OneTimeTokens
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId, talech_merchant_of

SESSION_SECONDS = 30 * 60
LONGEST_VISIT = timedelta(hours=12)
_KIND, _GUEST_KIND, _GUEST_ID = "session", "accountant session", "accountant-"
_TOKEN_BYTES = 32
# Where a person of a firm begins whom no client lets in yet: a right in books is read at every request, and in these
# there is none.
NO_BOOKS = BooksId("-")


class Guest(Protocol):
    """An accountant who begins a visit, by a grant or by their place in a firm."""

    @property
    def address(self) -> str:
        """Who they are."""

    @property
    def who(self) -> str:
        """Person, firm and address, for the audit record."""


@dataclass(frozen=True, slots=True)
class Session:
    """One merchant's session for one set of their books. Every form contains `csrf_token`.

    `joining` are the locations that move to these books once they are connected to a company. `user` is the user that
    talech named at the launch, or the accountant by name, firm and address.

    `guest` is the address of an accountant, empty for a merchant; their grant is read at every request. A `confined`
    session sees these books alone: the merchant handed its link over, so no mailbox was proved. `role` is what the
    grant says at this request; it is not stored.
    """

    id: str = field(repr=False)
    merchant_id: BooksId
    language: str
    csrf_token: str = field(repr=False)
    ends_at: datetime
    joining: tuple[str, ...] = ()
    user: str = ""
    guest: str = ""
    confined: bool = False
    role: AccountantRole | None = None

    @property
    def began_at(self) -> datetime:
        """When it was opened."""
        return self.ends_at - LONGEST_VISIT


def start_session(
    merchant_id: BooksId, language: str, one_time: OneTimeTokens, now: datetime, user: str = ""
) -> Session:
    """Open a session for the user that talech names."""
    session = Session(random_token(), merchant_id, language, random_token(), now + LONGEST_VISIT, user=user)
    one_time.put(_KIND, session.id, _content(session), SESSION_SECONDS)
    return session


def start_guest_session(
    books_id: BooksId, guest: Guest, language: str, one_time: OneTimeTokens, now: datetime, *, confined: bool
) -> Session:
    """Open a session for an accountant, in the books of one client."""
    session = Session(
        f"{_GUEST_ID}{random_token()}",
        books_id,
        language,
        random_token(),
        now + LONGEST_VISIT,
        user=guest.who,
        guest=guest.address,
        confined=confined,
    )
    one_time.put(_GUEST_KIND, session.id, _content(session), SESSION_SECONDS)
    return session


def session_of(session_id: str, one_time: OneTimeTokens, now: datetime) -> Session:
    """The session of a cookie; its 30 minutes start again, its 12 hours do not.

    Raises:
        LaunchRefusedError: there is none, or it has expired.
    """
    content = one_time.get(_kind(session_id), session_id) if session_id else None
    if content is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no live session behind the cookie")
    session = _session(session_id, content, now)
    if session.ends_at <= now:
        end_session(session, one_time)
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "the session is twelve hours old")
    return _keep(session, one_time)


def speak(session: Session, language: str, one_time: OneTimeTokens) -> Session:
    """Switch the session to another language."""
    return _keep(replace(session, language=language), one_time)


def look_into(session: Session, books_id: BooksId, one_time: OneTimeTokens, joining: tuple[str, ...] = ()) -> Session:
    """Switch the session to other books of the same merchant.

    Raises:
        LaunchRefusedError: the books belong to another merchant, or an accountant asks.
    """
    if session.guest or talech_merchant_of(books_id) != talech_merchant_of(session.merchant_id):
        raise LaunchRefusedError(Refusal.SESSION_ENDED, f"{books_id!r} are not books of {session.merchant_id!r}")
    return _keep(replace(session, merchant_id=books_id, joining=joining), one_time)


def look_at_client(session: Session, books_id: BooksId, guest: Guest, one_time: OneTimeTokens) -> Session:
    """Switch an accountant's session to the books of another client."""
    return _keep(replace(session, merchant_id=books_id, user=guest.who), one_time)


def end_session(session: Session, one_time: OneTimeTokens) -> None:
    """End a session: its cookie is no longer valid. A second call is harmless."""
    one_time.take(_kind(session.id), session.id)


def check_form(session: Session, csrf_token: str) -> None:
    """Refuse a form that did not come from this session's page.

    Raises:
        LaunchRefusedError: the token is not that of the session.
    """
    if not secrets.compare_digest(csrf_token.encode(), session.csrf_token.encode()):
        raise LaunchRefusedError(Refusal.FORM_EXPIRED, "the form carries another session's CSRF token")


def mark_of(session: Session) -> str:
    """A hash of the session for stored rows: it identifies the session but does not open it."""
    return hashlib.sha256(session.id.encode()).hexdigest()


def random_token() -> str:
    """A random token that cannot be guessed."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _kind(session_id: str) -> str:
    return _GUEST_KIND if session_id.startswith(_GUEST_ID) else _KIND


def _session(session_id: str, content: Mapping[str, str], now: datetime) -> Session:
    """The session of a stored row; the 12 hours of a row from an earlier release count from now."""
    ends_at = content.get("ends_at")
    return Session(
        session_id,
        BooksId(content["merchant"]),
        content["language"],
        content["csrf"],
        datetime.fromisoformat(ends_at) if ends_at else now + LONGEST_VISIT,
        tuple(json.loads(content.get("joining", "[]"))),
        content.get("user", ""),
        content.get("guest", ""),
        "confined" in content,
    )


def _keep(session: Session, one_time: OneTimeTokens) -> Session:
    one_time.update(_kind(session.id), session.id, _content(session), SESSION_SECONDS)
    return session


def _content(session: Session) -> dict[str, str]:
    content = {"merchant": session.merchant_id, "language": session.language, "csrf": session.csrf_token}
    content |= {"ends_at": session.ends_at.isoformat()}
    content |= {"user": session.user} if session.user else {}
    content |= {"guest": session.guest} if session.guest else {}
    content |= {"confined": "yes"} if session.confined else {}
    return content | ({"joining": json.dumps(session.joining)} if session.joining else {})
