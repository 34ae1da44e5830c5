"""The private note of a document and the memos of a correction, in the merchant's language; see also `memos`."""

from dataclasses import dataclass
from datetime import date

from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.words import say


@dataclass(frozen=True, slots=True)
class Store:
    """A store's id, or that of all of them, and its name where it is known."""

    id: str
    name: str = ""


def sales_note(business_date: date, store: Store, revision: int, language: str) -> str:
    """The note of a day's own document: of no two documents the same, so that it finds one whose number was changed."""
    said = {"date": business_date, "place": _place(store, language), "revision": revision}
    return say("Daybook: talech sales of {date}, {place}, revision {revision}", language, **said)


def correction_note(business_date: date, store: Store, language: str) -> str:
    """The note of an entry that corrects a day of a closed period."""
    place = _place(store, language)
    return say("Daybook: correction of talech sales of {date}, {place}", language, date=business_date, place=place)


def correction_memo(business_date: date, original: str, language: str) -> str:
    """The memo of its lines; `original` is the number of the day's own document, empty where there is none."""
    document = original or say("a day that could not be posted in time", language)
    return say("Correction for {date}, {document}", language, date=business_date, document=document)


def _place(store: Store, language: str) -> str:
    if store.id == ALL_LOCATIONS:
        return say("all locations", language)
    return f"{store.name} ({store.id})" if store.name else say("location {id}", language, id=store.id)
