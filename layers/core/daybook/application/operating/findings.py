"""What a check of a deployment found: one line for the operator, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended. `not_checked`: it could not be made here, and the reason is what was found."""

    OK = "ok"
    WRONG = "wrong"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. Texts are English of the catalogue, with `{names}` for `values`; no secret is ever among them."""

    check: str
    verdict: Verdict
    found: str
    next_step: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def ok(check: str, found: str, **values: object) -> Finding:
    """All is well; `found` says with what."""
    return Finding(check, Verdict.OK, found, values=values)


def wrong(check: str, found: str, next_step: str, **values: object) -> Finding:
    """Something must be done."""
    return Finding(check, Verdict.WRONG, found, next_step, values)


def not_checked(check: str, found: str, next_step: str = "", **values: object) -> Finding:
    """It could not be looked at."""
    return Finding(check, Verdict.NOT_CHECKED, found, next_step, values)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong; what could not be checked is not."""
    return all(finding.verdict is not Verdict.WRONG for finding in findings)
