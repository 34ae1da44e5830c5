"""The words of an accountant's board: why a client stands where it stands, and where its books say more."""

from collections.abc import Mapping

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.states_and_roles import state_word
from daybook.domain.accountant.standing import Cause, Tier, Waits
from daybook.domain.sync.day_state import DayState
from daybook.domain.words import noted

TIER_WORDS: Mapping[Tier, str] = {
    Tier.STOPPED: noted("Nothing is posted"),
    Tier.DOUBTFUL: noted("Check the books"),
    Tier.DECISION: noted("Decide"),
    Tier.NOTICE: noted("To know"),
    Tier.WELL: noted("All is well"),
}
# The shape beside the word; it is that of a day's state.
TIER_SHAPES: Mapping[Tier, str] = {
    Tier.STOPPED: "failed",
    Tier.DOUBTFUL: "edited",
    Tier.DECISION: "held",
    Tier.NOTICE: "todo",
    Tier.WELL: "posted",
}
_WORDS = {
    Cause.NOT_CONNECTED: noted("QuickBooks is not connected"),
    Cause.DOUBLE_INCOME: noted("Sales may stand twice"),
    Cause.MOVED: noted("QuickBooks moved a balance"),
    Cause.ACCOUNT_GONE: noted("An account is gone"),
    Cause.VENDOR: noted("A service did not answer"),
    Cause.RENAMED: noted("A list changed in QuickBooks"),
    Cause.NOT_SET_UP: noted("The setup is not finished"),
}
_PLACES = {
    Cause.DOUBLE_INCOME: "/double-income",
    Cause.ACCOUNT_GONE: "/mapping",
    Cause.GAPS: "/mapping",
    Cause.RENAMED: "/mapping",
}
_IN_THE_LOG = frozenset({Cause.PARTLY, Cause.REMOVED, Cause.EDITED, Cause.FAILED, Cause.HELD, Cause.CHANGE})


def cause_word(cause: Cause, speech: Speech) -> str:
    """The word for a cause; one of a day's state is the word of the state."""
    return speech.say(_WORDS[cause]) if cause in _WORDS else state_word(DayState(cause), speech)


def cause_sentence(waits: Waits, currency: str, speech: Speech) -> str:
    """A cause with its days and their amount, as far as they are on record."""
    word = cause_word(waits.cause, speech)
    if not waits.days:
        return word
    days = speech.count("{count} day", "{count} days", waits.days)
    if waits.amount_minor is None:
        return speech.say("{what}: {subject}", what=word, subject=days)
    amount = speech.money(waits.amount_minor, currency)
    return speech.say("{what}: {subject}", what=word, subject=f"{days}, {amount}")


def place_of(waits: Waits) -> str:
    """The page of the client's books that says more of a cause."""
    if waits.cause in _IN_THE_LOG:
        return f"/log?state={waits.cause}&first={waits.oldest}" if waits.oldest is not None else "/log"
    return _PLACES.get(waits.cause, "/")
