"""The private note of a document and the memos of a correction, in the merchant's language; see also `memos`."""

from datetime import date

from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.words import say


def sales_note(business_date: date, location: str, revision: int, language: str) -> str:
    """The note of a day's own document."""
    said = {"date": business_date, "place": _place(location, language), "revision": revision}
    return say("Daybook: talech sales of {date}, {place}, revision {revision}", language, **said)


def correction_note(business_date: date, location: str, language: str) -> str:
    """The note of an entry that corrects a day of a closed period."""
    place = _place(location, language)
    return say("Daybook: correction of talech sales of {date}, {place}", language, date=business_date, place=place)


def correction_memo(business_date: date, original: str, language: str) -> str:
    """The memo of its lines; `original` is the number of the day's own document, empty where there is none."""
    document = original or say("a day that could not be posted in time", language)
    return say("Correction for {date}, {document}", language, date=business_date, document=document)


def _place(location: str, language: str) -> str:
    if location == ALL_LOCATIONS:
        return say("all locations", language)
    return say("location {id}", language, id=location)
