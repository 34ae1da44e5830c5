"""Encrypted grants that the merchant has not confirmed yet, in SessionTable, for some minutes.

Their encryption context differs from that of stored grants, so a row copied into the vault cannot be decrypted.
"""

import base64
import json
from datetime import datetime

from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.application.ports import OneTimeTokens
from daybook.domain.company.connection import TokenSet

KEPT_SECONDS = 15 * 60
_KIND = "unconfirmed"


class KmsUnconfirmedGrants:
    """`UnconfirmedGrants` on SessionTable, encrypted with the key of all tokens."""

    def __init__(self, one_time: OneTimeTokens, cipher: TokenCipher) -> None:
        self._one_time = one_time
        self._cipher = cipher

    def keep(self, session_id: str, merchant_id: str, tokens: TokenSet) -> None:
        """Store the grant for a quarter of an hour, instead of an earlier one of the session."""
        secret = {
            "access_token": tokens.access_token,
            "access_expires_at": tokens.access_expires_at.isoformat(),
            "refresh_token": tokens.refresh_token,
            "refresh_expires_at": tokens.refresh_expires_at.isoformat(),
            "hard_expires_at": tokens.hard_expires_at.isoformat() if tokens.hard_expires_at else None,
        }
        parts = self._cipher.encrypt(json.dumps(secret), _context(merchant_id, tokens.realm_id))
        encrypted = json.dumps([base64.b64encode(part).decode() for part in parts])
        self.forget(session_id)
        content = {"merchant": merchant_id, "realm": tokens.realm_id, "encrypted": encrypted}
        self._one_time.put(_KIND, session_id, content, KEPT_SECONDS)

    def of(self, session_id: str, merchant_id: str) -> TokenSet | None:
        """The unconfirmed grant of the session for these books; None if there is none or it has expired."""
        content = self._one_time.get(_KIND, session_id)
        if content is None or content["merchant"] != merchant_id:
            return None
        parts = [base64.b64decode(part) for part in json.loads(content["encrypted"])]
        secret = json.loads(self._cipher.decrypt(parts, _context(merchant_id, content["realm"])))
        hard_expiry = secret["hard_expires_at"]
        return TokenSet(
            realm_id=content["realm"],
            access_token=secret["access_token"],
            access_expires_at=datetime.fromisoformat(secret["access_expires_at"]),
            refresh_token=secret["refresh_token"],
            refresh_expires_at=datetime.fromisoformat(secret["refresh_expires_at"]),
            hard_expires_at=datetime.fromisoformat(hard_expiry) if hard_expiry else None,
        )

    def forget(self, session_id: str) -> None:
        """Delete the grant."""
        self._one_time.take(_KIND, session_id)


def _context(merchant_id: str, realm_id: str) -> dict[str, str]:
    return {"merchant": merchant_id, "realm": realm_id, "state": "unconfirmed"}
