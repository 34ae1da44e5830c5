"""The stored rows of a merchant's accountants, of their clients and firms; apart, because no worker reads them."""

from daybook.contracts.row import Row
from daybook.domain.accountant.accountants import Accountants
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.accountant.firm import Firm

ACCOUNTANTS = Row(Accountants, "stored-accountants")
CLIENT_NOTE = Row(ClientNote, "stored-client-note")
FIRM = Row(Firm, "stored-firm")
