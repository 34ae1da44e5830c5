"""Bodies for the session of a merchant and the state of the books."""

from datetime import date

from daybook.contracts.contract import Instant
from daybook.contracts.http.body import HttpBody
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.sync.day_state import DayState


class CompanyBody(HttpBody):
    """The connected company as QuickBooks describes it."""

    name: str
    country: str
    home_currency: str
    tracks_classes: bool
    tracks_locations: bool
    book_close_date: date | None = None


class LocationBody(HttpBody):
    """A store, with the time its business day ends at."""

    id: str
    name: str
    zone: str
    report_end_time: str


class SessionBody(HttpBody):
    """The merchant of the session. Send `csrf_token` as the header `X-CSRF-Token` with everything that writes."""

    merchant_id: str
    merchant_name: str
    language: str
    csrf_token: str
    connection: ConnectionStatus
    company: CompanyBody
    locations: tuple[LocationBody, ...]
    setup_finished: bool


class NextSyncBody(HttpBody):
    """The business date that runs now in a store, when it ends, and when it is posted."""

    location: str
    business_date: date
    ends_at: Instant
    syncs_at: Instant


class CalendarDayBody(HttpBody):
    """A business date over all stores."""

    business_date: date
    state: DayState


class StatusBody(HttpBody):
    """How the books stand."""

    newest: date
    calendar: tuple[CalendarDayBody, ...]
    waiting_days: int
    missing_days: int
    gaps: tuple[str, ...]
    next_syncs: tuple[NextSyncBody, ...]
