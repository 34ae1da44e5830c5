"""Calls about the visit itself: who is there, how the books stand, the end of the connection."""

from daybook.adapters.web.http.visit import Visit, zone_of
from daybook.application.company.books_status import books_status
from daybook.application.connecting.disconnect import disconnect
from daybook.contracts.http.session import (
    CalendarDayBody,
    CompanyBody,
    LocationBody,
    NextSyncBody,
    SessionBody,
    StatusBody,
)


def session(visit: Visit) -> SessionBody:
    """Who is there, and the CSRF token for everything that writes."""
    company = visit.connection.company
    return SessionBody(
        merchant_id=visit.merchant_id,
        merchant_name=visit.profile.name,
        language=visit.session.language,
        csrf_token=visit.session.csrf_token,
        connection=visit.connection.status,
        company=CompanyBody(
            name=company.name,
            country=company.country,
            home_currency=company.home_currency,
            tracks_classes=company.tracks_classes,
            tracks_locations=company.tracks_locations,
            book_close_date=company.book_close_date,
        ),
        locations=tuple(
            LocationBody(
                id=place.id,
                name=place.name,
                zone=zone_of(place),
                report_end_time=f"{place.calendar.history[-1].report_end_time:%H:%M}",
            )
            for place in visit.profile.active_locations
        ),
        setup_finished=visit.setup.finished_at is not None,
    )


def status(visit: Visit) -> StatusBody:
    """How the books stand: five weeks of days, what waits, and when each store is synced next."""
    found = books_status(visit.connection, visit.profile, visit.systems)
    return StatusBody(
        newest=found.newest,
        calendar=tuple(CalendarDayBody(business_date=on, state=state) for on, state in found.calendar.items()),
        waiting_days=sum(len(group.records) for group in found.waiting),
        missing_days=len(found.missing),
        gaps=found.gap_roles,
        next_syncs=tuple(
            NextSyncBody(
                location=each.location.id, business_date=each.business_date, ends_at=each.until, syncs_at=each.at
            )
            for each in found.next_syncs
        ),
    )


def end_connection(visit: Visit) -> SessionBody:
    """Disconnect QuickBooks: nothing more is posted, and nothing in QuickBooks is changed. Twice is harmless."""
    ended = disconnect(visit.connection, visit.systems)
    return session(visit).model_copy(update={"connection": ended.status})
