"""The access token of a new grant that is not stored yet, for reading its company."""

from typing import NoReturn

from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import Condition, RetriableError


class FreshGrant:
    """`GrantTokens` of an unstored grant: it cannot be renewed, and nothing is recorded about it."""

    def __init__(self, tokens: TokenSet) -> None:
        self._tokens = tokens

    def current(self) -> str:
        """The token that came with the grant."""
        return self._tokens.access_token

    def replace(self, rejected: str) -> NoReturn:
        """Raise: there is no other token.

        Raises:
            RetriableError: always.
        """
        del rejected
        raise RetriableError(
            "QuickBooks refuses a token that Intuit has just given", condition=Condition.QUICKBOOKS_SIGN_IN_REFUSED
        )

    def renew(self) -> None:
        """Raise, as `replace` does.

        Raises:
            RetriableError: always.
        """
        self.replace(self._tokens.access_token)

    def refused_for_hours(self) -> bool:
        """False, because the grant is new."""
        return False

    def accepted(self) -> None:
        """Do nothing."""
