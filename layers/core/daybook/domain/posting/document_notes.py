"""The private note of a document and the memos of a correction, in the merchant's language; see also `memos`."""

from datetime import date

from daybook.domain.merchant.profile import ALL_LOCATIONS


def sales_note(business_date: date, location: str, revision: int, language: str) -> str:
    """The note of a day's own document."""
    place = _place(location, language)
    if language.startswith("fr"):
        return f"Daybook\N{NO-BREAK SPACE}: ventes talech du {business_date}, {place}, révision {revision}"
    return f"Daybook: talech sales of {business_date}, {place}, revision {revision}"


def correction_note(business_date: date, location: str, language: str) -> str:
    """The note of an entry that corrects a day of a closed period."""
    place = _place(location, language)
    if language.startswith("fr"):
        return f"Daybook\N{NO-BREAK SPACE}: correction des ventes talech du {business_date}, {place}"
    return f"Daybook: correction of talech sales of {business_date}, {place}"


def correction_memo(business_date: date, original: str, language: str) -> str:
    """The memo of a correction's lines; `original` is the number of the day's own document, empty if there is none."""
    if language.startswith("fr"):
        what = original or "journée qui n’a pas pu être comptabilisée à temps"
        return f"Correction du {business_date}, {what}"
    return f"Correction for {business_date}, {original or 'a day that could not be posted in time'}"


def _place(location: str, language: str) -> str:
    french = language.startswith("fr")
    if location == ALL_LOCATIONS:
        return "tous les magasins" if french else "all locations"
    return f"magasin {location}" if french else f"location {location}"
