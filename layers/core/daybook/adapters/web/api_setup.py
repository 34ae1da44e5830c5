"""Calls about the setup: answers, the preview of the merchant's own day, and the confirmation."""

from collections import Counter
from dataclasses import replace

from daybook.adapters.web.api_accounts import suitable_account
from daybook.adapters.web.api_answers import WishRefusedError, new_router, refusals, visit_of
from daybook.adapters.web.setup_accounts import desk_of
from daybook.adapters.web.visit import Visit
from daybook.adapters.web.words import role_word
from daybook.application.company_lists import company_lists
from daybook.application.draft_mapping import draft, propose
from daybook.application.finish_setup import RECOMMENDED_MODE, accept_recommended, finish_setup
from daybook.application.preview_day import by_account_name
from daybook.application.sample_day import sample_day, sample_postings
from daybook.contracts.http.setup import EffectBody, PreviewBody, ProposalBody, SetupAnswersBody, SetupBody
from daybook.domain.accounts import Account
from daybook.domain.documents import CHOSEN_KINDS
from daybook.domain.proof import effect_of
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.reasons import reason_text
from daybook.domain.roles import role_from_text
from daybook.domain.setup import CREATE_PROPOSED, Setup, SetupStep

router = new_router()


@router.get("/setup", tags=["setup"], responses=refusals())
def setup() -> SetupBody:
    """The answers so far, and what is proposed for every role."""
    visit = visit_of(router.context)
    return _body(visit.setup, visit)


@router.patch("/setup", tags=["setup"], responses=refusals())
def answer(body: SetupAnswersBody) -> SetupBody:
    """Take answers over; what is left out stays as it is."""
    visit = visit_of(router.context)
    _check_open(visit)
    _check(body, visit)
    given = {name: value for name, value in body if value is not None and name != "accounts"}
    changed = replace(visit.setup, **given).with_accounts(body.accounts or {})
    answered = frozenset(step for name, step in _STEPS.items() if getattr(body, name) is not None)
    changed = replace(changed, answered=changed.answered | answered)
    visit.save_setup(changed)
    return _body(changed, visit)


@router.get("/setup/preview", tags=["setup"], responses=refusals())
def preview() -> PreviewBody:
    """The merchant's newest day with sales as it would be posted now. Nothing is written."""
    visit = visit_of(router.context)
    chart = company_lists(visit.connection, visit.ports).chart
    plan = draft(visit.profile, chart, visit.setup, visit.session.language)
    sample = sample_day(visit.profile, visit.ports)
    postings = sample_postings(sample, plan.preview, visit.setup.location_mode or RECOMMENDED_MODE)
    totals: Counter[str] = Counter()
    for posting in postings:
        totals.update(effect_of(posting.lines))
    return PreviewBody(
        business_date=sample[0].business_date if sample else None,
        currency=visit.connection.company.home_currency,
        documents=len(postings),
        effect=tuple(
            EffectBody(account=name, amount_minor=minor)
            for name, minor in by_account_name(dict(totals), plan.preview).items()
        ),
        accounts_to_create=tuple(account.name for account in plan.to_create),
    )


@router.post("/setup/confirmation", tags=["setup"], responses=refusals())
def confirm() -> SetupBody:
    """Create the accounts that are missing and store the choices; what was not answered is as recommended.

    Confirmed twice it changes nothing more.
    """
    visit = visit_of(router.context)
    complete = visit.setup if visit.setup.finished_at else accept_recommended(visit.setup)
    finish_setup(visit.connection, visit.profile, complete, visit.session.language, visit.ports)
    return _body(visit.ports.setups.setup(visit.merchant_id), visit)


_STEPS = {
    "location_mode": SetupStep.STORES,
    "document_kind": SetupStep.DOCUMENT,
    "one_revenue_account": SetupStep.REVENUE,
    "accounts": SetupStep.REVENUE_ACCOUNTS,
    "classes": SetupStep.TRACKING,
}


def _check_open(visit: Visit) -> None:
    if visit.setup.finished_at is not None:
        raise WishRefusedError("the setup is confirmed: change the mapping or the settings instead")


def _check(body: SetupAnswersBody, visit: Visit) -> None:
    if body.document_kind is not None and body.document_kind not in CHOSEN_KINDS:
        raise WishRefusedError(f"{body.document_kind} follows from an invoice day below zero: no choice")
    desk = desk_of(visit)
    for role, choice in (body.accounts or {}).items():
        if choice != CREATE_PROPOSED:
            suitable_account(role, choice, desk)
        elif role not in desk.new_accounts:
            raise WishRefusedError(f"nothing is proposed for a role {role!r}")
    lists, places = company_lists(visit.connection, visit.ports), {place.id for place in visit.profile.locations}
    for chosen, entries in ((body.classes, lists.classes), (body.departments, lists.departments)):
        unknown = set(chosen or {}) - places | set((chosen or {}).values()) - {entry.id for entry in entries}
        if unknown:
            raise WishRefusedError(f"not a location, class or department of this merchant: {sorted(unknown)}")


def _body(found: Setup, visit: Visit) -> SetupBody:
    chart = company_lists(visit.connection, visit.ports).chart
    proposals = propose(visit.profile, chart, found, visit.session.language)
    return SetupBody(
        location_mode=found.location_mode,
        document_kind=found.document_kind,
        one_revenue_account=found.one_revenue_account,
        accounts=dict(found.accounts),
        departments=dict(found.departments),
        classes=dict(found.classes),
        answered=tuple(step for step in SetupStep if step in found.answered),
        finished=found.finished_at is not None,
        proposals=tuple(_proposal(proposal, visit) for proposal in proposals),
    )


def _proposal(proposal: Proposal, visit: Visit) -> ProposalBody:
    return ProposalBody(
        role=proposal.role,
        label=role_word(role_from_text(proposal.role), visit.profile, visit.speech),
        account_id=proposal.account.id if isinstance(proposal.account, Account) else None,
        name=proposal.account.name,
        reason=reason_text(proposal.reason, visit.speech.language),
        preselected=proposal.preselected,
    )
