"""Which deed a write of a page or a call of the API is, for the audit trail."""

import re
from collections.abc import Iterable, Mapping

from daybook.application.access.audit import Intended
from daybook.domain.audit import Deed

# In order: the first that fits. Of the calls of the API the part after its version.
_DEEDS: tuple[tuple[str, Deed], ...] = (
    ("/setup/share/end", Deed.LINK_ENDED),
    ("/setup/share", Deed.LINK_SHARED),
    ("/setup/(review|confirmation)", Deed.SETUP_CONFIRMED),
    ("/setup(/[a-z-]+)?", Deed.SETUP_ANSWERED),
    ("/accounts/pick", Deed.SETUP_ANSWERED),
    ("/accounts(/new)?|/mapping/recreate|/accounts/[^/]+/recreation", Deed.ACCOUNT_CREATED),
    ("/syncs?", Deed.DAYS_ASKED_FOR),
    ("/log/decisions", Deed.DAY_ACTED_ON),
    ("/log/[^/]+/[^/]+/accountant", Deed.DAY_SENT),
    ("/(log|days)/[^/]+/[^/]+/[a-z]+", Deed.DAY_ACTED_ON),
    ("/(mapping|lists)/refresh", Deed.LISTS_READ),
    ("/mapping/taxes|/tax-codes", Deed.TAXES_CHANGED),
    ("/mapping/tracking|/tracking", Deed.TRACKING_CHANGED),
    ("/mapping/template", Deed.TEMPLATE_USED),
    ("/mapping(/change)?", Deed.MAPPING_CHANGED),
    ("/settings/posting(/withdraw)?", Deed.POSTING_CHANGED),
    ("/settings/clearing", Deed.POSTING_CHANGED),
    ("/unusual/answer", Deed.NOTICE_ANSWERED),
    ("/month/balances", Deed.BALANCES_TYPED),
    ("/double-income/look", Deed.BOOKS_READ),
    ("/double-income/answers?", Deed.NOTICE_ANSWERED),
    ("/double-income/looks", Deed.CLEARING_CHANGED),
    ("/clearing/read", Deed.BOOKS_READ),
    ("/clearing/(follow|looks|groups|choose)", Deed.CLEARING_CHANGED),
    ("/settings/policies", Deed.POLICIES_CHANGED),
    ("/settings/mails/again", Deed.CONFIRMATION_SENT_AGAIN),
    ("/settings/mails(/withdraw)?", Deed.MAILS_CHANGED),
    ("(/settings)?/accountants", Deed.ACCOUNTANT_INVITED),
    ("/accountants/[^/]+", Deed.ACCOUNTANT_REMOVED),
    ("/settings/accountants/remove", Deed.ACCOUNTANT_REMOVED),
    ("/settings/accountants/firm|/accountants/firms/[^/]+/role", Deed.ACCOUNTANT_INVITED),
    ("/settings/accountants/firm/remove|/accountants/firms/[^/]+", Deed.ACCOUNTANT_REMOVED),
    ("/settings/accountants/link", Deed.SIGN_IN_HANDED_OVER),
    ("/companies/move", Deed.STORE_MOVED),
    ("/disconnect|/connection", Deed.DISCONNECTED),
)
# They change the visit or nothing: which company is looked at, the language of the pages, a rehearsal.
UNRECORDED = frozenset({"/companies/open", "/language", "/settings/language", "/mapping/rehearsal"})
# What tells which days, store or action a deed is about; never a token, never free text.
_ABOUT = ("action", "first", "last", "location", "store", "effective_from", "accountant", "month")
_API = re.compile(r"/api/v\d+")


def intended(path: str, place: Iterable[str], said: Mapping[str, object]) -> Intended | None:
    """The deed of a write at an address; `place` are the parts of the address that name a day, `said` what was sent.

    None for a write that leaves no record.
    """
    own = _API.sub("", path, count=1)
    deed = next((deed for pattern, deed in _DEEDS if re.fullmatch(pattern, own)), None)
    if deed is None or own in UNRECORDED:
        return None
    words = [*place, *(value for name in _ABOUT if isinstance(value := said.get(name), str) and value)]
    return Intended(deed, " ".join(words))
