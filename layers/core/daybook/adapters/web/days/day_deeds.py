"""What persons did with a day, from the newest deeds on record."""

from collections.abc import Sequence

from daybook.adapters.web.http.requests import day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.deed_words import action_word, deed_word
from daybook.domain.audit import AuditRecord
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.location_day import LocationDay

# A page reads no more of a merchant's years.
_NEWEST = 200


def deeds_of(day: LocationDay, visit: Visit) -> list[str]:
    """Deeds about the day, or about a range of days that holds it, newest first."""
    page = visit.systems.audit.page(visit.merchant_id, _NEWEST)
    return [_said(record, visit) for record in page.records if _is_about(record, day, visit)]


def released_by(days: Sequence[LocationDay], visit: Visit) -> dict[LocationDay, str]:
    """When each day was released last, and by whom; a day whose release is not among the newest deeds is left out."""
    if not days:
        return {}
    page = visit.systems.audit.page(visit.merchant_id, _NEWEST)
    releases = [record for record in page.records if DayAction.RELEASE in record.about.split()]
    newest = {day: next((each for each in releases if _is_about(each, day, visit)), None) for day in days}
    return {day: _when_and_who(record, visit) for day, record in newest.items() if record is not None}


def _is_about(record: AuditRecord, day: LocationDay, visit: Visit) -> bool:
    """Whether a deed names the date, or a range around it, and no other store alone."""
    words = record.about.split()
    dates = [on for word in words if (on := day_of(word)) is not None]
    stores = {place.id for place in visit.profile.locations} & set(words)
    is_of_store = day.location in words if len(dates) == 1 else not stores or day.location in stores
    return bool(dates) and is_of_store and min(dates) <= day.business_date <= max(dates)


def _said(record: AuditRecord, visit: Visit) -> str:
    """What, which button, when and who: `Asked for something about a day: Post it as it is · Nov 24 · owner`."""
    speech, what = visit.speech, deed_word(record, visit.speech)
    pressed = next(filter(None, (action_word(word, visit) for word in record.about.split())), "")
    done = speech.say("{what}: {subject}", what=what, subject=pressed) if pressed else what
    return f"{done} · {_when_and_who(record, visit)}"


def _when_and_who(record: AuditRecord, visit: Visit) -> str:
    return " · ".join(filter(None, (visit.speech.instant(record.at, visit.zone), record.who)))
