"""Calls about QuickBooks' tax codes: what is proposed, and a choice from a business date on."""

from collections.abc import Iterable

from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.tax_pages import choices_in_force, forms_can_carry_codes, use_answers, waiting_days
from daybook.adapters.web.setup.setup_taxes import setup_choices
from daybook.adapters.web.words.tax_words import rate_name, reason_words, tax_set_word
from daybook.application.mapping.taxes.tax_choices import TaxSetChoice
from daybook.application.setup.tax_code_choices import CODES, LINES, TaxAnswers, TaxCodeChoices
from daybook.application.setup.taxes import asks_for_tax_codes, recommends_tax_codes
from daybook.contracts.http.taxes import (
    RateEffectBody,
    TaxCodeBody,
    TaxCodesBody,
    TaxCodesChangeBody,
    TaxRateBody,
    TaxSetBody,
)
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.tax_sets import UNTAXED
from daybook.domain.proposals.taxes import TaxCodeCandidate


def tax_codes(visit: Visit) -> TaxCodesBody:
    """How taxes reach sales forms, and the codes that are proposed."""
    return _body(visit)


def change(visit: Visit, body: TaxCodesChangeBody) -> TaxCodesBody:
    """Use tax codes from a business date on, or keep taxes as lines; forms in the books since then are amended.

    During the setup the answer belongs to `PATCH /setup`.
    """
    if _in_force(visit) is None:
        raise WishRefusedError("the setup is not confirmed: answer with untaxed_code and tax_codes of the setup")
    if not forms_can_carry_codes(visit):
        raise WishRefusedError("journal entries carry no tax codes: choose invoices or sales receipts first")
    use = CODES if body.untaxed_code else LINES
    use_answers(visit, TaxAnswers(use, body.untaxed_code or "", body.codes), body.effective_from)
    return _body(visit)


def _in_force(visit: Visit) -> AccountMapping | None:
    if visit.setup.finished_at is None:
        return None
    return visit.systems.connections.mapping_on(visit.merchant_id, visit.systems.clock.now().date())


def _body(visit: Visit) -> TaxCodesBody:
    mapping = _in_force(visit)
    if mapping is None:
        choices, kind = setup_choices(visit), visit.setup.document_kind
        available, in_use = asks_for_tax_codes(visit.profile, visit.connection, kind), visit.setup.untaxed_code
    else:
        choices, available = choices_in_force(visit, mapping), forms_can_carry_codes(visit)
        in_use = mapping.tax_codes[UNTAXED].code_id if UNTAXED in mapping.tax_codes else ""
    return TaxCodesBody(
        available=available,
        in_use=in_use or None,
        effective_from=mapping.effective_from if mapping and in_use else None,
        recommended=recommends_tax_codes(visit.connection),
        sets=tuple(_set(choice, visit) for choice in choices.choices),
        untaxed_codes=tuple(map(_code, choices.untaxed)),
        own_lines=tuple(tax.id for tax in choices.proposed.own_lines),
        one_code_a_form=choices.proposed.one_code_a_form,
        effect=tuple(_effect(choices, visit)),
        waiting_days=len(waiting_days(visit)),
    )


def _set(choice: TaxSetChoice, visit: Visit) -> TaxSetBody:
    return TaxSetBody(
        tax_set=choice.key,
        label=tax_set_word(choice.key, visit.profile, visit.speech),
        codes=tuple(_code(each.code) for each in choice.possible),
        selected=choice.selected or None,
        reason=reason_words(choice.match, visit.speech),
        undecided=choice.asks and not choice.selected,
    )


def _code(code: TaxCodeCandidate) -> TaxCodeBody:
    rates = tuple(TaxRateBody(name=rate.name, percent=rate.percent) for rate in code.rates)
    return TaxCodeBody(id=code.id, name=code.name, rates=rates)


def _effect(choices: TaxCodeChoices, visit: Visit) -> Iterable[RateEffectBody]:
    found = choices.effect
    for each in found.rates if found else ():
        yield RateEffectBody(
            rate=rate_name(each.rate.rate_id, choices.candidates)
            or tax_set_word(each.rate.tax_id, visit.profile, visit.speech),
            percent=each.rate.percent,
            base_minor=each.base_minor,
            tax_minor=each.amount_minor,
        )
