"""Encrypts tokens with the KMS key. The context binds them to their merchant: a copied row cannot be decrypted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

# KMS encrypts at most this many bytes at once; Intuit's access tokens may have 4,096 characters.
PART_BYTES = 4096


class TokenCipher:
    """Encrypts text of any length with few KMS calls: one for all tokens seen so far."""

    def __init__(self, kms: "KMSClient", key_arn: str) -> None:
        self._kms = kms
        self._key_arn = key_arn

    def encrypt(self, text: str, context: Mapping[str, str]) -> list[bytes]:
        """The parts of the encrypted text, in order."""
        plain = text.encode()
        parts = [plain[start : start + PART_BYTES] for start in range(0, len(plain), PART_BYTES)]
        return [
            self._kms.encrypt(
                KeyId=self._key_arn, Plaintext=part, EncryptionContext=_context(context, number, len(parts))
            )["CiphertextBlob"]
            for number, part in enumerate(parts, start=1)
        ]

    def decrypt(self, parts: Sequence[bytes], context: Mapping[str, str]) -> str:
        """The text; KMS refuses parts that were altered, reordered, dropped or encrypted in another context."""
        return b"".join(
            self._kms.decrypt(
                KeyId=self._key_arn, CiphertextBlob=part, EncryptionContext=_context(context, number, len(parts))
            )["Plaintext"]
            for number, part in enumerate(parts, start=1)
        ).decode()


def _context(context: Mapping[str, str], number: int, count: int) -> dict[str, str]:
    return {**context, "part": f"{number}/{count}"}
