"""Recommends a kind of document: where tax returns need tax codes, the one that keeps QuickBooks' own return complete.

A form is recommended only if nothing is left to ask (docs/decisions 128): a wrong code is worse than an empty report.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from daybook.application.company.lists import company_tax_codes
from daybook.application.days.sample_day import sample_day
from daybook.application.mapping.taxes.tax_choices import sets_of, tax_set_choices
from daybook.application.mapping.taxes.tax_codes import flat_taxes, propose_tax_codes
from daybook.application.setup.finish_setup import KIND_WITHOUT_ANSWER, RECOMMENDED_MODE
from daybook.application.setup.tax_code_choices import TaxSystems, is_open
from daybook.application.setup.taxes import asks_for_tax_codes
from daybook.application.setup.tracking import with_proposed_tracking
from daybook.domain.company.connection import Connection
from daybook.domain.company.lists import CompanyLists
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind

_RETURNS_BY_CODE = frozenset({"CA", "GB", "IE"})
# Its payments name their account themselves; on a receipt an item would have to (docs/quickbooks.md 13.15).
_FORM = DocumentKind.INVOICE


class Question(StrEnum):
    """What a person would have to choose before forms could carry tax codes."""

    TAX = "tax"
    UNTAXED = "untaxed"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The kind to recommend. `untaxed_code` is the tax code of untaxed sales, by id and name, for a form.

    `question` is why it is the entry although forms would complete the return; `names` are the taxes without one clear
    code, or the codes that untaxed sales could have.
    """

    kind: DocumentKind
    untaxed_code: str = ""
    question: Question | None = None
    names: tuple[str, ...] = ()


def recommended_kind(connection: Connection, profile: MerchantProfile, systems: TaxSystems) -> Recommendation:
    """The recommendation for a merchant; tax codes are read from QuickBooks once, in countries that need them.

    Raises:
        NeedsAttentionError: QuickBooks no longer lets us in.
        RetriableError: QuickBooks did not answer.
    """
    country = connection.company.country
    if country not in _RETURNS_BY_CODE or not asks_for_tax_codes(profile, connection, _FORM):
        return Recommendation(KIND_WITHOUT_ANSWER)
    candidates = company_tax_codes(connection, systems)
    choices = tax_set_choices(profile.taxes, candidates, sets_of(sample_day(profile, systems)), {})
    unclear = [tax for choice in choices if is_open(choice) or not choice.selected for tax in choice.taxes]
    if names := tuple(dict.fromkeys(tax.name for tax in (*unclear, *flat_taxes(profile.taxes)))):
        return Recommendation(KIND_WITHOUT_ANSWER, question=Question.TAX, names=names)
    untaxed = propose_tax_codes(profile.taxes, candidates, country).untaxed
    names = tuple(code.name for code in untaxed)
    if len(untaxed) != 1:
        return Recommendation(KIND_WITHOUT_ANSWER, question=Question.UNTAXED, names=names)
    return Recommendation(_FORM, untaxed[0].id, names=names)


def accept_recommended(
    setup: Setup, profile: MerchantProfile, lists: CompanyLists, recommendation: Recommendation
) -> Setup:
    """Everything as it is recommended, down to the review; answers given before stay.

    The tax code of untaxed sales is recommended with a recommended form alone. For a form that the merchant chose, a
    page of tax codes without an answer stays open.
    """
    asked_nothing = setup.document_kind is None and SetupStep.TAXES not in setup.answered
    kind, untaxed = setup.document_kind or KIND_WITHOUT_ANSWER, setup.untaxed_code
    if asked_nothing:
        kind, untaxed = recommendation.kind, recommendation.untaxed_code
    open_steps = {SetupStep.REVIEW, *(() if untaxed else (SetupStep.TAXES,))} - setup.answered
    return replace(
        with_proposed_tracking(setup, profile, lists),
        location_mode=setup.location_mode or RECOMMENDED_MODE,
        document_kind=kind,
        untaxed_code=untaxed,
        answered=frozenset(SetupStep) - open_steps,
    )
