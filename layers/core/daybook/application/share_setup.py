"""A read-only view of the review for the merchant's accountant: a link that lives two weeks and shows one merchant."""

from dataclasses import dataclass
from datetime import timedelta

from daybook.application.ports import OneTimeTokens
from daybook.application.sessions import random_token
from daybook.domain.errors import LaunchRefusedError, Refusal

SHARED_FOR = timedelta(days=14)
_KIND = "share"


@dataclass(frozen=True, slots=True)
class SharedSetup:
    """Whose review the link shows, and in which language it was sent."""

    merchant_id: str
    language: str


def share_setup(merchant_id: str, language: str, one_time: OneTimeTokens) -> str:
    """The secret part of a new link."""
    token = random_token()
    content = {"merchant": merchant_id, "language": language}
    one_time.put(_KIND, token, content, int(SHARED_FOR.total_seconds()))
    return token


def shared_setup(token: str, one_time: OneTimeTokens) -> SharedSetup:
    """What a link shows.

    Raises:
        LaunchRefusedError: the link is none of ours, or too old.
    """
    content = one_time.get(_KIND, token)
    if content is None:
        raise LaunchRefusedError(Refusal.SESSION_ENDED, "no shared setup behind the link")
    return SharedSetup(content["merchant"], content["language"])
