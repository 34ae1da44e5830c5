"""Seeded chance: the same seed and the same subject always give the same number."""

from hashlib import blake2b

_SPAN = 2**64


class Chance:
    """Numbers in [0, 1) drawn from a seed and a subject, independent of any order of calls."""

    def __init__(self, seed: int) -> None:
        self._key = str(seed).encode()

    def draw(self, *subject: str) -> float:
        """The number for this subject."""
        digest = blake2b("\0".join(subject).encode(), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest, "big") / _SPAN

    def token(self, *subject: str) -> str:
        """Thirty-two hexadecimal digits for this subject."""
        return blake2b("\0".join(subject).encode(), key=self._key, digest_size=16).hexdigest()
