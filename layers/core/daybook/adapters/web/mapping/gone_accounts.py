"""An account that is gone: one press brings it back, beside the choice of another one."""

from daybook.adapters.web.http.requests import Answer, Problem, Redirect
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.account_pages import MAPPING_PATH
from daybook.adapters.web.mapping.decided_rows import decided_rows, row_of
from daybook.adapters.web.mapping.mapping_pages import mapping
from daybook.adapters.web.mapping.mapping_states import mapped_query
from daybook.adapters.web.words.account_words import limit_sentence
from daybook.application.company.lists import company_lists
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.application.mapping.accounts.recreate_account import AccountUnknownError, recreate_account
from daybook.application.mapping.accounts.suitable_accounts import AccountRefusedError
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.day.roles import role_from_text
from daybook.domain.errors import HoldReason, NeedsAttentionError

_FIELD = "recreate"


def recreate(visit: Visit) -> Answer:
    """Bring the account of a row back; a fault is said above the rows, which stay."""
    try:
        role = role_from_text(visit.request.text("role"))
    except ValueError:
        return Redirect(MAPPING_PATH, did=False)
    chart, say = company_lists(visit.connection, visit.systems).chart, visit.speech.say
    row = row_of(role, decided_rows(visit.in_force, chart, visit))
    if row is None or not row.gone:
        return Redirect(MAPPING_PATH, did=False)
    try:
        recreate_account(visit.connection, row.account_id, visit.systems)
    except AccountLimitError as error:
        return mapping(visit, (Problem(_FIELD, limit_sentence(error.room, visit.speech)),))
    except (AccountUnknownError, AccountRefusedError):
        sentence = say("“{account}” cannot be brought back. Choose another account.", account=row.account)
        return mapping(visit, (Problem(_FIELD, sentence),))
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return mapping(visit, (Problem(_FIELD, f"{text.happened} {text.action}"),))
    return Redirect(f"{MAPPING_PATH}?{mapped_query(visit.systems.clock.now())}")
