"""What the pages of tax codes show, in the setup and after it: a code per set of taxes, and the merchant's own day."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from daybook.adapters.web.http.requests import Problem
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.tax_words import (
    code_word,
    percent_word,
    rate_name,
    reason_words,
    tax_set_word,
    tax_set_words,
)
from daybook.application.mapping.taxes.tax_choices import TaxEffect, TaxSetChoice
from daybook.application.setup.tax_code_choices import Missing, TaxCodeChoices, is_open


def tax_values(choices: TaxCodeChoices, visit: Visit) -> dict[str, Any]:
    """What the templates show."""
    speech, sets = visit.speech, choices.choices
    return {
        "use": choices.answers.use,
        "recommended": choices.recommended,
        "any_code": choices.any_code,
        "sets": [_set(choice, visit) for choice in sets],
        "untaxed": choices.answers.untaxed,
        "untaxed_codes": [{"id": code.id, "name": code_word(code, speech)} for code in choices.untaxed],
        "untaxed_names": ", ".join(code.name for code in choices.untaxed),
        "own_lines": ", ".join(tax.name for tax in choices.proposed.own_lines),
        "one_code": choices.proposed.one_code_a_form and len(sets) > 1,
        "lines": list(_lines(choices, visit)),
        "effect": _effect(choices.effect, choices, visit),
    }


def tax_problems(choices: TaxCodeChoices, visit: Visit) -> tuple[Problem, ...]:
    """What is missing, each at its field."""
    say = visit.speech.say
    plain = {
        Missing.USE: ("use", say("Choose how taxes should reach your books.")),
        Missing.ANY_CODE: (
            "use",
            say("No code of your company has the rates of your taxes. Keep them as lines for now."),
        ),
        Missing.UNTAXED: ("untaxed", say("Choose the code for sales without tax. Your accountant knows which.")),
    }
    found = []
    for missing, key in choices.missing():
        if missing is Missing.CODE_OF_SET:
            label = tax_set_word(key, visit.profile, visit.speech)
            found.append(Problem(f"code.{key}", say("Choose a code for “{label}”.", label=label)))
        else:
            found.append(Problem(*plain[missing]))
    return tuple(found)


def _set(choice: TaxSetChoice, visit: Visit) -> dict[str, Any]:
    speech, match = visit.speech, choice.match
    percents = [tax.rate for tax in choice.taxes if tax.rate is not None]
    return {
        "name": f"code.{choice.key}",
        "label": tax_set_word(choice.key, visit.profile, speech),
        "rates": " + ".join(percent_word(_percent(rate), speech) for rate in percents),
        "code": code_word(match.code, speech) if match and choice.selected else "",
        "reason": reason_words(match, speech),
        "selected": choice.selected,
        "asks": choice.asks,
        "open": is_open(choice),
        "options": [{"id": each.code.id, "name": code_word(each.code, speech)} for each in choice.possible],
    }


def _lines(choices: TaxCodeChoices, visit: Visit) -> Iterable[dict[str, str]]:
    names = {tax.id: tax.name for tax in visit.profile.taxes}
    for tax_id, (account, minor) in choices.lines.items():
        yield {"tax": names.get(tax_id, tax_id), "account": account, "amount": _money(minor, visit)}


def _effect(found: TaxEffect | None, choices: TaxCodeChoices, visit: Visit) -> dict[str, Any] | None:
    if found is None:
        return None
    speech = visit.speech
    return {
        "rates": [
            {
                # A code that is mapped as a whole has no rate of its own: the tax is what people know.
                "name": rate_name(each.rate.rate_id, choices.candidates)
                or tax_set_word(each.rate.tax_id, visit.profile, speech),
                "percent": percent_word(each.rate.percent, speech),
                "base": _money(each.base_minor, visit),
                "amount": _money(each.amount_minor, visit),
            }
            for each in found.rates
        ],
        "untaxed": _money(found.untaxed_minor, visit),
        "total": _money(sum(each.amount_minor for each in found.rates), visit),
        "uncoded": tax_set_words(found.uncoded, visit.profile, speech),
        "crowded": tax_set_words(found.crowded, visit.profile, speech),
    }


def _money(minor: int, visit: Visit) -> str:
    return visit.speech.money(minor, visit.connection.company.home_currency)


def _percent(rate: str) -> str:
    """talech's fraction ("0.05") as per cent ("5")."""
    return f"{Decimal(rate) * 100:f}"
