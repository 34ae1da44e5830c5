"""What Daybook is still at with a day: a person's request, and a call to QuickBooks whose answer was not seen."""

from daybook.adapters.web.words.speech import Speech
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncRecord
from daybook.domain.words import noted

_ON_ITS_PAGE = {
    Place.OUT: noted("The day is being taken out of the books. This page shows the outcome in a moment."),
    Place.IN: noted("The day is being brought back. This page shows the outcome in a moment."),
}
_IN_THE_LOG = {
    Place.OUT: noted("is being taken out of the books"),
    Place.IN: noted("is being brought back"),
}
_FINDING_OUT = noted(
    "Daybook is still finding out what of this day has arrived in QuickBooks. Nothing is posted twice."
)


def under_way(record: SyncRecord, speech: Speech) -> list[str]:
    """The sentences of the day's page; none where nothing is open."""
    directive = record.open_directive
    asked = [speech.say(_ON_ITS_PAGE[directive.place])] if directive is not None else []
    is_unknown = record.intent is not None or record.open_work is OpenWork.PARTLY
    return [*asked, *([speech.say(_FINDING_OUT)] if is_unknown else [])]


def under_way_in_the_log(record: SyncRecord, speech: Speech) -> str:
    """A person's request in a few words; empty where none is open."""
    directive = record.open_directive
    return speech.say(_IN_THE_LOG[directive.place]) if directive is not None else ""
