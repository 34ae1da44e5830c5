"""A call as it was sent, whole: kept apart from the record while its answer is open, so that it can be sent again."""

from dataclasses import dataclass

from daybook.domain.posting.books_calls import BooksCall
from daybook.domain.posting.posting_key import PostingKey
from daybook.domain.proof.day_proof import Proof


@dataclass(frozen=True, slots=True)
class SentCall:
    """`request_id` ties it to its intent; `proof` is what the books hold once it is carried out, if it is the last."""

    request_id: str
    key: PostingKey
    call: BooksCall
    proof: Proof | None = None
