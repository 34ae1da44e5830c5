"""A day's story in one sentence: the same on pages, in mails and on the command line."""

from collections.abc import Callable, Sequence

from daybook.adapters.web.words.speech import Speech
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies

Say = Callable[..., str]
"""Says a message in the reader's language, `{names}` in it replaced."""
Money = Callable[[int], str]
"""Writes an amount of minor units as the reader does."""


def lead_of(story: DayStory, say: Say, money: Money) -> str:
    """The first sentence about a day that waits or that a person decided; empty where the state says all."""
    waiting = story.waiting
    moved = "" if waiting is None or waiting.moved_minor is None else money(waiting.moved_minor)
    match story.state:
        case DayState.CHANGE if moved:
            return say("The day is in your books. A change of {amount} waits.", amount=moved)
        case DayState.CHANGE:
            return say("The day is in your books. A change waits.")
        case DayState.PARTLY:
            return say("A part of the day is in your books. The rest waits.")
        case DayState.HELD if waiting is not None:
            sales = money(waiting.figures.net_sales_minor)
            return say("The day is not in your books. Net sales of {amount} wait.", amount=sales)
        case DayState.HELD:
            return say("The day is not in your books.")
    return _accepted(story, say, money)


def lead_of_several(stories: Sequence[DayStory], currency: str, speech: Speech) -> str:
    """The same of several days that wait for one reason: those outside the books, then those whose change waits."""

    def money(minor: int) -> str:
        return speech.money(minor, currency)

    if len(stories) == 1:
        return lead_of(stories[0], speech.say, money)
    outside = [story.waiting for story in stories if story.lies is Lies.OUTSIDE]
    inside = [story.waiting for story in stories if story.lies is not Lies.OUTSIDE]
    sales = [each.figures.net_sales_minor for each in outside if each is not None]
    moved = [each.moved_minor for each in inside if each is not None and each.moved_minor is not None]
    said = []
    if sales and len(sales) == len(outside):
        said.append(
            speech.count(
                "{count} day is not in your books: net sales of {amount} wait.",
                "{count} days are not in your books: net sales of {amount} wait.",
                len(outside),
                amount=money(sum(sales)),
            )
        )
    elif outside:
        said.append(
            speech.count("{count} day is not in your books.", "{count} days are not in your books.", len(outside))
        )
    if moved and len(moved) == len(inside):
        said.append(
            speech.count(
                "{count} day is in your books, and a change of {amount} waits.",
                "{count} days are in your books, and changes of {amount} wait.",
                len(inside),
                amount=money(sum(moved)),
            )
        )
    elif inside:
        said.append(
            speech.count(
                "{count} day is in your books, and a change waits.",
                "{count} days are in your books, and changes wait.",
                len(inside),
            )
        )
    return " ".join(said)


def _accepted(story: DayStory, say: Say, money: Money) -> str:
    if story.accepted_minor is None:
        return ""
    if not story.accepted_minor:
        return say("The day is in your books as it was edited in QuickBooks.")
    amount = money(story.accepted_minor)
    return say("The day is in your books, with an accepted difference of {amount} to talech.", amount=amount)
