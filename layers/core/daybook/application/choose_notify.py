"""Where a merchant's mails go and which of them they want: from the launch, from the settings page, from a mail."""

import secrets
from dataclasses import replace

from daybook.application.ports import LaunchClaims, NotifyStore
from daybook.domain.books import talech_merchant_of
from daybook.domain.notify import NotifyPreference, is_address

_TOKEN_BYTES = 16


class BadAddressError(ValueError):
    """The text is no e-mail address."""


class UnknownSubscriberError(LookupError):
    """No merchant has this pair of id and token: an old or a mistyped link."""


def remember_recipient(claims: LaunchClaims, store: NotifyStore) -> None:
    """Take the launching user's address, where talech tells one, for a merchant who has none yet.

    An address that is known stays: the owner's mails do not move to an employee who opens the page once. The same user
    in another language is written to in that language from now on.
    """
    if not is_address(claims.user):
        return
    known = store.preference(claims.merchant_id)
    if known is None:
        store.save_preference(claims.merchant_id, _first(claims.user, claims.language))
    elif known.email == claims.user and known.language != claims.language:
        store.save_preference(claims.merchant_id, replace(known, language=claims.language))


def share_recipient(books_id: str, store: NotifyStore) -> None:
    """Books of a further company write to whom the merchant's first books write, until that is changed."""
    first = store.preference(talech_merchant_of(books_id))
    if first is not None and store.preference(books_id) is None:
        own_token = secrets.token_urlsafe(_TOKEN_BYTES)
        store.save_preference(books_id, replace(first, unsubscribe_token=own_token))


def choose_notify(
    merchant_id: str, *, email: str, language: str, alerts: bool, daily_summary: bool, store: NotifyStore
) -> NotifyPreference:
    """Store what the merchant chose on the settings page; an empty address ends all mails.

    Raises:
        BadAddressError: the address cannot be one; nothing was changed.
    """
    address = email.strip()
    if address and not is_address(address):
        raise BadAddressError(f"{address!r:.80} is no e-mail address: write one like owner@example.com")
    known = store.preference(merchant_id) or _first(address, language)
    chosen = replace(known, email=address, language=language, alerts=alerts, daily_summary=daily_summary)
    store.save_preference(merchant_id, chosen)
    return chosen


def unsubscribe(merchant_id: str, token: str, store: NotifyStore) -> NotifyPreference:
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


def _first(email: str, language: str) -> NotifyPreference:
    return NotifyPreference(email, language, secrets.token_urlsafe(_TOKEN_BYTES))
