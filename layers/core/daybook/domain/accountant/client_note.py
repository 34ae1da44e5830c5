"""What an accountant keeps of a client for themselves: it orders and narrows their board, and no merchant sees it."""

from dataclasses import dataclass
from datetime import date

MOST_SIGNS_OF_A_REFERENCE, MOST_SIGNS_OF_A_PERSON = 20, 60


@dataclass(frozen=True, slots=True)
class ClientNote:
    """`reference` is the firm's code of the client, `looked_after_by` who of the firm looks after it.

    `deadline` is the next date by which the client must be in order: a lock of the books or a filing.
    """

    reference: str = ""
    looked_after_by: str = ""
    deadline: date | None = None

    def __post_init__(self) -> None:
        """Refuse a text that is too long for its column.

        Raises:
            ValueError: it is.
        """
        if len(self.reference) > MOST_SIGNS_OF_A_REFERENCE or len(self.looked_after_by) > MOST_SIGNS_OF_A_PERSON:
            raise ValueError(f"{self.reference!r} or {self.looked_after_by!r} is longer than its column")
