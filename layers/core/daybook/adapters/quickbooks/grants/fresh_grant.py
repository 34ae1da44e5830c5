"""The access token of a grant that has just been given and is not stored: enough to ask whose company it is."""

from typing import NoReturn

from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import Condition, RetriableError


class FreshGrant:
    """`GrantTokens` of an unstored grant: nothing renews it, and nothing is remembered of it."""

    def __init__(self, tokens: TokenSet) -> None:
        self._tokens = tokens

    def current(self) -> str:
        """The token that came with the grant."""
        return self._tokens.access_token

    def replace(self, rejected: str) -> NoReturn:
        """There is no other one.

        Raises:
            RetriableError: always.
        """
        del rejected
        raise RetriableError(
            "QuickBooks refuses a token that Intuit has just given", condition=Condition.QUICKBOOKS_SIGN_IN_REFUSED
        )

    def renew(self) -> None:
        """As `replace`.

        Raises:
            RetriableError: always.
        """
        self.replace(self._tokens.access_token)

    def refused_for_hours(self) -> bool:
        """A grant of a moment ago never is."""
        return False

    def accepted(self) -> None:
        """Nothing is remembered."""
