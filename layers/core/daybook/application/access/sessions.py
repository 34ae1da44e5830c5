"""A merchant's session: a launch from talech opens it, and every page extends it (docs/security.md 2).

It ends after 30 minutes without a page, and 12 hours after its launch in any case, because a page that polls for
progress would keep it open for ever.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from daybook.application.ports import OneTimeTokens
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId, talech_merchant_of

SESSION_SECONDS = 30 * 60
LONGEST_VISIT = timedelta(hours=12)
_KIND = "session"
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """One merchant's session for one set of their books. Every form contains `csrf_token`.

    `joining` are the locations that move to these books once they are connected to a company. `user` is the user that
    talech named at the launch.
    """

    id: str = field(repr=False)
    merchant_id: BooksId
    language: str
    csrf_token: str = field(repr=False)
    ends_at: datetime
    joining: tuple[str, ...] = ()
    user: str = ""


def start_session(
    merchant_id: BooksId, language: str, one_time: OneTimeTokens, now: datetime, user: str = ""
) -> Session:
    """Open a session for the user that talech names."""
    session = Session(random_token(), merchant_id, language, random_token(), now + LONGEST_VISIT, user=user)
    one_time.put(_KIND, session.id, _content(session), SESSION_SECONDS)
    return session


def session_of(session_id: str, one_time: OneTimeTokens, now: datetime) -> Session:
    """The session of a cookie; its 30 minutes start again, its 12 hours do not.

    Raises:
        LaunchRefusedError: there is none, or it has expired.
    """
    content = one_time.get(_KIND, session_id) if session_id else None
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
        LaunchRefusedError: the books belong to another merchant.
    """
    if talech_merchant_of(books_id) != talech_merchant_of(session.merchant_id):
        raise LaunchRefusedError(Refusal.SESSION_ENDED, f"{books_id!r} are not books of {session.merchant_id!r}")
    return _keep(replace(session, merchant_id=books_id, joining=joining), one_time)


def end_session(session: Session, one_time: OneTimeTokens) -> None:
    """End a session: its cookie is no longer valid. A second call is harmless."""
    one_time.take(_KIND, session.id)


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
    )


def _keep(session: Session, one_time: OneTimeTokens) -> Session:
    one_time.update(_KIND, session.id, _content(session), SESSION_SECONDS)
    return session


def _content(session: Session) -> dict[str, str]:
    content = {"merchant": session.merchant_id, "language": session.language, "csrf": session.csrf_token}
    content |= {"ends_at": session.ends_at.isoformat()}
    content |= {"user": session.user} if session.user else {}
    return content | ({"joining": json.dumps(session.joining)} if session.joining else {})
