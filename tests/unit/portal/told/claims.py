"""Each sentence that pages, mails, commands and files have for a day, and what must be true of the day to say it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from daybook.adapters.web.words.speech import speech_for
from daybook.domain.catalogue.error_catalogue import entry_for_condition
from daybook.domain.errors import Condition
from daybook.domain.nouns import STATE_MEANINGS, STATES
from daybook.domain.words import say
from unit.portal.merchant import NEWEST, QUEEN
from unit.portal.told.day_truth import books, in_the_ledger, is_a_part, talech

_AMOUNT = r"(-?\$?[\d, ]+[.,]\d\d(?: \$)?)"


@dataclass(frozen=True)
class Truth:
    """The day in the ledger and at talech; `reported_more` is what talech's report has beyond its orders."""

    is_there: bool
    is_a_part: bool
    books: object
    talech: object
    reported_more: int

    @property
    def is_equal(self):
        return self.books == self.talech and not self.reported_more


def truth_of(world):
    known, told = books(world), talech(world)
    reported = world.sales.days.get((QUEEN, NEWEST))
    gross = reported.control.fields.get("grossRevenue", 0) if told and reported.control else 0
    more = gross - told.net_sales if told else 0
    return Truth(bool(in_the_ledger(world)), is_a_part(world), known, told, more)


@dataclass(frozen=True)
class Claim:
    """A message of the product, what must hold for it, and the amount that it may name, in minor units."""

    message: str
    holds: Callable[[Truth], bool]
    amount: Callable[[Truth], int] | None = None

    def said_in(self, text, language):
        """Each time the text says it: the amount as it is written, or nothing."""
        said = re.escape(plain(say(self.message, language))).replace(re.escape("{amount}"), _AMOUNT)
        said = said.replace(re.escape("{figures}"), ".+?")
        return [found[1] if found.groups() else "" for found in re.finditer(said, plain(text))]

    def written(self, truth, language):
        """The amount as a page writes it, and as a command does, which names no currency."""
        if self.amount is None:
            return {""}
        money = plain(speech_for(language, "CA").money(self.amount(truth), "CAD"))
        return {money, money.strip("$ ")}


def plain(text):
    """The text with one kind of space."""
    return " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


def inside(truth):
    return truth.is_there and not truth.is_a_part


def outside(truth):
    return not truth.is_there


def _moved(truth):
    return abs(truth.talech.collected - truth.books.collected)


def _more_in_books(truth):
    return truth.books.collected - truth.talech.collected - truth.reported_more


def _waiting_sales(truth):
    return truth.talech.net_sales


CLAIMS = (
    Claim("The day is in your books. A change of {amount} waits.", inside, _moved),
    Claim("The day is in your books. A change waits.", inside),
    Claim("The day is in your books as it was edited in QuickBooks.", inside),
    Claim("The day is in your books as it was posted before.", inside),
    Claim(
        "The day is in your books, with an accepted difference: they hold {amount} more than talech.",
        lambda truth: inside(truth) and _more_in_books(truth) > 0,
        _more_in_books,
    ),
    Claim(
        "The day is in your books, with an accepted difference: they hold {amount} less than talech.",
        lambda truth: inside(truth) and _more_in_books(truth) < 0,
        lambda truth: -_more_in_books(truth),
    ),
    Claim("Done: the day is in your books.", inside),
    Claim("A part of the day is in your books. The rest waits.", lambda truth: truth.is_a_part),
    Claim("The day is not in your books. Net sales of {amount} wait.", outside, _waiting_sales),
    Claim("The day is not in your books.", outside),
    Claim("Net sales of {amount} wait outside.", outside, _waiting_sales),
    Claim("talech has net sales of {amount}.", lambda truth: truth.talech is not None, _waiting_sales),
    Claim("Tied: talech, Daybook and QuickBooks say the same in every field.", lambda _: False),
    Claim("Tied in every figure that talech reports. Its report lacks: {figures}.", lambda truth: truth.is_equal),
    Claim("These days are in your books, and their proof is not on record yet.", inside),
    Claim(
        "These documents were edited in QuickBooks and kept, so Daybook does not know what is in them.",
        lambda truth: inside(truth) and not truth.is_equal,
    ),
    Claim("Its lines are not shown: their proof is not on record yet.", inside),
    Claim(STATE_MEANINGS["posted"], lambda truth: truth.is_equal),
    Claim(STATE_MEANINGS["removed"], outside),
)
# A word for the state stands alone in a cell of a table.
OF_STATES = {
    STATES["posted"]: lambda truth: truth.is_equal,
    STATES["accepted"]: lambda truth: inside(truth) and not truth.is_equal,
    STATES["gaps"]: inside,
    STATES["change"]: lambda truth: inside(truth) and not truth.is_equal,
    STATES["empty"]: lambda truth: outside(truth) and truth.talech is None,
    STATES["held"]: outside,
    STATES["missing"]: outside,
    STATES["undone"]: outside,
    STATES["removed"]: outside,
    STATES["before"]: outside,
}
# What the catalogue says of a document that a person changed.
REMOVED = entry_for_condition(Condition.DOCUMENT_REMOVED)
