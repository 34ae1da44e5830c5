"""Which rows a worker's try, a look and a planning need, so that each reads them with one request (`read_together`)."""

from typing import TYPE_CHECKING

from daybook.adapters.aws.closings.schedules import schedules_key
from daybook.adapters.aws.days.proofs import proof_key
from daybook.adapters.aws.items import to_item
from daybook.adapters.aws.tables.connections import CONNECTION_ROW, REFERENCES_ROW, merchant_key
from daybook.adapters.aws.tables.profiles import MOVES_ROW, PROFILE_ROW
from daybook.adapters.aws.vaults.sales_token_vault import sales_token_key
from daybook.adapters.aws.vaults.token_vault import token_key
from daybook.domain.merchant.books import BooksId, first_books, talech_merchant_of
from daybook.domain.outside_ids import TalechMerchantId
from daybook.domain.sync.location_day import LocationDay

if TYPE_CHECKING:
    from daybook.adapters.aws.items import Item


def rows_of_a_look(books_id: BooksId, connection_table: str) -> "list[tuple[str, Item]]":
    """What talech is read with: connection, profile and moves, and the merchant's token."""
    merchant = talech_merchant_of(books_id)
    keys = [
        merchant_key(books_id, CONNECTION_ROW),
        merchant_key(merchant, PROFILE_ROW),
        merchant_key(merchant, MOVES_ROW),
        sales_token_key(merchant),
    ]
    return [(connection_table, key) for key in keys]


def rows_of_a_planning(merchant: TalechMerchantId, connection_table: str) -> "list[tuple[str, Item]]":
    """What talech is read with, for the merchant's first books, and the names of the merchant's schedules."""
    return [*rows_of_a_look(first_books(merchant), connection_table), (connection_table, schedules_key(merchant))]


def rows_of_a_try(day: LocationDay, connection_table: str, proof_table: str) -> "list[tuple[str, Item]]":
    """The same, and what QuickBooks is written with: references and tokens; and the proof, if the record was lost."""
    keys = [merchant_key(day.merchant_id, REFERENCES_ROW), token_key(day.merchant_id)]
    return [
        *rows_of_a_look(day.merchant_id, connection_table),
        *((connection_table, key) for key in keys),
        (proof_table, to_item(proof_key(day))),
    ]
