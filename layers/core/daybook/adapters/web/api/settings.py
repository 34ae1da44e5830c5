"""Calls about settings: how days are posted from a date on, policies, language and mails."""

from daybook.adapters.web.http.visit import Visit
from daybook.application.access.sessions import Session, speak
from daybook.application.company.lists import remember_accounts
from daybook.application.mapping.choose_posting import (
    Policies,
    choose_policies,
    choose_posting,
    earliest_change,
    take_change_back,
)
from daybook.application.setup.clear_tenders import clear_tenders
from daybook.application.telling.mail_address import MailsChoice, ask_again, choose_notify, withdraw_address
from daybook.application.telling.recipients import first_preference
from daybook.contracts.http.settings import (
    ClearingBody,
    LanguageBody,
    MailsBody,
    MailsStateBody,
    PoliciesBody,
    PostingBody,
    PostingChangeBody,
    PostingWithdrawalBody,
    SettingsBody,
    WaitingAddressBody,
)
from daybook.domain.company.connection import Connection, PostingChoice
from daybook.domain.day.adjustments import AdjustmentLimit


def settings(visit: Visit) -> SettingsBody:
    """Everything that can be changed after the setup."""
    return _body(visit, visit.connection, visit.session)


def change_posting(visit: Visit, body: PostingChangeBody) -> SettingsBody:
    """Another document kind, or Simple and Advanced exchanged, from a business date on that has not ended yet."""
    now = visit.connection.choice_on(body.effective_from)
    choice = PostingChoice(
        body.effective_from, body.document_kind or now.document_kind, body.location_mode or now.location_mode
    )
    systems = visit.systems
    changed = choose_posting(
        visit.connection,
        visit.profile,
        choice,
        now=systems.clock.now(),
        connections=systems.connections,
        ledger_of=systems.ledger_of,
    )
    return _body(visit, changed, visit.session)


def take_posting_back(visit: Visit, body: PostingWithdrawalBody) -> SettingsBody:
    """Take back a change of kind or mode that is to come: its days are posted as those before it."""
    systems = visit.systems
    changed = take_change_back(
        visit.connection, visit.profile, body.effective_from, now=systems.clock.now(), connections=systems.connections
    )
    return _body(visit, changed, visit.session)


def change_policies(visit: Visit, body: PoliciesBody) -> SettingsBody:
    """What happens from now on to days that do not tie, and to changes in closed periods."""
    limit = visit.connection.adjustment_limit
    if body.adjustment_limit_percent is not None:
        limit = AdjustmentLimit.of(body.adjustment_limit_percent)
    policies = Policies(body.untied, body.closed_books, limit)
    changed = choose_policies(visit.connection, policies, visit.systems.connections)
    return _body(visit, changed, visit.session)


def change_clearing(visit: Visit, body: ClearingBody) -> SettingsBody:
    """Tenders through clearing accounts, which are made where they are lacking, or on bank accounts again."""
    cleared = clear_tenders(visit.merchant_id, wanted=body.clear_tenders, systems=visit.systems)
    remember_accounts(visit.merchant_id, cleared.accounts, visit.systems)
    return _body(visit, cleared.connection, visit.session)


def change_language(visit: Visit, body: LanguageBody) -> SettingsBody:
    """The language of this session."""
    return _body(visit, visit.connection, speak(visit.session, body.language, visit.systems.one_time))


def change_mails(visit: Visit, body: MailsBody) -> SettingsBody:
    """Where mails go, and which are wanted; they are written in the session's language."""
    choose_notify(visit.asker, MailsChoice(language=visit.session.language, **body.model_dump()), visit.systems)
    return _body(visit, visit.connection, visit.session)


def send_again(visit: Visit) -> SettingsBody:
    """Send the mail again that asks the waiting address to confirm; the link of the one before ends."""
    ask_again(visit.asker, visit.systems)
    return _body(visit, visit.connection, visit.session)


def withdraw(visit: Visit) -> SettingsBody:
    """Leave mails where they are: no address waits any more. Twice is harmless."""
    withdraw_address(visit.merchant_id, visit.systems.notify_store)
    return _body(visit, visit.connection, visit.session)


def _body(visit: Visit, connection: Connection, session: Session) -> SettingsBody:
    first = PostingBody(document_kind=connection.document_kind, location_mode=connection.location_mode)
    return SettingsBody(
        posting=(first, *map(_posting, connection.changes)),
        earliest_change=earliest_change(visit.profile, visit.systems.clock.now()),
        policies=PoliciesBody(
            untied=connection.untied_policy,
            closed_books=connection.closed_books_policy,
            adjustment_limit_percent=connection.adjustment_limit.percent,
        ),
        clear_tenders=connection.clears_tenders,
        language=session.language,
        mails=_mails(visit),
    )


def _mails(visit: Visit) -> MailsStateBody:
    known = visit.systems.notify_store.preference(visit.merchant_id) or first_preference("", visit.session.language)
    waits = known.waiting
    return MailsStateBody(
        email=known.email,
        alerts=known.alerts,
        daily_summary=known.daily_summary,
        waiting=WaitingAddressBody(email=waits.email, until=waits.ends_at) if waits else None,
    )


def _posting(choice: PostingChoice) -> PostingBody:
    return PostingBody(
        effective_from=choice.effective_from,
        document_kind=choice.document_kind,
        location_mode=choice.location_mode,
    )
