"""Which class or location of QuickBooks belongs to a store: the one whose name says so, and no guess."""

from collections.abc import Mapping

from daybook.domain.chart.name_words import words_of


def entry_of_store(store: str, entries: Mapping[str, str]) -> str | None:
    """The id of the one entry whose words are all in the store's name, or the other way round; `entries` name each id.

    "New York" belongs to the store "Harbor Slice New York". The entry with the most words in common fits best; where
    several fit alike, none is proposed.
    """
    name = words_of(store)
    fitting = [
        (len(words & name), entry_id)
        for entry_id, entry in entries.items()
        if (words := words_of(entry)) and (words <= name or name <= words)
    ]
    most = max((common for common, _ in fitting), default=0)
    best = [entry_id for common, entry_id in fitting if common == most and common]
    return best[0] if len(best) == 1 else None
