"""Everything a use case may need, as far as a case hands it over."""

from types import SimpleNamespace
from typing import Any, Self


class FakeSystems(SimpleNamespace):
    """The systems of a case by name; one that a use case asks for and the case did not hand over is an error."""

    def but(self, **changed: Any) -> Self:
        """The same with others in the place of some."""
        return type(self)(**{**vars(self), **changed})

    @property
    def posting(self) -> Self:
        """No circuit stands before a vendor in memory."""
        return self

    @staticmethod
    def gate(*_: Any) -> None:
        """Every try begins."""
