"""What notices of QuickBooks ask of a person, as the home page says it: edited documents, and changed entries."""

from collections.abc import Iterator

from daybook.adapters.web.http.requests import segment
from daybook.adapters.web.http.visit import Visit
from daybook.application.company.books_status import BooksStatus, entry_for_changed
from daybook.application.company.moved_balances import BeliedDays, entry_for_moved
from daybook.application.telling.told_day import told_day
from daybook.domain.catalogue.entries import EntryText
from daybook.domain.sync.location_day import SyncRecord


def noticed(status: BooksStatus, visit: Visit) -> Iterator[tuple[EntryText, str, str, str]]:
    """Words, code, button and path of each: one for every edited day, one for all entries of a kind of change."""
    for record in status.drifted:
        yield _edited(record, visit)
    company = visit.connection.company.name
    for lost in (True, False):
        changed = [each for each in status.changed if each.lost is lost]
        if changed and visit.connection.is_live:
            said = entry_for_changed(changed[0])
            button = visit.speech.say("Choose the accounts") if lost else visit.speech.say("Look at the accounts")
            yield said.text(visit.speech.language, company=company), said.code, button, "/mapping"


def moved_balances(status: BooksStatus, visit: Visit) -> Iterator[tuple[EntryText, str, str, str]]:
    """The same of balances that QuickBooks moved: one for every kind, with the days whose proof no longer holds."""
    kinds: dict[str, list[BeliedDays]] = {}
    for each in status.moved:
        kinds.setdefault(entry_for_moved(each.moved).code, []).append(each)
    for code, group in sorted(kinds.items()):
        days = sorted(day for each in group for day in each.days)
        said = entry_for_moved(group[0].moved).text(visit.speech.language, company=visit.connection.company.name)
        if not days:
            yield said, code, visit.speech.say("Look at the accounts"), "/mapping"
            continue
        range_ = f"first={days[0].business_date}&last={days[-1].business_date}"
        yield said, code, visit.speech.say("Look at the days"), f"/log?{range_}"


def _edited(record: SyncRecord, visit: Visit) -> tuple[EntryText, str, str, str]:
    said = told_day(record).entry
    assert said is not None  # noqa: S101 - a drifted day has an entry
    words = said.text(
        visit.speech.language,
        day=visit.speech.day(record.day.business_date),
        location=visit.location_name(record.day.location),
        company=visit.connection.company.name,
    )
    path = f"/log/{record.day.business_date}/{segment(record.day.location)}"
    return words, said.code, visit.speech.say("Look at the day"), path
