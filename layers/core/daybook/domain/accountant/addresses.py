"""The address of an accountant: it is who they are, so it is written one way."""

from daybook.domain.telling.notify import is_address

# Mailboxes that several people of an office read, in English and in French.
_SHARED = frozenset(
    {
        *("accounting", "accounts", "admin", "billing", "bookkeeping", "books", "contact", "hello", "info", "mail"),
        *("office", "reception", "sales", "service", "support", "tax", "team"),
        *("bureau", "comptabilite", "compta", "courrier", "equipe", "facturation", "impots", "tenuedelivres"),
    }
)


class BadAccountantAddressError(ValueError):
    """The text is not an e-mail address that Daybook can write to: letters beyond ASCII are refused too."""


def accountant_address(text: str) -> str:
    """The address in small letters, without white space around it.

    Raises:
        BadAccountantAddressError: it is none, or holds a letter beyond ASCII, which could look like another one.
    """
    address = text.strip().lower()
    if not is_address(address):
        raise BadAccountantAddressError(f"{address!r:.80} is no e-mail address: write one like books@example.com")
    return address


def is_shared_mailbox(address: str) -> bool:
    """Whether several people read the mails of an address, as far as its name says so: `info@`, `comptabilite@`."""
    return address.partition("@")[0].partition("+")[0] in _SHARED
