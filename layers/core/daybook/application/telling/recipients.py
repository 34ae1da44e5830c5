"""Whose address a launch or a further company tells for a merchant's mails, and the end of a summary from a mail."""

import secrets
from dataclasses import replace

from daybook.application.ports import LaunchClaims, NotifyStore
from daybook.domain.merchant.books import BooksId, first_books, talech_merchant_of
from daybook.domain.telling.notify import NotifyPreference, is_address

_TOKEN_BYTES = 16


class UnknownSubscriberError(LookupError):
    """No merchant has this pair of id and token: an old or a mistyped link."""


def remember_recipient(claims: LaunchClaims, store: NotifyStore) -> None:
    """Take the launching user's address, where talech tells one, for a merchant who has none yet.

    An address that is known stays: the owner's mails do not move to an employee who opens the page once. The same user
    in another language is written to in that language from now on.
    """
    if not is_address(claims.user):
        return
    books_id = first_books(claims.merchant_id)
    known = store.preference(books_id)
    if known is None:
        store.save_preference(books_id, first_preference(claims.user, claims.language))
    elif known.email == claims.user and known.language != claims.language:
        store.save_preference(books_id, replace(known, language=claims.language))


def share_recipient(books_id: BooksId, store: NotifyStore) -> None:
    """Books of a further company write to whom the merchant's first books write, until that is changed."""
    first = store.preference(first_books(talech_merchant_of(books_id)))
    if first is not None and store.preference(books_id) is None:
        own_token = secrets.token_urlsafe(_TOKEN_BYTES)
        store.save_preference(books_id, replace(first.at(first.email), unsubscribe_token=own_token))


def unsubscribe(merchant_id: BooksId, token: str, store: NotifyStore) -> NotifyPreference:
    """End the daily summary from a link in a mail; twice is harmless. Alerts stay: they are about the merchant's books.

    Raises:
        UnknownSubscriberError: the link is not one of ours; nothing was changed.
    """
    known = store.preference(merchant_id)
    if known is None or not secrets.compare_digest(known.unsubscribe_token.encode(), token.encode()):
        raise UnknownSubscriberError("no merchant has this unsubscribe link")
    chosen = replace(known, daily_summary=False)
    store.save_preference(merchant_id, chosen)
    return chosen


def first_preference(email: str, language: str) -> NotifyPreference:
    """What a merchant of whom nothing was known gets: alerts, no summary."""
    return NotifyPreference(email, language, secrets.token_urlsafe(_TOKEN_BYTES))
