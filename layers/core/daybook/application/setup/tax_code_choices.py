"""The merchant's choice of tax codes: whether sales forms have tax codes or tax lines, and the code of each tax set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, Self

from daybook.application.company.lists import ListSystems, company_tax_codes
from daybook.application.days.sample_day import SampleSystems, sample_day, sample_postings
from daybook.application.mapping.taxes.tax_choices import (
    TaxEffect,
    TaxSetChoice,
    sets_of,
    tax_effect,
    tax_of,
    tax_set_choices,
)
from daybook.application.mapping.taxes.tax_codes import (
    ProposedTaxCodes,
    TaxCodesRefusedError,
    mapped_tax_codes,
    propose_tax_codes,
)
from daybook.application.setup.taxes import recommends_tax_codes
from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode
from daybook.domain.company.connection import Connection, LocationMode
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.balanced_lines import Posting
from daybook.domain.proposals.taxes import TaxCodeCandidate

CODES, LINES = "codes", "lines"


class TaxSystems(ListSystems, SampleSystems, Protocol):
    """The systems that the choice of tax codes needs."""


class Missing(StrEnum):
    """The missing part of the answers."""

    USE = "use"
    ANY_CODE = "any_code"
    CODE_OF_SET = "code_of_set"
    UNTAXED = "untaxed"


@dataclass(frozen=True, slots=True)
class TaxAnswers:
    """The answers: with `untaxed`, the code of untaxed sales, forms have tax codes (`chosen`); else tax lines."""

    use: str
    untaxed: str
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TaxCodeChoices:
    """Everything that the page of tax codes shows.

    `met` are the tax sets on days with gaps, `answers` the present answers.
    """

    connection: Connection
    profile: MerchantProfile
    mapping: AccountMapping
    mode: LocationMode
    answers: TaxAnswers
    candidates: tuple[TaxCodeCandidate, ...]
    sample: tuple[SalesDay, ...]
    met: tuple[str, ...] = ()

    @property
    def proposed(self) -> ProposedTaxCodes:
        """The company's codes for the merchant's taxes."""
        company = self.connection.company
        return propose_tax_codes(
            self.profile.taxes, self.candidates, company.country, automated=company.automated_sales_tax
        )

    @property
    def untaxed(self) -> tuple[TaxCodeCandidate, ...]:
        """The codes that add no tax."""
        return self.proposed.untaxed

    @property
    def choices(self) -> tuple[TaxSetChoice, ...]:
        """One choice per set of taxes."""
        met = {*self.met, *sets_of(self.sample)}
        own_lines = [tax.id for tax in self.proposed.own_lines]
        return tax_set_choices(self.profile.taxes, self.candidates, met, self.answers.chosen, own_lines)

    @property
    def any_code(self) -> bool:
        """Whether the company has a code for any of the merchant's taxes."""
        return any(choice.possible for choice in self.choices)

    @property
    def recommended(self) -> str:
        """The recommended answers for this company."""
        return CODES if self.any_code and recommends_tax_codes(self.connection) else LINES

    def typed(self, form: Mapping[str, str]) -> Self:
        """The same choices with the answers of a submitted form, so that nothing typed is lost."""
        if "use" not in form:
            return self
        chosen = {choice.key: form.get(f"code.{choice.key}", choice.selected) for choice in self.choices}
        kept = {key: code for key, code in chosen.items() if code}
        return replace(self, answers=TaxAnswers(form["use"], form.get("untaxed", ""), kept))

    def missing(self) -> tuple[tuple[Missing, str], ...]:
        """The missing parts of the answers; for a tax set its key."""
        if self.answers.use not in {CODES, LINES}:
            return ((Missing.USE, ""),)
        if self.answers.use == LINES:
            return ()
        if not self.any_code:
            return ((Missing.ANY_CODE, ""),)
        undecided = (choice.key for choice in self.choices if choice.asks and not choice.selected)
        sets = tuple((Missing.CODE_OF_SET, key) for key in undecided)
        is_known = self.answers.untaxed in {code.id for code in self.untaxed}
        return sets if is_known else (*sets, (Missing.UNTAXED, ""))

    def answered(self) -> TaxAnswers:
        """The answers to store: only sets for which a person had to choose; the rates decide the others."""
        chosen = {choice.key: choice.selected for choice in self.choices if choice.selected and is_open(choice)}
        lines = self.answers.use == LINES
        return replace(self.answers, untaxed="" if lines else self.answers.untaxed, chosen=chosen)

    @property
    def lines(self) -> Mapping[str, tuple[str, int]]:
        """The sample day with taxes as lines: account name and minor units, by tax id."""
        found = {}
        for tax_id, minor in tax_of(self._postings(self.mapping)).items():
            account = self.mapping.account_for(Role(RoleKind.TAX, tax_id)) or self.mapping.suspense_account
            found[tax_id] = (self.mapping.account_names.get(account, account), minor)
        return found

    @property
    def effect(self) -> TaxEffect | None:
        """The sample day with codes: the amounts of each rate, and the sets without a code."""
        mapping = replace(self.mapping, tax_codes=self._codes())
        postings = self._postings(mapping)
        return tax_effect(postings, mapping) if mapping.tax_codes and postings else None

    def _postings(self, mapping: AccountMapping) -> tuple[Posting, ...]:
        return sample_postings(self.sample, mapping, self.mode, self.connection.language)

    def _codes(self) -> Mapping[str, MappedTaxCode]:
        """The codes that would be used; the code of untaxed sales changes no figure of the day."""
        known = {code.id for code in self.untaxed}
        untaxed = self.answers.untaxed if self.answers.untaxed in known else next(iter(sorted(known)), "")
        chosen = {choice.key: choice.selected for choice in self.choices if choice.selected and choice.possible}
        company = self.connection.company
        try:
            return mapped_tax_codes(
                self.profile.taxes,
                self.candidates,
                company.country,
                untaxed,
                automated=company.automated_sales_tax,
                chosen=chosen,
            )
        except TaxCodesRefusedError:
            return {}


def tax_code_choices(
    connection: Connection,
    profile: MerchantProfile,
    systems: TaxSystems,
    *,
    mapping: AccountMapping,
    mode: LocationMode,
    answers: TaxAnswers,
    met: Iterable[str] = (),
) -> TaxCodeChoices:
    """The choices of tax codes; the codes are read from QuickBooks when they are first needed.

    If no tax has a code, taxes stay lines.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    candidates, sample = company_tax_codes(connection, systems), sample_day(profile, systems)
    found = TaxCodeChoices(connection, profile, mapping, mode, answers, candidates, sample, tuple(met))
    return found if found.any_code else replace(found, answers=replace(answers, use=LINES))


def is_open(choice: TaxSetChoice) -> bool:
    """Whether a person must choose: there are several codes, or one whose name is of another tax."""
    return choice.asks or len(choice.possible) > 1 or bool(choice.possible and not choice.selected)
