"""The parts of the error catalogue: an entry, the actor who must act on it, and its text in one language."""

from dataclasses import dataclass
from enum import StrEnum

from daybook.domain.catalogue.phrases import Phrase
from daybook.domain.errors import Condition, HoldReason, Refusal


class Actor(StrEnum):
    """Who has to act."""

    MERCHANT = "merchant"
    ACCOUNTANT = "accountant"
    OPERATOR = "operator"
    DEVELOPER = "developer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry in one language: what happened, the one thing to do, and who does it."""

    title: str
    happened: str
    action: str
    who: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One error that people can meet.

    Attributes:
        code: stable for ever, like `DB-1203`.
        who: who has to act.
        holds, refusals, conditions: the reasons that this entry explains.
        faults: the QuickBooks fault codes that this entry explains (docs/quickbooks.md 3.3).
        refines: the hold reasons for which this entry's fault is more exact than the reason.
    """

    code: str
    who: Actor
    holds: frozenset[HoldReason]
    refusals: frozenset[Refusal]
    conditions: frozenset[Condition]
    faults: frozenset[int]
    refines: frozenset[HoldReason]
    title: Phrase
    happened: Phrase
    action: Phrase
    who_acts: Phrase

    def text(
        self,
        language: str,
        *,
        day: str = "",
        days: str = "",
        location: str = "",
        amount: str = "",
        company: str = "",
        expected: str = "",
        since: str = "",
    ) -> EntryText:
        """The text for a reader; pass values as the reader should see them. Parts whose value is unknown are left out.

        `language` is a tag like `fr`, `fr-CA` or `en`; `days` says how many days it is about, where they are several.
        """
        values = {"day": day, "days": days, "location": location, "amount": amount}
        values |= {"company": company, "expected": expected, "since": since}
        said = (each.say(values, language) for each in (self.title, self.happened, self.action, self.who_acts))
        return EntryText(*said)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every reason and fault that this entry explains, sorted: `hold:not_tied`, `quickbooks:6200`."""
        named = (("hold", self.holds), ("refusal", self.refusals), ("condition", self.conditions))
        names = [f"{kind}:{key}" for kind, keys in named for key in sorted(keys)]
        return (*names, *(f"quickbooks:{code}" for code in sorted(self.faults)))
