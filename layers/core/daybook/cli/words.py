"""The command line's own words in English and French (Canada); those of errors are in the error catalogue."""

from daybook.domain.sync import SyncState

_WORDS: dict[str, tuple[str, str]] = {
    "date": ("date", "date"),
    "location": ("location", "magasin"),
    "state": ("state", "état"),
    "document": ("document", "document"),
    "total": ("total", "total"),
    "tries": ("tries", "essais"),
    "what to know": ("what to know", "à savoir"),
    "location-days": ("{merchant}: {count} location-days", "{merchant}\N{NO-BREAK SPACE}: {count} journées de magasin"),
    "not mapped": ("not mapped: {roles}", "sans compte\N{NO-BREAK SPACE}: {roles}"),
    "who": ("Who acts: {who}.", "À qui d’agir\N{NO-BREAK SPACE}: {who}."),
    "details": ("Details: {text}", "Détails\N{NO-BREAK SPACE}: {text}"),
    "more details": (
        "There are details, in the words of the vendors: add --details.",
        "Il y a des détails, dans les mots des fournisseurs\N{NO-BREAK SPACE}: ajoutez --details.",
    ),
}

# English names the states as `--state` takes them; French has the words of the merchant's pages.
_STATES_IN_FRENCH: dict[SyncState, str] = {
    SyncState.DUE: "à venir",
    SyncState.POSTED: "comptabilisé",
    SyncState.POSTED_WITH_GAPS: "comptabilisé, comptes à choisir",
    SyncState.EMPTY: "sans vente",
    SyncState.HELD: "en attente de vous",
    SyncState.FAILED: "échoué",
    SyncState.UNDONE: "annulé",
}


def word(key: str, language: str, **values: str) -> str:
    """One of the command line's words; anything but French is English."""
    english, french = _WORDS[key]
    return (french if language.startswith("fr") else english).format(**values)


def state_word(state: SyncState, language: str) -> str:
    """The name of a state."""
    return _STATES_IN_FRENCH[state] if language.startswith("fr") else state.value
