"""The setup's pages of accounts: sales, payments, and the rest; a new account is one more choice in every drop-down."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer, Problem, Redirect
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.account_fields import (
    ADD_NEW,
    CARD_APART,
    OPENING,
    PICK_ANOTHER,
    AccountField,
    account_fields,
)
from daybook.adapters.web.setup.setup_frame import go_on, path_of, sample_of, step_view
from daybook.application.company.lists import company_lists
from daybook.application.mapping.accounts.account_choices import AccountChoices, suitability_of
from daybook.application.mapping.draft_mapping import all_cards_account, card_tenders, new_accounts_by_role, propose
from daybook.domain.chart.tender_words import tender_word
from daybook.domain.company.setup import CREATE_PROPOSED, Setup, SetupStep
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.words import noted

ACCOUNT_STEPS = (SetupStep.REVENUE_ACCOUNTS, SetupStep.PAYMENTS, SetupStep.REST)
BY_CARD_TYPE = "by_card_type"
# One answer for every tender that has card types.
CARDS = "account.cards"
# The rest, folded: heading and kinds. What a merchant rarely touches comes last.
REST_GROUPS: tuple[tuple[str, frozenset[RoleKind]], ...] = (
    (noted("Sales taxes"), frozenset({RoleKind.TAX})),
    (noted("Tips and service charges"), frozenset({RoleKind.TIP, RoleKind.SERVICE_CHARGE})),
    (
        noted("Gift cards, store credit, house accounts and deposits"),
        frozenset({RoleKind.GIFT_CARD, RoleKind.STORE_CREDIT, RoleKind.HOUSE_ACCOUNT, RoleKind.CUSTOMER_DEPOSITS}),
    ),
    (
        noted("Discounts, comps, loyalty rewards and refunds"),
        frozenset({RoleKind.DISCOUNT, RoleKind.COMP, RoleKind.LOYALTY, RoleKind.REFUND}),
    ),
    (
        noted("Cash drawer and rounding"),
        frozenset(
            {
                RoleKind.PAID_IN,
                RoleKind.PAID_OUT,
                RoleKind.CASH_DROP,
                RoleKind.OVER_SHORT,
                RoleKind.ROUNDING,
            }
        ),
    ),
    (noted("What fits nowhere else"), frozenset({RoleKind.ADJUSTMENT, RoleKind.SUSPENSE})),
)
_REST = frozenset(kind for _, kinds in REST_GROUPS for kind in kinds)


def kinds_of(step: SetupStep) -> frozenset[RoleKind]:
    """The kinds of amounts that a page of accounts asks about."""
    return {
        SetupStep.REVENUE_ACCOUNTS: frozenset({RoleKind.REVENUE}),
        SetupStep.PAYMENTS: frozenset({RoleKind.TENDER}),
        SetupStep.REST: _REST,
    }[step]


def choices_of(visit: Visit, setup: Setup | None = None, *, with_amounts: bool = True) -> AccountChoices:
    """What the merchant can choose from on this visit.

    A page that shows no amounts asks for none: talech is read for them, every store's newest day.
    """
    setup = setup or visit.setup
    chart = company_lists(visit.connection, visit.systems).chart
    new_accounts = new_accounts_by_role(visit.profile, chart, setup, visit.session.language)
    return AccountChoices(
        chart=chart,
        suitability=suitability_of(visit.connection, visit.profile, setup, visit.systems.clock.now().date()),
        new_accounts=new_accounts,
        answers=dict(setup.accounts),
        sample=sample_of(visit) if with_amounts else (),
        unseen=frozenset(role for role in new_accounts if not setup.is_seen(role)),
        splits=setup.finished_at is None,
        apart=setup.cards_apart,
    )


def account_page(step: SetupStep) -> Callable[..., Answer]:
    """The page of a step that asks for accounts."""

    def show(visit: Visit, problems: tuple[Problem, ...] = (), setup: Setup | None = None) -> Answer:
        setup = setup or visit.setup
        fields, seen = _fields(visit, step, setup), setup.tenders_seen
        is_payments = step is SetupStep.PAYMENTS
        values = {
            "fields": fields,
            "groups": _grouped(fields, visit) if step is SetupStep.REST else (),
            "cards": _cards(visit, setup, fields) if is_payments else None,
            "unseen": _unseen(setup, fields, problems) if is_payments else (),
            "since": visit.speech.day(seen.since) if seen else "",
            "orders": seen.orders if seen else 0,
            "currency": visit.connection.company.home_currency,
        }
        return step_view(visit, step, values, problems)

    return show


def account_answer(step: SetupStep) -> Callable[..., Answer]:
    """What a page of accounts does with its answers: each is kept, whatever is still missing."""
    show = account_page(step)

    def answer(visit: Visit) -> Answer:
        fields = _fields(visit, step, visit.setup)
        cards = _card_answers(visit)
        setup = replace(visit.setup, accounts={**visit.setup.accounts, **_answers(visit, fields), **cards})
        visit.save_setup(setup)
        wanted = [(field.roles[0], visit.request.text(field.name)) for field in fields]
        for role, choice in wanted:
            if choice == CARD_APART:
                card = role_from_text(role).detail
                visit.save_setup(replace(setup, cards_apart=setup.cards_apart | {card}))
                return Redirect(path_of(step))
            if choice in {ADD_NEW, PICK_ANOTHER}:
                page = "new" if choice == ADD_NEW else "pick"
                return Redirect(f"/accounts/{page}?{urlencode({'role': role, 'back': step})}")
        problems = tuple(_problems(visit, fields, set(cards)))
        if problems:
            return show(visit, problems, setup)
        return go_on(visit, step, setup)

    return answer


def decided_with(role: Role, visit: Visit) -> tuple[str, ...]:
    """Everything that one field of the setup decides together with a role: the role alone where no field has it."""
    step = next(step for step in ACCOUNT_STEPS if role.kind in kinds_of(step))
    fields = _fields(visit, step, visit.setup)
    return next((field.roles for field in fields if str(role) in field.roles), (str(role),))


def _fields(visit: Visit, step: SetupStep, setup: Setup) -> tuple[AccountField, ...]:
    choices = choices_of(visit, setup)
    kinds = kinds_of(step)
    proposals = propose(visit.profile, choices.chart, setup, visit.session.language)
    wanted: list[Proposal] = [p for p in proposals if role_from_text(p.role).kind in kinds]
    return account_fields(wanted, choices, visit.profile, visit.speech)


def _grouped(fields: Iterable[AccountField], visit: Visit) -> tuple[dict[str, object], ...]:
    groups = []
    for heading, kinds in REST_GROUPS:
        inside = [field for field in fields if role_from_text(field.roles[0]).kind in kinds]
        open_ones = any(not field.selected for field in inside)
        if inside:
            groups.append({"heading": visit.speech.say(heading), "fields": inside, "open": open_ones})
    return tuple(groups)


def _cards(visit: Visit, setup: Setup, fields: tuple[AccountField, ...]) -> dict[str, object] | None:
    """Card tenders: one account for all types, or the fields of each type; None where the merchant takes no cards."""
    tenders = card_tenders(visit.profile)
    if not tenders:
        return None
    choices, roles = choices_of(visit, setup), [Role(RoleKind.TENDER, tender.id) for tender in tenders]
    answers = {setup.accounts.get(str(role), "") for role in roles}
    chosen = answers.pop() if len(answers) == 1 else ""
    accounts = choices.suitable(roles[0])
    known = chosen == CREATE_PROPOSED or any(account.id == chosen for account in accounts)
    return {
        "name": CARDS,
        "label": ", ".join(tender_word(tender.id, visit.speech.language, tender.label) for tender in tenders),
        "selected": chosen if known else BY_CARD_TYPE,
        "accounts": accounts,
        "new_name": ", ".join(all_cards_account(tender, visit.session.language).name for tender in tenders),
        "fields": [field for field in fields if role_from_text(field.roles[0]).detail],
        "amount_minor": choices.amount(list(map(str, roles))),
    }


def _unseen(setup: Setup, fields: Iterable[AccountField], problems: Iterable[Problem]) -> frozenset[str]:
    """The fields that can stay folded: no order that was looked at holds their tenders, and nothing is wrong there."""
    wrong = {problem.field for problem in problems}
    return frozenset(
        field.name for field in fields if field.name not in wrong and not any(map(setup.is_seen, field.roles))
    )


def _answers(visit: Visit, fields: Iterable[AccountField]) -> dict[str, str]:
    """Choices by role; what is not an account of the list, nor a word of ours, is no answer."""
    answers: dict[str, str] = {}
    for field in fields:
        choice = visit.request.text(field.name)
        offered = {option.value for group in field.groups for option in group.options}
        if choice in offered - OPENING:
            answers |= dict.fromkeys(field.roles, choice)
    return answers


def _card_answers(visit: Visit) -> dict[str, str]:
    choice = visit.request.text(CARDS)
    roles = [f"{RoleKind.TENDER}:{tender.id}" for tender in card_tenders(visit.profile)]
    return dict.fromkeys(roles, "" if choice == BY_CARD_TYPE else choice) if choice else {}


def _problems(visit: Visit, fields: Iterable[AccountField], tenders: set[str]) -> Iterable[Problem]:
    together = tenders if visit.request.text(CARDS) not in {"", BY_CARD_TYPE} else set()
    for field in fields:
        covered = any(field.roles[0].startswith(f"{role}:") for role in together)
        if not covered and not visit.request.text(field.name):
            yield Problem(field.name, visit.speech.say("Choose an account for “{label}”.", label=field.label))
