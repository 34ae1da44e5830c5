"""Sets a merchant's first mail address, from the launch or the first books, and handles the unsubscribe link."""

import secrets
from dataclasses import replace

from daybook.application.ports import LaunchClaims, NotifyStore
from daybook.domain.merchant.books import BooksId, first_books, talech_merchant_of
from daybook.domain.telling.notify import NotifyPreference, is_address

_TOKEN_BYTES = 16


class UnknownSubscriberError(LookupError):
    """No merchant has this pair of id and token: the link is old or mistyped."""


def remember_recipient(claims: LaunchClaims, store: NotifyStore) -> None:
    """Store the launching user's address, if talech gives one, for a merchant without an address.

    A stored address stays, so that mails do not move to an employee who opens the page once. If the same user launches
    in another language, mails are in that language from then on.
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
    """Give the books of a further company the address of the merchant's first books."""
    first = store.preference(first_books(talech_merchant_of(books_id)))
    if first is not None and store.preference(books_id) is None:
        own_token = secrets.token_urlsafe(_TOKEN_BYTES)
        store.save_preference(books_id, replace(first.at(first.email), unsubscribe_token=own_token))


def unsubscribe(merchant_id: BooksId, token: str, store: NotifyStore) -> NotifyPreference:
    """End the daily summary by a link in a mail; a second call is harmless. Alerts about the books stay.

    Raises:
        UnknownSubscriberError: the link is unknown; nothing was changed.
    """
    known = store.preference(merchant_id)
    if known is None or not secrets.compare_digest(known.unsubscribe_token.encode(), token.encode()):
        raise UnknownSubscriberError("no merchant has this unsubscribe link")
    chosen = replace(known, daily_summary=False)
    store.save_preference(merchant_id, chosen)
    return chosen


def first_preference(email: str, language: str) -> NotifyPreference:
    """The preference of a new merchant: alerts, no summary."""
    return NotifyPreference(email, language, secrets.token_urlsafe(_TOKEN_BYTES))
