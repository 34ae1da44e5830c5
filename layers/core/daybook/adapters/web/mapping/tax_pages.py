"""Tax codes after the setup: what holds, what days with gaps wait for, and a change from a business date on."""

from datetime import date
from typing import Any

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View, day_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.tax_fields import tax_problems, tax_values
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE, sample_date
from daybook.adapters.web.words.tax_words import TAXES_PATH, tax_set_words
from daybook.application.mapping.choose_posting import earliest_change
from daybook.application.mapping.mapping_versions import FROM_THE_BEGINNING, newest_start
from daybook.application.mapping.taxes.tax_choices import chosen_so_far, gap_sets
from daybook.application.mapping.taxes.tax_codes import TaxCodesRefusedError
from daybook.application.mapping.taxes.use_tax_codes import forms_since, keep_tax_lines, use_tax_codes
from daybook.application.setup.tax_code_choices import CODES, LINES, TaxAnswers, TaxCodeChoices, tax_code_choices
from daybook.application.setup.taxes import asks_for_tax_codes, recommends_tax_codes
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.connection import Connection
from daybook.domain.day.tax_sets import UNTAXED
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncRecord


def taxes(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """A code per set of taxes, what it does to the merchant's own day, and the date it holds from."""
    mapping = visit.in_force
    possible = forms_can_carry_codes(visit)
    values: dict[str, Any] = {
        "possible": possible,
        "since": visit.speech.day(mapping.effective_from) if mapping.effective_from.year > 2000 else "",  # noqa: PLR2004
        "sentence": tax_sentence(mapping, visit),
    }
    if possible:
        values |= _choices(visit, mapping)
    title = visit.speech.say("QuickBooks’ tax codes")
    return View("mapping/taxes", title, values, UNPROCESSABLE if problems else 200, problems)


def save_taxes(visit: Visit) -> Answer:
    """Show the effect, or use the answers from the date on; forms in the books since then are corrected."""
    if not forms_can_carry_codes(visit):
        return Redirect(TAXES_PATH)
    choices = choices_in_force(visit, visit.in_force).typed(visit.request.form)
    effective_from = day_of(visit.request.text("effective_from"))
    problems = (*tax_problems(choices, visit), *_date_problems(visit, effective_from))
    if problems or effective_from is None or visit.request.text("then") != "save":
        return taxes(visit, problems)
    try:
        use_answers(visit, choices.answered(), effective_from)
    except TaxCodesRefusedError:
        say = visit.speech.say
        return taxes(visit, (Problem("use", say("Your company’s codes have changed. Read the accounts again first.")),))
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return taxes(visit, (Problem("use", f"{text.happened} {text.action}"),))
    return Redirect(f"{TAXES_PATH}?done=saved")


def forms_can_carry_codes(visit: Visit) -> bool:
    """Whether some day to come, or one in force now, is posted as a sales form of a company that sells taxed."""
    return any(asks_for_tax_codes(visit.profile, visit.connection, kind) for kind in _kinds(visit.connection, visit))


def tax_sentence(mapping: AccountMapping | None, visit: Visit) -> str:
    """How taxes reach sales forms, for the pages that lead here; empty where there is nothing to choose."""
    if mapping is None or not visit.connection.is_live or not forms_can_carry_codes(visit):
        return ""
    if mapping.tax_codes:
        return visit.speech.say("Your sales documents carry QuickBooks’ tax codes.")
    return visit.speech.say("Taxes are kept as lines on the accounts you chose for them.")


def _kinds(connection: Connection, visit: Visit) -> set[DocumentKind]:
    today = earliest_change(visit.profile, visit.systems.clock.now())
    ahead = {change.document_kind for change in connection.changes if change.effective_from >= today}
    return {connection.choice_on(today).document_kind, *ahead}


def _choices(visit: Visit, mapping: AccountMapping) -> dict[str, Any]:
    choices, waiting = choices_in_force(visit, mapping).typed(visit.request.form), waiting_days(visit)
    typed = visit.request.form.get("effective_from")
    default = min(
        (record.day.business_date for record in waiting), default=newest_start(visit.profile, visit.systems.clock.now())
    )
    since = day_of(typed) if typed is not None else default
    return {
        **tax_values(choices, visit),
        "sample_date": sample_date(choices.sample, visit),
        "waiting": len(waiting),
        "waiting_for": tax_set_words(_sets(waiting), visit.profile, visit.speech),
        "from": typed if typed is not None else str(default),
        "latest": str(newest_start(visit.profile, visit.systems.clock.now())),
        "forms": _forms(visit, since) if since else "",
    }


def choices_in_force(visit: Visit, mapping: AccountMapping) -> TaxCodeChoices:
    """What there is to decide, with the codes in use."""
    use = CODES if mapping.tax_codes or recommends_tax_codes(visit.connection) else LINES
    untaxed = mapping.tax_codes[UNTAXED].code_id if UNTAXED in mapping.tax_codes else visit.setup.untaxed_code
    answers = TaxAnswers(use, untaxed, chosen_so_far(mapping, visit.setup))
    mode = visit.connection.choice_on(newest_start(visit.profile, visit.systems.clock.now())).location_mode
    return tax_code_choices(
        visit.connection,
        visit.profile,
        visit.systems,
        mapping=mapping,
        mode=mode,
        answers=answers,
        met=_sets(waiting_days(visit)),
    )


def use_answers(visit: Visit, answers: TaxAnswers, effective_from: date) -> None:
    """Use the codes, or keep lines, from a business date on.

    Raises:
        TaxCodesRefusedError: the company has not the codes that were chosen.
        NeedsAttentionError: QuickBooks no longer lets us in.
    """
    if answers.use == LINES:
        keep_tax_lines(visit.merchant_id, visit.systems, effective_from=effective_from)
        return
    use_tax_codes(
        visit.merchant_id, answers.untaxed, visit.systems, effective_from=effective_from, chosen=answers.chosen
    )


def waiting_days(visit: Visit) -> tuple[SyncRecord, ...]:
    """Days whose forms kept taxes as lines because a set has no code."""
    return tuple(record for record in visit.days_with_gaps if gap_sets(record.gaps))


def _sets(records: tuple[SyncRecord, ...]) -> tuple[str, ...]:
    return tuple(sorted({key for record in records for key in gap_sets(record.gaps)}))


def _forms(visit: Visit, since: date) -> str:
    count = sum(1 for _ in forms_since(visit.connection, since, visit.systems.sync_log))
    return visit.speech.count(
        "{count} document in your books since {day} would be corrected.",
        "{count} documents in your books since {day} would be corrected.",
        count,
        day=visit.speech.day(since),
    )


def _date_problems(visit: Visit, effective_from: date | None) -> tuple[Problem, ...]:
    if effective_from is None or effective_from < FROM_THE_BEGINNING:
        return (Problem("effective_from", visit.speech.say("Enter a date, for example 2026-11-24.")),)
    latest = newest_start(visit.profile, visit.systems.clock.now())
    if effective_from > latest:
        message = visit.speech.say("Choose {day} or earlier.", day=visit.speech.day(latest))
        return (Problem("effective_from", message),)
    return ()
