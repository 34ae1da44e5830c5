"""What persons said of notices, as it is kept for a merchant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from daybook.domain.unusual.days import Answer
from daybook.domain.unusual.rules import Rule


@dataclass(frozen=True, slots=True)
class AnsweredNotices:
    """Answers by store, business date and rule, in one text: `304267:1 2026-03-07 far_off`."""

    answers: Mapping[str, Answer] = field(default_factory=dict)

    def of(self, location_id: str) -> dict[tuple[date, Rule], Answer]:
        """The answers for one store."""
        found = {}
        for key, answer in self.answers.items():
            store, on, rule = key.split(" ")
            if store == location_id:
                found[date.fromisoformat(on), Rule(rule)] = answer
        return found

    def with_answer(self, location_id: str, on: date, rule: Rule, answer: Answer) -> Self:
        """These answers and one more."""
        return replace(self, answers={**self.answers, f"{location_id} {on} {rule}": answer})
