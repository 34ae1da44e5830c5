"""A day's story in one sentence: the same on pages, in mails and on the command line."""

from collections.abc import Callable, Sequence

from daybook.adapters.web.words.speech import Speech
from daybook.domain.catalogue.entries import Actor
from daybook.domain.catalogue.error_catalogue import actor_words
from daybook.domain.sync.day_state import DayState, NextStep
from daybook.domain.sync.day_story import DayStory, Lies
from daybook.domain.sync.waiting_change import WaitingChange
from daybook.domain.words import noted

_UNREAD = noted(
    "A person changed the document in QuickBooks, so Daybook does not know what your books hold of this day."
)
_MORE = noted("The day is in your books, with an accepted difference: they hold {amount} more than talech.")
_LESS = noted("The day is in your books, with an accepted difference: they hold {amount} less than talech.")

STEPS: dict[NextStep, str] = {
    NextStep.RELEASE: noted("Decide whether the day is posted as it is"),
    NextStep.KEEP: noted("Decide whether the edited document stays"),
    NextStep.RETRY: noted("Settle the cause, then sync this day again"),
    NextStep.SYNC: noted("Sync this day again"),
    NextStep.UNDO: noted("Take the day out of the books"),
    NextStep.REDO: noted("Bring the day back"),
    NextStep.RECONNECT: noted("Reconnect QuickBooks"),
    NextStep.ACCOUNTS: noted("Choose the accounts"),
    NextStep.TAX_CODES: noted("Choose the tax codes"),
}
"""The one thing that the merchant or the accountant does about a day; `nothing` has no word."""

Say = Callable[..., str]
"""Says a message in the reader's language, `{names}` in it replaced."""
Money = Callable[[int], str]
"""Writes an amount of minor units as the reader does."""


def step_word(step: NextStep, say: Say) -> str:
    """The one thing to do, in the reader's words; empty where nothing is to be done."""
    return say(STEPS[step]) if step in STEPS else ""


def who_word(who: Actor, speech: Speech) -> str:
    """The one who acts; empty where no one has to."""
    return "" if who is Actor.NOBODY else actor_words(who, speech.language)


def lead_of(story: DayStory, say: Say, money: Money) -> str:
    """The first sentence about a day that waits or that a person decided; empty where the state says all."""
    waiting = story.waiting
    moved = "" if waiting is None or waiting.moved_minor is None else money(waiting.moved_minor)
    sales = "" if waiting is None else money(waiting.figures.net_sales_minor)
    said = _accepted(story, say, money)
    match story.state:
        case DayState.CHANGE if moved:
            said = say("The day is in your books. A change of {amount} waits.", amount=moved)
        case DayState.CHANGE:
            said = say("The day is in your books. A change waits.")
        case DayState.PARTLY:
            said = say("A part of the day is in your books. The rest waits.")
        case DayState.EDITED if sales:
            said = f"{say(_UNREAD)} {say('talech has net sales of {amount}.', amount=sales)}"
        case DayState.EDITED:
            said = say(_UNREAD)
        case DayState.FAILED if story.lies is Lies.IN_THE_BOOKS:
            said = say("The day is in your books as it was posted before.")
        case DayState.HELD if sales:
            said = say("The day is not in your books. Net sales of {amount} wait.", amount=sales)
        case DayState.HELD | DayState.FAILED | DayState.REMOVED if story.lies is Lies.OUTSIDE:
            said = say("The day is not in your books.")
    return said


def lead_of_several(stories: Sequence[DayStory], currency: str, speech: Speech) -> str:
    """The same of several days that wait for one reason: those outside the books, then those whose change waits."""

    def money(minor: int) -> str:
        return speech.money(minor, currency)

    if len(stories) == 1:
        return lead_of(stories[0], speech.say, money)
    outside = [story.waiting for story in stories if story.lies is Lies.OUTSIDE]
    unread = sum(story.lies is Lies.UNREAD for story in stories)
    inside = [story.waiting for story in stories if story.lies not in {Lies.OUTSIDE, Lies.UNREAD}]
    edited = speech.count(
        "{count} day has a document that a person changed in QuickBooks.",
        "{count} days have a document that a person changed in QuickBooks.",
        unread,
    )
    said = (_of_new_days(outside, speech, money), _of_changes(inside, speech, money), edited if unread else "")
    return " ".join(filter(None, said))


def _of_new_days(waiting: Sequence[WaitingChange | None], speech: Speech, money: Money) -> str:
    """What waits outside the books; no amount unless that of every day is on record."""
    if not waiting:
        return ""
    sales = [each.figures.net_sales_minor for each in waiting if each is not None]
    if len(sales) < len(waiting):
        return speech.count("{count} day is not in your books.", "{count} days are not in your books.", len(waiting))
    return speech.count(
        "{count} day is not in your books: net sales of {amount} wait.",
        "{count} days are not in your books: net sales of {amount} wait.",
        len(waiting),
        amount=money(sum(sales)),
    )


def _of_changes(waiting: Sequence[WaitingChange | None], speech: Speech, money: Money) -> str:
    """The same of days in the books whose change waits."""
    if not waiting:
        return ""
    moved = [each.moved_minor for each in waiting if each is not None and each.moved_minor is not None]
    if len(moved) < len(waiting):
        return speech.count(
            "{count} day is in your books, and a change waits.",
            "{count} days are in your books, and changes wait.",
            len(waiting),
        )
    return speech.count(
        "{count} day is in your books, and a change of {amount} waits.",
        "{count} days are in your books, and changes of {amount} wait.",
        len(waiting),
        amount=money(sum(moved)),
    )


def _accepted(story: DayStory, say: Say, money: Money) -> str:
    if story.accepted_minor is None:
        return ""
    if not story.accepted_minor:
        return say("The day is in your books as it was edited in QuickBooks.")
    return say(_MORE if story.accepted_minor > 0 else _LESS, amount=money(abs(story.accepted_minor)))
