"""What the pages of tax codes show, in the setup and after it: a code per set of taxes, and the merchant's own day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from daybook.adapters.web.requests import Problem
from daybook.adapters.web.tax_words import (
    code_word,
    percent_word,
    rate_name,
    reason_words,
    tax_set_word,
    tax_set_words,
)
from daybook.adapters.web.visit import Visit
from daybook.application.codes_of_sets import ProposedTaxCodes, TaxCodesRefusedError, codes_of_sets, propose_tax_codes
from daybook.application.company_lists import company_tax_codes
from daybook.application.sample_day import sample_day, sample_postings
from daybook.application.setup_taxes import recommends_tax_codes
from daybook.application.tax_choices import TaxEffect, TaxSetChoice, sets_of, tax_effect, tax_of, tax_set_choices
from daybook.domain.connection import LocationMode
from daybook.domain.mapping import AccountMapping, MappedTaxCode
from daybook.domain.merchant import MerchantProfile
from daybook.domain.posting import Posting
from daybook.domain.proposals.taxes import TaxCodeCandidate
from daybook.domain.roles import Role, RoleKind
from daybook.domain.sales import SalesDay

CODES, LINES = "codes", "lines"


@dataclass(frozen=True, slots=True)
class TaxAnswers:
    """How taxes reach a form: with `untaxed`, the code of sales without tax, and `chosen` ones; or as lines."""

    use: str
    untaxed: str
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TaxDesk:
    """One page of tax codes, everything it needs read once.

    `met` are the tax sets that days with gaps bear, `answers` what holds so far.
    """

    visit: Visit
    mapping: AccountMapping
    mode: LocationMode
    answers: TaxAnswers
    candidates: tuple[TaxCodeCandidate, ...]
    sample: tuple[SalesDay, ...]
    met: tuple[str, ...] = ()

    @property
    def proposed(self) -> ProposedTaxCodes:
        """What the company has for the merchant's taxes."""
        company = self.visit.connection.company
        return propose_tax_codes(
            self._profile.taxes, self.candidates, company.country, automated=company.automated_sales_tax
        )

    @property
    def untaxed(self) -> tuple[TaxCodeCandidate, ...]:
        """The codes that add no tax."""
        return self.proposed.untaxed

    @property
    def choices(self) -> tuple[TaxSetChoice, ...]:
        """One decision per set of taxes."""
        met = {*self.met, *sets_of(self.sample)}
        own_lines = [tax.id for tax in self.proposed.own_lines]
        return tax_set_choices(self._profile.taxes, self.candidates, met, self.answers.chosen, own_lines)

    @property
    def any_code(self) -> bool:
        """Whether the company has a code for any of the merchant's taxes."""
        return any(choice.possible for choice in self.choices)

    def with_form(self) -> Self:
        """The same page with what was typed, so that nothing typed is lost."""
        form = self.visit.request.form
        if "use" not in form:
            return self
        chosen = {choice.key: form.get(f"code.{choice.key}", choice.selected) for choice in self.choices}
        kept = {key: code for key, code in chosen.items() if code}
        return replace(self, answers=TaxAnswers(form["use"], form.get("untaxed", ""), kept))

    def problems(self) -> tuple[Problem, ...]:
        """What is missing before these answers can be used."""
        say = self.visit.speech.say
        if self.answers.use not in {CODES, LINES}:
            return (Problem("use", say("Choose how taxes should reach your books.")),)
        if self.answers.use == LINES:
            return ()
        return tuple(self._missing_codes())

    def answered(self) -> TaxAnswers:
        """The answers, where a person had something to choose: what is plain follows from the rates by itself."""
        chosen = {choice.key: choice.selected for choice in self.choices if choice.selected and _is_open(choice)}
        lines = self.answers.use == LINES
        return replace(self.answers, untaxed="" if lines else self.answers.untaxed, chosen=chosen)

    def values(self) -> dict[str, Any]:
        """What the templates show."""
        speech = self.visit.speech
        choices = self.choices
        return {
            "use": self.answers.use,
            "recommended": CODES if self.any_code and recommends_tax_codes(self.visit.connection) else LINES,
            "any_code": self.any_code,
            "sets": [self._set(choice) for choice in choices],
            "untaxed": self.answers.untaxed,
            "untaxed_codes": [{"id": code.id, "name": code_word(code, speech)} for code in self.untaxed],
            "untaxed_names": ", ".join(code.name for code in self.untaxed),
            "own_lines": ", ".join(tax.name for tax in self.proposed.own_lines),
            "one_code": self.proposed.one_code_a_form and len(choices) > 1,
            "lines": self._lines(),
            "effect": self._effect_words(),
        }

    def _missing_codes(self) -> Iterable[Problem]:
        say = self.visit.speech.say
        if not self.any_code:
            yield Problem(
                "use", say("No code of your company has the rates of your taxes. Keep them as lines for now.")
            )
            return
        for choice in self.choices:
            if choice.asks and not choice.selected:
                label = tax_set_word(choice.key, self._profile, self.visit.speech)
                yield Problem(f"code.{choice.key}", say("Choose a code for “{label}”.", label=label))
        if self.answers.untaxed not in {code.id for code in self.untaxed}:
            yield Problem("untaxed", say("Choose the code for sales without tax. Your accountant knows which."))

    def _set(self, choice: TaxSetChoice) -> dict[str, Any]:
        speech, match = self.visit.speech, choice.match
        percents = [tax.rate for tax in choice.taxes if tax.rate is not None]
        return {
            "name": f"code.{choice.key}",
            "label": tax_set_word(choice.key, self._profile, speech),
            "rates": " + ".join(percent_word(_percent(rate), speech) for rate in percents),
            "code": code_word(match.code, speech) if match and choice.selected else "",
            "reason": reason_words(match, speech),
            "selected": choice.selected,
            "asks": choice.asks,
            "open": _is_open(choice),
            "options": [{"id": each.code.id, "name": code_word(each.code, speech)} for each in choice.possible],
        }

    def _postings(self, mapping: AccountMapping) -> tuple[Posting, ...]:
        return sample_postings(self.sample, mapping, self.mode, self.visit.connection.language)

    def _lines(self) -> list[dict[str, str]]:
        """The merchant's own day with taxes as lines: each on the account it has."""
        names = {tax.id: tax.name for tax in self._profile.taxes}
        lines = []
        for tax_id, minor in tax_of(self._postings(self.mapping)).items():
            account = self.mapping.account_for(Role(RoleKind.TAX, tax_id)) or self.mapping.suspense_account
            lines.append(
                {
                    "tax": names.get(tax_id, tax_id),
                    "account": self.mapping.account_names.get(account, account),
                    "amount": self._money(minor),
                }
            )
        return lines

    @property
    def effect(self) -> TaxEffect | None:
        """The same day with the codes: what each rate receives, and whether a set of it has no code."""
        mapping = replace(self.mapping, tax_codes=self._codes())
        postings = self._postings(mapping)
        return tax_effect(postings, mapping) if mapping.tax_codes and postings else None

    def _effect_words(self) -> dict[str, Any] | None:
        found, speech = self.effect, self.visit.speech
        if found is None:
            return None
        return {
            "rates": [
                {
                    # A code that is mapped as a whole has no rate of its own: the tax is what people know.
                    "name": rate_name(each.rate.rate_id, self.candidates)
                    or tax_set_word(each.rate.tax_id, self._profile, speech),
                    "percent": percent_word(each.rate.percent, speech),
                    "base": self._money(each.base_minor),
                    "amount": self._money(each.amount_minor),
                }
                for each in found.rates
            ],
            "untaxed": self._money(found.untaxed_minor),
            "total": self._money(sum(each.amount_minor for each in found.rates)),
            "uncoded": tax_set_words(found.uncoded, self._profile, speech),
            "crowded": tax_set_words(found.crowded, self._profile, speech),
        }

    def _codes(self) -> Mapping[str, MappedTaxCode]:
        """The codes that would be used; which code untaxed sales have changes no figure of the day."""
        known = {code.id for code in self.untaxed}
        untaxed = self.answers.untaxed if self.answers.untaxed in known else next(iter(sorted(known)), "")
        chosen = {choice.key: choice.selected for choice in self.choices if choice.selected and choice.possible}
        company = self.visit.connection.company
        try:
            return codes_of_sets(
                self._profile.taxes,
                self.candidates,
                company.country,
                untaxed,
                automated=company.automated_sales_tax,
                chosen=chosen,
            )
        except TaxCodesRefusedError:
            return {}

    def _money(self, minor: int) -> str:
        return self.visit.speech.money(minor, self.visit.connection.company.home_currency)

    @property
    def _profile(self) -> MerchantProfile:
        return self.visit.profile


def tax_desk(
    visit: Visit, mapping: AccountMapping, mode: LocationMode, answers: TaxAnswers, met: Iterable[str] = ()
) -> TaxDesk:
    """The desk of a visit; the codes are read from QuickBooks when they are needed for the first time."""
    candidates = company_tax_codes(visit.connection, visit.systems)
    desk = TaxDesk(visit, mapping, mode, answers, candidates, sample_day(visit.profile, visit.systems), tuple(met))
    return desk if desk.any_code else replace(desk, answers=replace(answers, use=LINES))


def _is_open(choice: TaxSetChoice) -> bool:
    """Whether a person has something to choose: several codes, or one whose names speak against it."""
    return choice.asks or len(choice.possible) > 1 or bool(choice.possible and not choice.selected)


def _percent(rate: str) -> str:
    """talech's fraction ("0.05") as per cent ("5")."""
    return f"{Decimal(rate) * 100:f}"
