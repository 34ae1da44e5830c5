"""QuickBooks and talech: books, sales and merchants' grants. What reaches a vendor is loaded with its first use."""

from functools import cached_property
from typing import TYPE_CHECKING

from daybook.domain.company.connection import Company, Connection, TokenSet
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from daybook.application.ports import (
        CompanyAuthorizer,
        DocumentWriter,
        LaunchGateway,
        Ledger,
        SalesSource,
        SalesTokenVault,
        TokenVault,
    )
    from daybook.application.ports.clearing import BooksMovements
    from daybook.application.ports.setups import CompanyTracking


class Vendors:
    """Those of one process."""

    def __init__(self, callback: str) -> None:
        """`callback` is where Intuit sends a browser back to; empty for who begins no consent."""
        self._callback = callback

    @property
    def tokens(self) -> "TokenVault":
        """Merchants' QuickBooks grants."""
        from daybook.bootstrap.quickbooks import token_vault  # noqa: PLC0415

        return token_vault()

    @property
    def authorizer(self) -> "CompanyAuthorizer":
        """The app at Intuit."""
        from daybook.bootstrap.quickbooks import authorizer  # noqa: PLC0415

        return authorizer(self._callback)

    def ledger_of(self, connection: Connection) -> "Ledger":
        """The books of a connected merchant."""
        from daybook.bootstrap.quickbooks import ledger_of  # noqa: PLC0415

        return ledger_of(connection)

    def ledger_of_company(self, merchant_id: BooksId, realm_id: str) -> "Ledger":
        """The books of a company that a merchant has just allowed us to use."""
        from daybook.bootstrap.quickbooks import ledger_of_company  # noqa: PLC0415

        return ledger_of_company(merchant_id, realm_id)

    def company_of(self, tokens: TokenSet) -> Company:
        """The company of a grant that is not stored."""
        from daybook.bootstrap.quickbooks import company_of  # noqa: PLC0415

        return company_of(tokens)

    def tracking_of(self, connection: Connection) -> "CompanyTracking":
        """Classes and locations of a connected company."""
        from daybook.bootstrap.quickbooks import tracking_of  # noqa: PLC0415

        return tracking_of(connection)

    def movements_of(self, connection: Connection) -> "BooksMovements":
        """What moved on accounts of a connected company."""
        from daybook.adapters.quickbooks.clearing.movements import QuickBooksMovements  # noqa: PLC0415
        from daybook.bootstrap.quickbooks import client_of_company  # noqa: PLC0415

        company = connection.company
        return QuickBooksMovements(client_of_company(connection.merchant_id, company.realm_id, company.country))

    def writer_of(self, connection: Connection) -> "DocumentWriter":
        """What writes documents into the books of a connected merchant: for posting alone."""
        from daybook.bootstrap.quickbooks import writer_of  # noqa: PLC0415

        return writer_of(connection)

    def gate(self, _connection: Connection, _asks_talech_first: bool) -> None:  # noqa: FBT001 -- the form of the port
        """Lets every try begin; `posting` looks at the circuits first."""

    def renew(self, merchant_id: BooksId) -> None:
        """Refresh an idle grant.

        Raises:
            NeedsAttentionError: the grant is dead.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        from daybook.bootstrap.quickbooks import renew  # noqa: PLC0415

        renew(merchant_id)

    def ask(self, connection: Connection) -> None:
        """Whether a grant that was taken for lost is any good: one refresh, one read of the company.

        Raises:
            NeedsAttentionError: the grant is dead, or is still refused after hours.
            RetriableError: Intuit does not answer.
        """
        from daybook.bootstrap.quickbooks import client_of_company  # noqa: PLC0415

        company = connection.company
        client_of_company(connection.merchant_id, company.realm_id, company.country).ask_anew()

    @property
    def sales_tokens(self) -> "SalesTokenVault":
        """Merchants' long-lived talech tokens."""
        from daybook.bootstrap.talech import sales_tokens  # noqa: PLC0415

        return sales_tokens()

    def sales_of(self, merchant_id: BooksId) -> "SalesSource":
        """The sales behind a set of books."""
        from daybook.bootstrap.talech import sales_of  # noqa: PLC0415

        return sales_of(merchant_id)

    @cached_property
    def launches(self) -> "LaunchGateway":
        """Reads the launches that talech signs."""
        from daybook.bootstrap.talech import launches  # noqa: PLC0415

        return launches()
