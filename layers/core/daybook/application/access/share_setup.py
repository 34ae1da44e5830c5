"""The link with which a merchant's accountant can read the review page of the setup, for a limited time.

Only the newest link of a merchant works. It ends when the merchant ends it, confirms the setup or disconnects, and
after two weeks in any case.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from daybook.application.access.accountants import mark_of
from daybook.application.access.sessions import random_token
from daybook.application.ports import OneTimeTokens
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.merchant.books import BooksId

SHARED_FOR = timedelta(days=14)
_LINK, _NEWEST = "share", "newest share"


@dataclass(frozen=True, slots=True)
class SharedSetup:
    """The merchant whose review the link shows, and the language in which it was sent."""

    merchant_id: BooksId
    language: str


def share_setup(merchant_id: BooksId, language: str, one_time: OneTimeTokens) -> str:
    """Create a link and return its secret part; an earlier link ends."""
    token, seconds = random_token(), int(SHARED_FOR.total_seconds())
    end_sharing(merchant_id, one_time)
    one_time.put(_LINK, token, {"merchant": merchant_id, "language": language}, seconds)
    one_time.put(_NEWEST, merchant_id, {"link": mark_of(token)}, seconds)
    return token


def is_shared(merchant_id: BooksId, one_time: OneTimeTokens) -> bool:
    """Whether a link is valid now."""
    return one_time.get(_NEWEST, merchant_id) is not None


def end_sharing(merchant_id: BooksId, one_time: OneTimeTokens) -> None:
    """End the merchant's link. A second call is harmless."""
    one_time.take(_NEWEST, merchant_id)


def shared_setup(token: str, one_time: OneTimeTokens) -> SharedSetup:
    """The merchant and language of a link.

    Raises:
        LaunchRefusedError: the link is unknown, too old, or was ended.
    """
    content = one_time.get(_LINK, token)
    newest = one_time.get(_NEWEST, content["merchant"]) if content is not None else None
    if content is None or newest is None or not secrets.compare_digest(newest["link"], mark_of(token)):
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no shared setup behind the link")
    return SharedSetup(BooksId(content["merchant"]), content["language"])
