"""The complete call as sent, stored beside the record until its answer is known, so that a worker can send it again."""

from dataclasses import dataclass

from daybook.domain.posting.books_calls import BooksCall
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof


@dataclass(frozen=True, slots=True)
class SentCall:
    """The call; `request_id` links it to its intent, `proof` is the proof after the last call of a change."""

    request_id: str
    key: PostingKey
    call: BooksCall
    proof: Proof | None = None
