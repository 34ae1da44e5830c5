"""The name of every metric: each is on the dashboard or in an alarm, and CloudWatch bills each by the month.

At most 60 of them; what has more values, such as the reason of a hold, is counted by a saved query of the log lines.
"""

from enum import StrEnum


class Metric(StrEnum):
    """Counts, unless the name says otherwise. The only dimension is the stack's name, as `service`."""

    # Days of a closing: each is counted once, when it comes to the state.
    LOCATION_DAY_DUE = "LocationDayDue"
    LOCATION_DAY_POSTED = "LocationDayPosted"
    LOCATION_DAY_POSTED_WITH_GAPS = "LocationDayPostedWithGaps"
    LOCATION_DAY_EMPTY = "LocationDayEmpty"
    # Seconds from the closing until the day was in the books, however many tries it took.
    CLOSE_TO_POSTED = "CloseToPosted"
    # Days of history, which a merchant or an operator asked for: posted or found empty.
    HISTORY_DAY_SETTLED = "HistoryDaySettled"
    # Days of both kinds.
    LOCATION_DAY_HELD = "LocationDayHeld"
    LOCATION_DAY_HELD_FOR_VENDOR = "LocationDayHeldForVendor"
    LOCATION_DAY_FAILED = "LocationDayFailed"
    LOCATION_DAY_CORRECTED = "LocationDayCorrected"
    LOCATION_DAY_UNDONE = "LocationDayUndone"
    # Attempts that changed nothing: re-reads after a closing, and what a person asked for again.
    LOCATION_DAY_REREAD = "LocationDayReread"
    LOCATION_DAY_RESYNCED = "LocationDayResynced"
    # What the watchdog sees at each look: numbers of days, and seconds.
    LOCATION_DAY_OVERDUE = "LocationDayOverdue"
    LOCATION_DAY_WAITING = "LocationDayWaiting"
    LOCATION_DAY_WAITING_FOR_VENDOR = "LocationDayWaitingForVendor"
    OLDEST_UNSETTLED = "OldestUnsettled"
    LOCATION_DAY_REQUEUED = "LocationDayRequeued"
    LOCATION_DAY_MISSED = "LocationDayMissed"
    # Milliseconds of each answer, and how many there were of each class.
    TALECH_ANSWERED = "TalechAnswered"
    TALECH_OK = "TalechOk"
    TALECH_THROTTLED = "TalechThrottled"
    TALECH_REFUSED = "TalechRefused"
    TALECH_FAILED = "TalechFailed"
    QUICKBOOKS_ANSWERED = "QuickBooksAnswered"
    QUICKBOOKS_OK = "QuickBooksOk"
    QUICKBOOKS_THROTTLED = "QuickBooksThrottled"
    QUICKBOOKS_REFUSED = "QuickBooksRefused"
    QUICKBOOKS_FAILED = "QuickBooksFailed"
    # Access to QuickBooks.
    TOKEN_REFRESHED = "TokenRefreshed"  # noqa: S105 - a name
    TOKEN_REFRESH_FAILED = "TokenRefreshFailed"  # noqa: S105 - a name
    GRANT_KEPT_ALIVE = "GrantKeptAlive"
    GRANT_KEEP_ALIVE_FAILED = "GrantKeepAliveFailed"
    GRANT_END_FORESEEN = "GrantEndForeseen"
    CONNECTION_LOST = "ConnectionLost"
    CONNECTION_STILL_LOST = "ConnectionStillLost"
    CONNECTION_REGAINED = "ConnectionRegained"
    # Tries of the worker that ended in an error which is no vendor's: its message comes back, so Lambda counts none.
    TRY_BROKE = "TryBroke"
    # What people see, and what QuickBooks tells.
    PAGE_BROKE = "PageBroke"
    MAIL_SENT = "MailSent"
    MAIL_FAILED = "MailFailed"
    NOTICES_RECEIVED = "NoticesReceived"
    NOTICES_REFUSED = "NoticesRefused"
    NOTICES_UNREADABLE = "NoticesUnreadable"
    LISTS_CHANGED = "ListsChanged"
    DRIFT_NOTICED = "DriftNoticed"
