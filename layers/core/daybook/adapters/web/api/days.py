"""Calls about days: the log, one day with its proof and actions, a range to sync and how far it is."""

from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from daybook.adapters.web.api.answers import NotFoundError, WishRefusedError
from daybook.adapters.web.api.proofs import proof_fields, proof_lines
from daybook.adapters.web.days.document_links import document_link
from daybook.adapters.web.days.moved_view import moved_of
from daybook.adapters.web.http.requests import MOST_SIGNS_OF_A_NAME, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.application.company.known_dates import history_of
from daybook.application.days.day_actions import act_on_day, actions_for
from daybook.application.days.undo_days import redoable, undoable
from daybook.application.planning.sync_progress import Progress, progress_of, start_sync
from daybook.application.telling.told_day import ToldDay, told_day
from daybook.contracts.http.days import (
    ActionBody,
    DayBody,
    DayChoiceListBody,
    DayDetailBody,
    DayListBody,
    DirectiveBody,
    DocumentBody,
    FiguresBody,
    LocationProgressBody,
    OrderDifferenceBody,
    ProgressBody,
    StoreDifferenceBody,
    SyncRequestBody,
    WaitingBody,
)
from daybook.contracts.http.problem import ProblemBody
from daybook.domain.day.adjustments import OrderDifference, StoreDifference, read_differences
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncState

_MOST_DAYS = 500


def days(
    visit: Visit,
    first: Annotated[date | None, Field(description="The oldest business date")] = None,
    last: Annotated[date | None, Field(description="The newest business date")] = None,
    location: Annotated[str | None, Field(description="A location id, or `all` where all are posted as one")] = None,
    state: Annotated[SyncState | None, Field(description="Only days in this state")] = None,
    *,
    before: Annotated[str | None, Field(description="The `next` of the days that were asked for before")] = None,
) -> DayListBody:
    """Days newest first, at most five hundred; `next` is the key of the days before them."""
    _check_range(first, last)
    key = _key(before, visit)
    newest = max(min(key.business_date, last or key.business_date), first or key.business_date) if key else last
    records = history_of(visit.merchant_id, visit.systems, first=first, last=newest, state=state, location=location)
    found = tuple(islice((each for each in records if key is None or each.day < key), _MOST_DAYS + 1))
    shown = found[:_MOST_DAYS]
    chosen = {"first": first, "last": last, "location": location, "outcome": state}
    query = urlencode({name: str(value) for name, value in chosen.items() if value})
    return DayListBody(
        currency=visit.connection.company.home_currency,
        days=tuple(_day(record, visit) for record in shown),
        csv=f"/log.csv?{query}",
        xlsx=f"/log.xlsx?{query}",
        next=f"{shown[-1].day.business_date}/{shown[-1].day.location}" if len(found) > _MOST_DAYS else None,
    )


def undoable_days(
    visit: Visit,
    first: Annotated[date, Field(description="The oldest business date")],
    last: Annotated[date, Field(description="The newest business date")],
    location: Annotated[str | None, Field(description="A location id, or `all` where all are posted as one")] = None,
) -> DayChoiceListBody:
    """The days of a range with a document that an undo would take out of QuickBooks: a dry run, nothing is changed."""
    _check_range(first, last)
    found = undoable(visit.systems.sync_log, visit.merchant_id, first, last, location or None)
    return DayChoiceListBody(days=tuple(_day(record, visit) for record in found))


def redoable_days(
    visit: Visit,
    first: Annotated[date, Field(description="The oldest business date")],
    last: Annotated[date, Field(description="The newest business date")],
    location: Annotated[str | None, Field(description="A location id, or `all` where all are posted as one")] = None,
) -> DayChoiceListBody:
    """The days of a range that were taken out and a redo would bring back: a dry run, nothing is changed."""
    _check_range(first, last)
    found = redoable(visit.systems.sync_log, visit.merchant_id, first, last, location or None)
    return DayChoiceListBody(days=tuple(_day(record, visit) for record in found))


def day(visit: Visit, business_date: date, location: str) -> DayDetailBody:
    """One day with its lines, its proof, and what may be done to it."""
    return _detail(_record(business_date, location, visit), visit)


def act(visit: Visit, business_date: date, location: str, body: ActionBody) -> DayDetailBody:
    """Retry, release, undo or redo a day. A worker carries it out: read the day again for its outcome."""
    record = _record(business_date, location, visit)
    if body.action not in actions_for(record):
        possible = ", ".join(actions_for(record))
        raise WishRefusedError(f"{body.action} is not possible for a day that is {record.state}; possible: {possible}")
    act_on_day(record, body.action, visit.systems)
    return _detail(_record(business_date, location, visit), visit)


def sync(visit: Visit, body: SyncRequestBody) -> ProgressBody:
    """Bring a range of at most thirty days into the books; asked for twice it is queued once."""
    cause = SyncCause.FIRST_SYNC if visit.setup.last_run is None else SyncCause.RESYNC
    run = start_sync(visit.merchant_id, body.first, body.last, visit.systems, cause=cause, location=body.location)
    return _progress(progress_of(visit.merchant_id, run, visit.systems))


def latest_sync(visit: Visit) -> ProgressBody:
    """How far the range has come that was asked for last."""
    if visit.setup.last_run is None:
        raise NotFoundError("no range was asked for yet")
    return _progress(progress_of(visit.merchant_id, visit.setup.last_run, visit.systems))


def _key(before: str | None, visit: Visit) -> LocationDay | None:
    """The day that a `next` names."""
    if before is None:
        return None
    on, _, location = before.partition("/")
    business_date = day_of(on)
    if business_date is None or not location:
        raise WishRefusedError(f"before {before[:MOST_SIGNS_OF_A_NAME]}: ask with the `next` of the days before")
    return LocationDay(visit.merchant_id, business_date, location)


def _check_range(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise WishRefusedError(f"the range ends on {last}, before it starts on {first}: swap the dates")


def _record(business_date: date, location: str, visit: Visit) -> SyncRecord:
    is_known = len(location) <= MOST_SIGNS_OF_A_NAME
    found = visit.systems.sync_log.get(LocationDay(visit.merchant_id, business_date, location)) if is_known else None
    if found is None:
        raise NotFoundError(f"{business_date} {location[:MOST_SIGNS_OF_A_NAME]} is not on record")
    return found


def _detail(record: SyncRecord, visit: Visit) -> DayDetailBody:
    proof, differences = visit.systems.proofs.get(record.day), read_differences(record.details)
    return DayDetailBody(
        currency=visit.connection.company.home_currency,
        day=_day(record, visit),
        lines=proof_lines(proof, visit) if proof else (),
        proof=proof_fields(proof) if proof else (),
        actions=actions_for(record),
        store_differences=tuple(
            StoreDifferenceBody(
                store=each.store,
                open_minor=each.open_minor,
                sales_minor=each.sales_minor,
                limit_minor=visit.connection.adjustment_limit.minor_of(each.sales_minor),
            )
            for each in differences
            if isinstance(each, StoreDifference)
        ),
        moved=tuple(
            ProblemBody(code=each["code"], title=each["title"], message=each["happened"], action=each["action"])
            for each in moved_of(proof, visit)
        ),
        order_differences=tuple(
            OrderDifferenceBody(
                store=each.store, order_id=each.order_id, total_minor=each.total_minor, parts_minor=each.parts_minor
            )
            for each in differences
            if isinstance(each, OrderDifference)
        ),
    )


def _day(record: SyncRecord, visit: Visit) -> DayBody:
    document, directive = record.document, record.open_directive
    told = told_day(record, visit.systems.clock.now())
    story = told.story
    return DayBody(
        business_date=record.day.business_date,
        location=record.day.location,
        state=record.state,
        document=DocumentBody(
            kind=document.kind,
            number=document.doc_number,
            total_minor=document.total_minor,
            url=document_link(document, visit.connection.company.realm_id),
        )
        if document
        else None,
        gaps=record.gaps,
        problem=_problem(record, told, visit),
        directive=DirectiveBody(place=directive.place, asked_at=directive.asked_at) if directive else None,
        day_state=story.state,
        lies=story.lies,
        who_acts=told.who,
        next_step=told.step,
        figures=_figures(story.booked) if story.booked else None,
        waiting=WaitingBody(figures=_figures(story.waiting.figures), moved_minor=story.waiting.moved_minor)
        if story.waiting
        else None,
        accepted_minor=story.accepted_minor,
        proved_at=story.proved_at,
        proof_current=story.is_proof_current,
        attempts=record.attempts,
        revision=record.revision,
        updated_at=record.updated_at,
    )


def _figures(figures: DayFigures) -> FiguresBody:
    return FiguresBody(**asdict(figures))


def _problem(record: SyncRecord, told: ToldDay, visit: Visit) -> ProblemBody | None:
    said = told.entry
    if said is None:
        return None
    text = said.text(
        visit.speech.language,
        day=visit.speech.day(record.day.business_date),
        location=visit.location_name(record.day.location),
        company=visit.connection.company.name,
    )
    return ProblemBody(code=said.code, title=text.title, message=text.happened, action=text.action)


def _progress(found: Progress) -> ProgressBody:
    proof = found.proof
    return ProgressBody(
        first=found.run.first,
        last=found.run.last,
        finished=found.finished,
        done=found.done,
        due=found.due,
        locations=tuple(
            LocationProgressBody(location=place.location, done=place.done, due=place.due) for place in found.locations
        ),
        changed_at=found.changed_at,
        tied_fields=proof.tied if proof else None,
        differing_fields=proof.differing if proof else None,
    )
