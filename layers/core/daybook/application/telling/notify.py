"""Sends mails to the merchant: lost connection, held days, end of a grant, and the daily summary on request.

A mail never affects a day: it is sent after the outcome is stored, and the caller goes on if it fails. The notice is
stored before the mail is sent, so that a retry, a second worker or a crash sends no second mail; if the mail fails, the
notice is reset. A summary is sent with the outcome of the last location of its date, because then the whole date is
known.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol
from urllib.parse import urlencode

from daybook.application.company.known_dates import location_days
from daybook.application.ports import MailService
from daybook.application.ports.systems import HasClock, HasConnections, HasNotifyStore, HasProofs, HasSyncLog
from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import entry_for
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import ALL_LOCATIONS, MerchantProfile
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRecord, SyncRequest, SyncState
from daybook.domain.telling.mail import DaysHeld, DaySummary, GrantEnding, Mail, MailNotSentError, Reader
from daybook.domain.telling.notify import DAILY_SUMMARY, GRANT_ENDING, Notice, NotifyPreference

UNSUBSCRIBE_PATH = "/mail/unsubscribe"
# The page with a button to Intuit's consent; without a session it asks the merchant to launch from talech.
RECONNECT_PATH = "/connect"
# The operator settles these reasons and gets an alarm; the merchant gets no mail.
_TOLD_BY_MAIL = frozenset({Actor.MERCHANT, Actor.ACCOUNTANT})
_LOOK_BACK = timedelta(days=45)


class NotifySystems(HasClock, HasConnections, HasNotifyStore, HasProofs, HasSyncLog, Protocol):
    """The systems that mails need; only summaries read proofs."""

    @property
    def mails(self) -> MailService:
        """The writer and mailer, and the start of links in mails."""


@dataclass(frozen=True, slots=True)
class _Merchant:
    preference: NotifyPreference
    connection: Connection
    profile: MerchantProfile

    @property
    def id(self) -> BooksId:
        return self.connection.merchant_id

    @property
    def reader(self) -> Reader:
        return Reader(
            email=self.preference.email,
            language=self.preference.language,
            country=self.profile.country,
            business=self.profile.name,
            company=self.connection.company.name,
        )


def tell_outcome(request: SyncRequest, outcome: Outcome, systems: NotifySystems) -> int:
    """Send the mails for the stored outcome of a location-day; returns how many were sent.

    Only a close sends a summary, not a requested or repeated reading.

    Raises:
        MailNotSentError: a later outcome with the cause tries again, after an hour at the earliest.
    """
    held = outcome.state is SyncState.HELD
    closes = request.cause is SyncCause.SCHEDULE
    preference = systems.notify_store.preference(request.day.merchant_id) if held or closes else None
    # A posted day of a merchant without summaries, the usual case, costs only this read.
    if preference is None or not (held or preference.daily_summary):
        return 0
    merchant = _merchant(request.day.merchant_id, preference, systems)
    if merchant is None:
        return 0
    sent = 0
    # The watchdog sends the mail about a lost connection, after it has tried the grant again.
    if held and outcome.reason is not None and outcome.reason is not HoldReason.NEEDS_RECONNECT:
        sent += _tell_held(merchant, outcome.reason, outcome.fault_code, request.day.business_date, systems)
    if closes:
        sent += _tell_summary(merchant, request.day.business_date, systems)
    return sent


def tell_connection_lost(merchant_id: BooksId, systems: NotifySystems) -> int:
    """Send the mail about a lost connection that no day has met yet; returns how many mails were sent.

    Raises:
        MailNotSentError: the first day held for the lost connection tries again.
    """
    preference = systems.notify_store.preference(merchant_id)
    merchant = _merchant(merchant_id, preference, systems) if preference else None
    return 0 if merchant is None else _tell_held(merchant, HoldReason.NEEDS_RECONNECT, None, None, systems)


def tell_grant_ending(merchant_id: BooksId, ends_at: datetime, days_left: int, systems: NotifySystems) -> int:
    """Send the mail that a grant ends in 30, 7 or 1 days: once per stage, and again only after a reconnect.

    Raises:
        MailNotSentError: the next check of the grant tries again.
    """
    preference = systems.notify_store.preference(merchant_id)
    merchant = _merchant(merchant_id, preference, systems) if preference else None
    if merchant is None or not merchant.preference.alerts:
        return 0
    before, ends_on = _notice(merchant, f"{GRANT_ENDING}_{days_left}", systems), ends_at.date()
    if not before.forecasts(ends_on, systems.clock.now()):
        return 0
    ending = GrantEnding(ends_on, days_left, f"{systems.mails.public_url}{RECONNECT_PATH}")
    mail = partial(systems.mails.writer.grant_ending, ending, merchant.reader)
    return _send(merchant, before, frozenset({ends_on}), mail, systems)


def _merchant(merchant_id: BooksId, preference: NotifyPreference, systems: NotifySystems) -> _Merchant | None:
    """The reader; None for a merchant without an address, or one who disconnected."""
    if not preference.email:
        return None
    connection, profile = systems.connections.connection(merchant_id), systems.connections.profile(merchant_id)
    if connection is None or profile is None or connection.status is ConnectionStatus.DISCONNECTED:
        return None
    return _Merchant(preference, connection, profile)


def _tell_held(
    merchant: _Merchant, reason: HoldReason, fault_code: int | None, held_on: date | None, systems: NotifySystems
) -> int:
    if not merchant.preference.alerts or entry_for(reason, fault_code).who not in _TOLD_BY_MAIL:
        return 0
    now = systems.clock.now()
    before = _notice(merchant, reason, systems)
    if not before.is_due(held_on, now):
        return 0
    history = systems.sync_log.history(merchant.id, first=now.date() - _LOOK_BACK, state=SyncState.HELD)
    records = [record for record in history if record.reason is reason]
    # The index of states lags a moment, so the day itself is named in any case.
    dates = {record.day.business_date for record in records}
    dates |= {held_on} if held_on else set()
    stories = tuple(story_of(record, now) for record in records) if len(dates) == len(records) else ()
    currency = merchant.connection.company.home_currency
    held = DaysHeld(reason, fault_code, tuple(sorted(dates)), stories, currency)
    return _send(
        merchant, before, frozenset(dates), lambda: systems.mails.writer.days_held(held, merchant.reader), systems
    )


def _tell_summary(merchant: _Merchant, on: date, systems: NotifySystems) -> int:
    if not merchant.preference.daily_summary:
        return 0
    before = _notice(merchant, DAILY_SUMMARY, systems)
    if on in before.told:
        return 0
    found = {record.day: record for record in systems.sync_log.history(merchant.id, first=on, last=on)}
    days = location_days(merchant.connection, merchant.profile, on)
    records = [found[day] for day in days if day in found and found[day].state is not SyncState.DUE]
    if len(records) < len(days):
        return 0
    summary = _summary(merchant, on, records, systems)
    return _send(
        merchant, before, frozenset({on}), lambda: systems.mails.writer.day_summary(summary, merchant.reader), systems
    )


def _notice(merchant: _Merchant, cause: str, systems: NotifySystems) -> Notice:
    connected_at = merchant.connection.connected_at
    known = systems.notify_store.notice(merchant.id, cause)
    return known.of_connection(connected_at) if known else Notice(cause, connected_at)


def _send(
    merchant: _Merchant, before: Notice, dates: frozenset[date], write: Callable[[], Mail], systems: NotifySystems
) -> int:
    """Store the notice, then send the mail; if another worker stored the notice first, it sends the mail."""
    now = systems.clock.now()
    notice = before.after_mail(dates, now)
    if not systems.notify_store.save_notice(merchant.id, notice):
        return 0
    try:
        systems.mails.mailer.send(write())
    except MailNotSentError:
        systems.notify_store.save_notice(merchant.id, notice.after_failure(before, now))
        raise
    return 1


def _summary(merchant: _Merchant, on: date, records: list[SyncRecord], systems: NotifySystems) -> DaySummary:
    posted = (record.day for record in records if story_of(record).lies is Lies.IN_THE_BOOKS)
    proofs = [proof for day in posted if (proof := systems.proofs.get(day))]
    figures: Counter[str] = Counter()
    for each in (field for proof in proofs for field in proof.fields):
        figures[each.field] += each.document_minor
    query = urlencode({"merchant": merchant.id, "token": merchant.preference.unsubscribe_token})
    return DaySummary(
        business_date=on,
        records=tuple((_name(record.day, merchant.profile), record) for record in records),
        figures=figures,
        currency=proofs[0].currency if proofs else merchant.connection.company.home_currency,
        unsubscribe_url=f"{systems.mails.public_url}{UNSUBSCRIBE_PATH}?{query}",
    )


def _name(day: LocationDay, profile: MerchantProfile) -> str:
    return "" if day.location == ALL_LOCATIONS else profile.location(day.location).name
