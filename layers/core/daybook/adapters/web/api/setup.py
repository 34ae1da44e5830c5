"""Calls about the setup: answers, the preview of the merchant's own day, and the confirmation."""

from dataclasses import replace

from daybook.adapters.web.api.accounts import proposal_body, suitable_account
from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_accounts import choices_of
from daybook.adapters.web.setup.setup_frame import open_setup
from daybook.application.company.lists import company_lists, company_tax_codes
from daybook.application.days.sample_day import sample_day, sample_effect, sample_postings
from daybook.application.mapping.draft_mapping import draft, propose
from daybook.application.mapping.taxes.tax_codes import mapped_tax_codes
from daybook.application.setup.finish_setup import KIND_WITHOUT_ANSWER, RECOMMENDED_MODE, finish_setup
from daybook.application.setup.recommend import accept_recommended, recommended_kind
from daybook.application.setup.taxes import setup_codes_if_any
from daybook.contracts.http.setup import EffectBody, PreviewBody, SetupAnswersBody, SetupBody
from daybook.domain.company.setup import CREATE_PROPOSED, ON_FIRST_USE, Setup, SetupStep
from daybook.domain.posting.documents import CHOSEN_KINDS


def setup(visit: Visit) -> SetupBody:
    """The answers so far, and what is proposed for every role."""
    return _body(open_setup(visit), visit)


def answer(visit: Visit, body: SetupAnswersBody) -> SetupBody:
    """Take answers over; what is left out stays as it is."""
    _check_open(visit)
    _check(body, visit)
    _check_tax_codes(body, visit)
    given = {name: value for name, value in body if value is not None and name != "accounts"}
    changed = replace(visit.setup, **given).with_accounts(body.accounts or {})
    answered = frozenset(step for name, step in _STEPS.items() if getattr(body, name) is not None)
    changed = replace(changed, answered=changed.answered | answered)
    visit.save_setup(changed)
    return _body(changed, visit)


def preview(visit: Visit) -> PreviewBody:
    """The merchant's newest day with sales as it would be posted now. Nothing is written."""
    chart = company_lists(visit.connection, visit.systems).chart
    setup = visit.setup if visit.setup.finished_at else _recommended(visit)
    plan = draft(visit.profile, chart, setup, visit.session.language)
    codes = setup_codes_if_any(visit.connection, visit.profile, setup, visit.systems)
    mapping = replace(plan.preview, tax_codes=codes)
    kind, mode = setup.document_kind or KIND_WITHOUT_ANSWER, setup.location_mode or RECOMMENDED_MODE
    sample = sample_day(visit.profile, visit.systems)
    postings = sample_postings(sample, mapping, mode, visit.connection.language)
    return PreviewBody(
        business_date=sample[0].business_date if sample else None,
        currency=visit.connection.company.home_currency,
        documents=len(postings),
        effect=tuple(
            EffectBody(account=name, amount_minor=minor)
            for name, minor in sample_effect(postings, mapping, kind).items()
        ),
        accounts_to_create=tuple(account.label for account in plan.to_create),
    )


def confirm(visit: Visit) -> SetupBody:
    """Create the accounts that are missing and store the choices; what was not answered is as recommended.

    A sales form that was chosen without an `untaxed_code` keeps taxes as lines. Confirmed twice nothing more changes.
    """
    complete = visit.setup if visit.setup.finished_at else _recommended(visit)
    finish_setup(visit.connection, visit.profile, complete, visit.session.language, visit.systems)
    return _body(visit.systems.setups.setup(visit.merchant_id), visit)


_STEPS = {
    "location_mode": SetupStep.STORES,
    "document_kind": SetupStep.DOCUMENT,
    "one_revenue_account": SetupStep.REVENUE,
    "accounts": SetupStep.REVENUE_ACCOUNTS,
    "untaxed_code": SetupStep.TAXES,
    "classes": SetupStep.TRACKING,
}


def _recommended(visit: Visit) -> Setup:
    found = recommended_kind(visit.connection, visit.profile, visit.systems)
    return accept_recommended(open_setup(visit), visit.profile, company_lists(visit.connection, visit.systems), found)


def _check_open(visit: Visit) -> None:
    if open_setup(visit).finished_at is not None:
        raise WishRefusedError("the setup is confirmed: change the mapping or the settings instead")


def _check(body: SetupAnswersBody, visit: Visit) -> None:
    if body.document_kind is not None and body.document_kind not in CHOSEN_KINDS:
        raise WishRefusedError(f"{body.document_kind} follows from an invoice day below zero: no choice")
    choices = choices_of(visit)
    for role, choice in (body.accounts or {}).items():
        if choice == ON_FIRST_USE and role in choices.unseen:
            continue
        if choice != CREATE_PROPOSED:
            suitable_account(role, choice, choices)
        elif role not in choices.new_accounts:
            raise WishRefusedError(f"nothing is proposed for a role {role!r}")
    lists, places = company_lists(visit.connection, visit.systems), {place.id for place in visit.profile.locations}
    for chosen, entries in ((body.classes, lists.classes), (body.departments, lists.departments)):
        unknown = set(chosen or {}) - places | set((chosen or {}).values()) - {entry.id for entry in entries}
        if unknown:
            raise WishRefusedError(f"not a location, class or department of this merchant: {sorted(unknown)}")


def _check_tax_codes(body: SetupAnswersBody, visit: Visit) -> None:
    untaxed = visit.setup.untaxed_code if body.untaxed_code is None else body.untaxed_code
    chosen = dict(visit.setup.tax_codes) if body.tax_codes is None else body.tax_codes
    if not untaxed or (body.untaxed_code is None and body.tax_codes is None):
        return
    candidates = company_tax_codes(visit.connection, visit.systems)
    mapped_tax_codes(visit.profile.taxes, candidates, visit.connection.company.country, untaxed, chosen=chosen)


def _body(found: Setup, visit: Visit) -> SetupBody:
    chart = company_lists(visit.connection, visit.systems).chart
    proposals = propose(visit.profile, chart, found, visit.session.language)
    return SetupBody(
        location_mode=found.location_mode,
        document_kind=found.document_kind,
        one_revenue_account=found.one_revenue_account,
        accounts=dict(found.accounts),
        departments=dict(found.departments),
        classes=dict(found.classes),
        untaxed_code=found.untaxed_code,
        tax_codes=dict(found.tax_codes),
        answered=tuple(step for step in SetupStep if step in found.answered),
        finished=found.finished_at is not None,
        proposals=tuple(proposal_body(proposal, visit) for proposal in proposals),
        on_first_use=tuple(each.role for each in proposals if found.waits_for_first_use(each.role)),
    )
