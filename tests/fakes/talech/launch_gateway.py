"""talech's launch, without signatures."""

from datetime import datetime

from daybook.application.ports import LaunchClaims
from daybook.domain.errors import LaunchRefusedError, Refusal
from daybook.domain.outside_ids import TalechMerchantId


class FakeLaunchGateway:
    """Knows the launch tokens that a test announced."""

    def __init__(self) -> None:
        self._claims: dict[str, LaunchClaims] = {}

    def announce(
        self,
        launch_token: str,
        merchant_id: TalechMerchantId,
        expires_at: datetime,
        *,
        language: str = "en",
        user: str = "owner",
    ) -> None:
        """Make a token that will verify; its id is the token itself."""
        self._claims[launch_token] = LaunchClaims(
            merchant_id=merchant_id,
            plan="PREMIUM",
            user=user,
            language=language,
            token_id=launch_token,
            expires_at=expires_at,
        )

    def verify(self, launch_token: str) -> LaunchClaims:
        try:
            return self._claims[launch_token]
        except KeyError:
            raise LaunchRefusedError(Refusal.LAUNCH_INVALID, "not one of talech's launch tokens") from None

    def language_of(self, launch_token: str) -> str:
        claims = self._claims.get(launch_token)
        return claims.language if claims else ""

    def merchant_token(self, launch_token: str) -> str:
        return f"talech-{self.verify(launch_token).merchant_id}"
