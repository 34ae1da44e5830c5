"""The stored rows of a merchant's accountants and of their clients; apart from others, because no worker reads them."""

from daybook.contracts.row import Row
from daybook.domain.accountant.access import Accountants
from daybook.domain.accountant.client_note import ClientNote

ACCOUNTANTS = Row(Accountants, "stored-accountants")
CLIENT_NOTE = Row(ClientNote, "stored-client-note")
